"""Neighbours. points, places -> the points nearest to each place."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray


def nearest_points(
    points: FloatArray, places: FloatArray, *, most: int = 1, within: float = np.inf
) -> tuple[FloatArray, IntArray]:
    """Return distances and numbers (k, most) of the points (n, 2) or (n, 3) nearest to places (k, 2) or (k, 3).

    The nearest first, of equally near ones the lower number; only those nearer than `within`. Where there are fewer,
    the distance is infinite and the number n.
    """
    return _native.nearest_points(_in_space(points), _in_space(places), most, within, 0)


def _in_space(points: FloatArray) -> FloatArray:
    """Return points of the plane with z = 0, those of space as they are."""
    full = np.pad(points, ((0, 0), (0, 3 - points.shape[1])))
    return np.ascontiguousarray(full, dtype=np.float64)
