"""Robust. residuals -> weights with which far ones pull no more than near ones."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import median

_SPREADS, _SIGMA_PER_MAD = 2.5, 1.4826


def huber_weights(residual: FloatArray, *, least: float) -> FloatArray:
    """Return the weights (n,) of residuals (n,): 1 up to 2.5 robust deviations, beyond that falling with 1 / size.

    least: the least such limit, in the unit of the residuals. The deviation is 1.4826 times the median size (Huber
    1964; Hampel 1974).
    """
    size = np.abs(residual)
    limit = max(least, _SPREADS * _SIGMA_PER_MAD * median(size))
    weight: FloatArray = np.minimum(1.0, limit / np.maximum(size, 1e-9))
    return weight
