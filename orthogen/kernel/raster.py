"""Raster. triangles, Grid -> the lowest or highest surface above each node, exactly."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid

_ROUND_OFF = 1e-9


def lowest(triangles_mm: FloatArray, grid: Grid) -> FloatArray:
    """Return z (nx, ny) of the lowest triangle over each node, NaN where none is; triangles (n, 3, 3), mm.

    The value is that of the triangle's plane at the node, no vertex binning (pose.md 2.12): unbiased for a plane.
    Triangles that stand upright in plan are skipped: they cover no area.
    """
    return _extreme(triangles_mm, grid, np.minimum, np.inf)


def highest(triangles_mm: FloatArray, grid: Grid) -> FloatArray:
    """Return z (nx, ny) of the highest triangle over each node, NaN where none is."""
    return _extreme(triangles_mm, grid, np.maximum, -np.inf)


def _extreme(triangles_mm: FloatArray, grid: Grid, better: np.ufunc, worst: float) -> FloatArray:
    z = np.full(grid.nx * grid.ny, worst)
    u = (triangles_mm[:, :, 0] - grid.x0_mm) / grid.step_mm
    v = (triangles_mm[:, :, 1] - grid.y0_mm) / grid.step_mm
    lo_x = np.maximum(np.ceil(u.min(1) - _ROUND_OFF), 0).astype(np.int64)
    hi_x = np.minimum(np.floor(u.max(1) + _ROUND_OFF), grid.nx - 1).astype(np.int64)
    lo_y = np.maximum(np.ceil(v.min(1) - _ROUND_OFF), 0).astype(np.int64)
    hi_y = np.minimum(np.floor(v.max(1) + _ROUND_OFF), grid.ny - 1).astype(np.int64)
    area = (u[:, 1] - u[:, 0]) * (v[:, 2] - v[:, 0]) - (u[:, 2] - u[:, 0]) * (v[:, 1] - v[:, 0])
    wide, tall = np.maximum(hi_x - lo_x + 1, 0), np.maximum(hi_y - lo_y + 1, 0)
    count = np.where(np.abs(area) > _ROUND_OFF, wide * tall, 0)
    for chunk in _chunks(count):
        rows = np.repeat(chunk, count[chunk])
        start = np.cumsum(count[chunk]) - count[chunk]
        inside = np.arange(len(rows)) - np.repeat(start, count[chunk])
        ix = lo_x[rows] + inside // tall[rows]
        iy = lo_y[rows] + inside % tall[rows]
        b = ((ix - u[rows, 0]) * (v[rows, 2] - v[rows, 0]) - (u[rows, 2] - u[rows, 0]) * (iy - v[rows, 0])) / area[rows]
        c = ((u[rows, 1] - u[rows, 0]) * (iy - v[rows, 0]) - (ix - u[rows, 0]) * (v[rows, 1] - v[rows, 0])) / area[rows]
        hit = (b >= -_ROUND_OFF) & (c >= -_ROUND_OFF) & (b + c <= 1 + _ROUND_OFF)
        rows, b, c = rows[hit], b[hit], c[hit]
        corner = triangles_mm[rows, :, 2]
        height = corner[:, 0] + b * (corner[:, 1] - corner[:, 0]) + c * (corner[:, 2] - corner[:, 0])
        better.at(z, ix[hit] * grid.ny + iy[hit], height)
    z[z == worst] = np.nan
    return z.reshape(grid.shape)


def _chunks(count: np.ndarray, budget: int = 4_000_000) -> list[np.ndarray]:
    """Split triangle numbers so that each part visits at most about `budget` nodes: bounded memory."""
    alive = np.flatnonzero(count)
    if len(alive) == 0:
        return []
    return [
        part
        for part in np.split(
            alive, np.searchsorted(np.cumsum(count[alive]), np.arange(budget, int(count.sum()) + 1, budget))
        )
        if len(part)
    ]
