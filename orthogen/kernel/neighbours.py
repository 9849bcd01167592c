"""Neighbours. points, places -> the points nearest to each place; pairs of points -> one vote for each."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray


class PointTree:
    """Points (n, 2) or (n, 3), ready to be asked for those nearest to a place (a k-d tree)."""

    def __init__(self, points: FloatArray) -> None:
        self._tree = _native.PointTree(_in_space(points))

    def nearest(self, places: FloatArray, *, most: int = 1, within: float = np.inf) -> tuple[FloatArray, IntArray]:
        """Return distances and numbers (k, most) of the points nearest to places (k, 2) or (k, 3).

        The nearest first, of equally near ones the lower number; only those nearer than `within`. Where there are
        fewer, the distance is infinite and the number n.
        """
        return self._tree.nearest(_in_space(places), most, within, 0)


def summed_votes(
    one: IntArray, other: IntArray, value: FloatArray, *, members: int
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return the pairs (one, other) once, sorted by both, with the sum of their values; numbers below `members`."""
    return _native.summed(
        np.ascontiguousarray(one), np.ascontiguousarray(other), np.ascontiguousarray(value), members
    )  # fmt: skip


def _in_space(points: FloatArray) -> FloatArray:
    """Return points of the plane with z = 0, those of space as they are."""
    full = np.pad(points, ((0, 0), (0, 1))) if points.shape[1] == 2 else points
    return np.ascontiguousarray(full, dtype=np.float64)
