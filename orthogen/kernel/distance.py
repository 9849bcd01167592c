"""Distance. grid, closed line -> signed distance of every node, and the place on the line it is measured to."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.grid import Grid

_EXACT_MM = 8.0


def inset(grid: Grid, loop: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the distance of each node to the closed line `loop` (m, 2), positive inside, and its place (nx, ny).

    place: fractional vertex number of the closest point, in [0, m). A distance transform finds the segment to start
    from. Within 8 mm the nearest one is then walked to along the line, and the distance is exact; further off it may
    be wrong by a step. Chords should not be much shorter than half a grid step.
    """
    distance, segment = _roughly(grid, loop)
    place = segment.astype(np.float64)
    near = np.flatnonzero(distance < _EXACT_MM)
    ix, iy = np.divmod(near, grid.ny)
    x, y = grid.x_mm[ix, 0], grid.y_mm[0, iy]
    distance.ravel()[near], place.ravel()[near] = _walked(x, y, loop, segment.ravel()[near])
    return np.where(contains(grid, loop), distance, -distance), place % len(loop)


def _walked(x: FloatArray, y: FloatArray, loop: FloatArray, here: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return distance and place of points (n,): walk from segment `here` as long as a neighbour is nearer."""
    best, place = _to_segment(x, y, loop, here)
    moving = np.arange(len(x))
    while len(moving):
        before = here[moving]
        for shift in (-2, -1, 1, 2):
            k = (before + shift) % len(loop)
            far, at = _to_segment(x[moving], y[moving], loop, k)
            nearer = far < best[moving]
            which = moving[nearer]
            best[which], place[which], here[which] = far[nearer], at[nearer], k[nearer]
        moving = moving[here[moving] != before]
    return np.sqrt(best), place


def _to_segment(x: FloatArray, y: FloatArray, loop: FloatArray, k: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return the squared distance of points to their segment k of the loop, and the place on it."""
    along = np.roll(loop, -1, axis=0) - loop
    square = np.maximum((along * along).sum(1), 1e-30)
    sx, sy = along[k, 0], along[k, 1]
    dx, dy = x - loop[k, 0], y - loop[k, 1]
    t = np.clip((dx * sx + dy * sy) / square[k], 0.0, 1.0)
    return (dx - t * sx) ** 2 + (dy - t * sy) ** 2, k + t


def contains(grid: Grid, loop: FloatArray) -> BoolArray:
    """Return which nodes (nx, ny) lie inside the closed line, by the parity of crossings along y."""
    after = np.roll(loop, -1, axis=0)
    u0, u1 = (loop[:, 0] - grid.x0_mm) / grid.step_mm, (after[:, 0] - grid.x0_mm) / grid.step_mm
    v0, v1 = (loop[:, 1] - grid.y0_mm) / grid.step_mm, (after[:, 1] - grid.y0_mm) / grid.step_mm
    first = np.maximum(np.ceil(np.minimum(u0, u1)), 0).astype(np.int64)
    last = np.minimum(np.ceil(np.maximum(u0, u1)), grid.nx).astype(np.int64)
    columns = np.maximum(last - first, 0)
    edge = np.repeat(np.arange(len(loop)), columns)
    ix = first[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(columns) - columns, columns)
    v = v0[edge] + (ix - u0[edge]) / (u1[edge] - u0[edge]) * (v1[edge] - v0[edge])
    iy = np.clip(np.ceil(v), 0, grid.ny).astype(np.int64)
    crossings = np.zeros((grid.nx, grid.ny + 1), dtype=np.int64)
    np.add.at(crossings, (ix, iy), 1)
    inside: BoolArray = np.cumsum(crossings, axis=1)[:, : grid.ny] % 2 == 1
    return inside


def _roughly(grid: Grid, loop: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return for each node (nx, ny) the distance to the nearest node that the line passes, and the segment there."""
    from scipy.ndimage import distance_transform_edt

    step = np.roll(loop, -1, axis=0) - loop
    parts = np.maximum(np.ceil(np.hypot(step[:, 0], step[:, 1]) / grid.step_mm), 1).astype(np.int64)
    segment = np.repeat(np.arange(len(loop)), parts)
    rank = np.arange(len(segment)) - np.repeat(np.cumsum(parts) - parts, parts)
    point = loop[segment] + step[segment] * ((rank + 0.5) / parts[segment])[:, None]
    ix = np.clip(np.round((point[:, 0] - grid.x0_mm) / grid.step_mm), 0, grid.nx - 1).astype(np.int64)
    iy = np.clip(np.round((point[:, 1] - grid.y0_mm) / grid.step_mm), 0, grid.ny - 1).astype(np.int64)
    owner = np.full(grid.shape, -1, dtype=np.int64)
    owner[ix, iy] = segment
    cells, index = distance_transform_edt(owner < 0, return_indices=True)
    return cells * grid.step_mm, owner[index[0], index[1]]
