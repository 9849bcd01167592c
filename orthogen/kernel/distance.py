"""Distance. grid, closed line -> signed distance of every node, and the place on the line it is measured to."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid


def inset(grid: Grid, loop: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the distance of each node to the closed line `loop` (m, 2), positive inside, and its place (nx, ny).

    place: fractional vertex number of the closest point, in [0, m). Both are exact everywhere: the grid is halved again
    and again, and of a block of nodes with half diagonal r only the segments within 2r of the nearest one are kept.
    """
    distance, place = _native.distances(_segments(loop), *_nodes(grid), threads=0)
    place[place >= len(loop)] -= len(loop)
    return np.where(contains(grid, loop), distance, -distance), place


def to_points(grid: Grid, points: FloatArray) -> FloatArray:
    """Return the distance (nx, ny) of each node to the nearest of points (m, 2)."""
    return _native.distances(np.ascontiguousarray(np.hstack([points, points])), *_nodes(grid), threads=0)[0]


def contains(grid: Grid, loop: FloatArray) -> BoolArray:
    """Return which nodes (nx, ny) lie inside the closed line, by the parity of crossings along y."""
    return _native.inside(_segments(loop), *_nodes(grid)).view(np.bool_)


def _segments(loop: FloatArray) -> FloatArray:
    return np.hstack([loop, np.roll(loop, -1, axis=0)])


def _nodes(grid: Grid) -> tuple[float, float, float, int, int]:
    return grid.x0_mm, grid.y0_mm, grid.step_mm, grid.nx, grid.ny
