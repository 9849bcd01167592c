"""Blur. a field -> its Gaussian mean around each node."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray


def gaussian(field: FloatArray, sigma_nodes: float) -> FloatArray:
    """Return the mean of a field (nx, ny) under a Gaussian cut off at three sigma, zeros beyond its edge."""
    radius = int(np.ceil(3 * sigma_nodes))
    weight = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma_nodes) ** 2)
    weight /= weight.sum()
    return _native.blurred(np.ascontiguousarray(field, dtype=np.float64), weight.tolist())
