"""Seam. a mesh torn along its edges by the rounding of its exporter -> which points are one and the same."""

from itertools import product

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.kinds import kinds

_REACH_RATIO = 1e-5  # of the extent: the last of three decimals in mm, or of six in m, on a foot; 0.0025 mm
_SAFE = 16.0  # times the reach: points of shorter edges stay as they are, so that no face can collapse
_RIM_RATIO = 10.0  # of the square root of the faces: twice and more what feet, soles and pairs have as open edges
_RIM_LEAST = 40.0


def looks_torn(points: int, faces: int) -> bool:
    """True for a mesh with far more open edges than the rims and holes of a scan have.

    By Euler's formula it has about 2 · points − faces of them, without any search.
    """
    return faces > 0 and 2 * points - faces > _RIM_RATIO * float(np.sqrt(faces)) + _RIM_LEAST


def mended(points: FloatArray, faces: IntArray, *, extent: float) -> tuple[IntArray, IntArray]:
    """Return first (k,), the points that stay, ascending, and place (n,): which of them each point becomes.

    Points closer than `_REACH_RATIO` · extent on every axis meet in a cell of at least one of eight grids that are
    shifted by half a cell (two on each axis); those in one cell become the first of them.
    """
    finest = 1e-15 * float(np.abs(points).max())  # keeps the cell numbers within 64 bits
    reach = max(_REACH_RATIO * extent, finest, float(np.finfo(np.float64).tiny))
    where = np.flatnonzero(_far_from_neighbours(points, faces, _SAFE * reach))
    alive, target = where, np.arange(len(where))
    for shift in product((0.0, 0.5), repeat=3):
        first, own = kinds(np.floor(points[alive] / (2 * reach) + shift).astype(np.int64))
        alive, target = alive[first], own[target]
    goal = np.arange(len(points))
    goal[where] = alive[target]
    stays = goal == np.arange(len(points))
    return np.flatnonzero(stays), (np.cumsum(stays) - 1)[goal]


def _far_from_neighbours(points: FloatArray, faces: IntArray, least: float) -> BoolArray:
    """Return which points have no edge that is shorter than `least`."""
    far = np.ones(len(points), dtype=np.bool_)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        apart_squared = np.zeros(len(faces))
        for axis in points.T:
            apart_squared += (axis[faces[:, a]] - axis[faces[:, b]]) ** 2
        short = faces[apart_squared < least * least]
        far[short[:, [a, b]]] = False
    return far
