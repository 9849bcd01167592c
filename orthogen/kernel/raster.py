"""Raster. triangles, Grid -> the lowest or highest surface above each node, exactly."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.grid import Grid


def lowest(triangles_mm: FloatArray, grid: Grid) -> FloatArray:
    """Return z (nx, ny) of the lowest triangle over each node, NaN where none is; triangles (n, 3, 3), mm.

    The value is that of the triangle's plane at the node, no vertex binning (pose.md 2.12): unbiased for a plane.
    Triangles that stand upright in plan are skipped: they cover no area.
    """
    return _extreme(triangles_mm, grid, lowest=True)


def highest(triangles_mm: FloatArray, grid: Grid) -> FloatArray:
    """Return z (nx, ny) of the highest triangle over each node, NaN where none is."""
    return _extreme(triangles_mm, grid, lowest=False)


def of_faces(points_mm: FloatArray, faces: IntArray, marked: BoolArray, grid: Grid, *, lowest: bool) -> FloatArray:
    """Return the same of the `marked` (m,) among the faces (m, 3) of a mesh, the lowest or the highest of them."""
    points = np.ascontiguousarray(points_mm, dtype=np.float64)
    here = (grid.x0_mm, grid.y0_mm, grid.step_mm, grid.nx, grid.ny)
    return _native.raster_mesh(points, np.ascontiguousarray(faces), np.ascontiguousarray(marked), *here, lowest)


def _extreme(triangles_mm: FloatArray, grid: Grid, *, lowest: bool) -> FloatArray:
    triangles = np.ascontiguousarray(triangles_mm, dtype=np.float64)
    return _native.raster(triangles, grid.x0_mm, grid.y0_mm, grid.step_mm, grid.nx, grid.ny, lowest)
