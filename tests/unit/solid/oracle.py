"""Oracle for tests. what a closed solid must be, counted from its triangles alone."""

import manifold3d
import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.grid import Grid
from orthogen.kernel.raster import highest, lowest
from orthogen.records.device import Solid


def welded(triangles: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return vertices joined by their bits, as a reader of the file would, and faces."""
    points, faces = np.unique(triangles.reshape(-1, 3).astype(np.float32), axis=0, return_inverse=True)
    return points, faces.reshape(-1, 3)


def least_height(triangles: FloatArray) -> float:
    """Return the least height of any triangle, mm."""
    exact = triangles.astype(np.float64)
    area = np.linalg.norm(np.cross(exact[:, 1] - exact[:, 0], exact[:, 2] - exact[:, 0]), axis=1)
    return float((area / np.linalg.norm(exact - np.roll(exact, 1, axis=1), axis=2).max(1)).min())


def assert_sound(solid: Solid) -> None:
    """Assert: closed, oriented, no duplicate or degenerate face, one piece, no handle, sheets in order; z from 0."""
    triangles = solid.triangles_mm
    assert np.array_equal(triangles, triangles.astype(np.float32).astype(np.float64))
    assert triangles[:, :, 2].min() == 0.0
    assert least_height(triangles) >= 0.05
    points, faces = welded(triangles)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    key, back = edges[:, 0] * len(points) + edges[:, 1], edges[:, 1] * len(points) + edges[:, 0]
    assert len(np.unique(key)) == len(key)
    assert np.isin(key, back).all()
    body = manifold3d.Manifold(
        manifold3d.Mesh(vert_properties=points.astype(np.float32), tri_verts=faces.astype(np.uint32))
    )
    assert body.status() == manifold3d.Error.NoError
    assert body.genus() == 0
    assert len(body.decompose()) == 1
    assert abs(body.volume() / volume(triangles) - 1.0) < 1e-6
    assert_sheets_in_order(triangles)


def volume(triangles: FloatArray) -> float:
    """Return the signed volume of closed triangles, mm³."""
    return float(np.einsum("ni,ni->n", triangles[:, 0], np.cross(triangles[:, 1], triangles[:, 2])).sum() / 6.0)


def assert_sheets_in_order(triangles: FloatArray) -> None:
    """Assert that what faces up lies above what faces down at every node of a fine grid."""
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    plan = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    low, high = triangles.reshape(-1, 3).min(0), triangles.reshape(-1, 3).max(0)
    grid = Grid(x0_mm=low[0], y0_mm=low[1], step_mm=0.37, nx=int((high[0] - low[0]) / 0.37),
                ny=int((high[1] - low[1]) / 0.37))  # fmt: skip
    gap = lowest(triangles[plan > 0], grid) - highest(triangles[plan < 0], grid)
    assert np.nanmin(gap) > 0.05
