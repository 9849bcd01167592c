"""Bevel. a shortened device -> how thick it may be towards its distal edge."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.grid import Grid

EDGE_MM = 1.2
BEVEL_MM = 14.0


def thickness_towards_edge(distal_mm: FloatArray, thickness_mm: float) -> FloatArray:
    """Return the thickness at `distal_mm` from the distal edge: 1.2 mm on it, full 14 mm behind it (surface.md 5).

    1.2 mm is a blunt edge that every process of formats.md 4.3 can make; the rise is quintic.
    """
    edge = min(EDGE_MM, thickness_mm)
    return edge + (thickness_mm - edge) * rise(distal_mm, 0.0, BEVEL_MM)


def distance_to_distal_edge(grid: Grid, outline_mm: FloatArray, *, reach_mm: float) -> FloatArray:
    """Return (nx, ny) the distance to the distal edge, mm, and `reach_mm` for what is further behind than that.

    The distal edge is the part of the trim line around its foremost point that faces forward by 60° or less.
    """
    edge = outline_mm[_faces_forward(outline_mm)]
    distance = np.full(grid.shape, reach_mm)
    near = np.flatnonzero(grid.x_mm[:, 0] > edge[:, 0].min() - reach_mm)
    if len(near) == 0:
        return distance
    square = np.full((len(near), grid.ny), np.inf)
    for x_mm, y_mm in edge:
        np.minimum(square, (grid.x_mm[near] - x_mm) ** 2 + (grid.y_mm - y_mm) ** 2, out=square)
    distance[near] = np.minimum(np.sqrt(square), reach_mm)
    return distance


def _faces_forward(outline_mm: FloatArray) -> BoolArray:
    """Mark the vertices around the foremost one, as far as the outward normal there keeps within 60° of forward."""
    ahead, behind = np.roll(outline_mm, -4, axis=0), np.roll(outline_mm, 4, axis=0)
    along = ahead - behind
    forward = along[:, 1] > 0.5 * np.hypot(along[:, 0], along[:, 1])
    count, tip = len(outline_mm), int(outline_mm[:, 0].argmax())
    marked = np.zeros(count, dtype=bool)
    for way in (1, -1):
        turn = (tip + way * np.arange(count)) % count
        marked[turn[: int(np.argmin(forward[turn]))]] = True
    marked[tip] = True
    return marked
