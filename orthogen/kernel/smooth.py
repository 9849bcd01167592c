"""Smooth. a field, a width -> the field freed of what is narrower; marked nodes -> which of them hang together."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray

_REACH = 4.0


def smoothed(field: FloatArray, sigma: float) -> FloatArray:
    """Return the field (nx, ny) convolved with a Gaussian of `sigma` steps, cut at 4σ; it goes on as it ends."""
    at = np.arange(int(_REACH * sigma + 0.5) + 1)
    half = np.exp(-0.5 * (at / sigma) ** 2)
    return _native.convolve(np.ascontiguousarray(field), half / (2.0 * half.sum() - 1.0))


def patches(marked: BoolArray) -> IntArray:
    """Return for each node (nx, ny) the number of its patch of marked ones, neighbours along x and y; 0 if unmarked."""
    return _native.patches(np.ascontiguousarray(marked))
