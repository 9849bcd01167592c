"""Plane. scattered heights -> the plane through most of them."""

import numpy as np

from orthogen.kernel.arrays import FloatArray


def fitted(x: FloatArray, y: FloatArray, z: FloatArray) -> tuple[float, float, float]:
    """Return (a, b, c) of the least-squares plane z = a + b·x + c·y; the points must span a plane."""
    mean_x, mean_y, mean_z = x.mean(), y.mean(), z.mean()
    dx, dy, dz = x - mean_x, y - mean_y, z - mean_z
    xx, xy, yy = np.sum(dx * dx), np.sum(dx * dy), np.sum(dy * dy)
    xz, yz = np.sum(dx * dz), np.sum(dy * dz)
    det = xx * yy - xy * xy
    b, c = (xz * yy - yz * xy) / det, (yz * xx - xz * xy) / det
    return float(mean_z - b * mean_x - c * mean_y), float(b), float(c)


def trimmed(x: FloatArray, y: FloatArray, z: FloatArray, *, residual: float) -> tuple[float, float, float]:
    """Return the plane of the largest flat part: refit to what lies within `residual`, from coarse to fine.

    Points off the plane (an edge, letters cut into it) must be fewer than half.
    """
    plane = fitted(x, y, z)
    for tolerance in (None, 32.0 * residual, 8.0 * residual, 2.0 * residual, residual):
        off = np.abs(z - plane[0] - plane[1] * x - plane[2] * y)
        near = off <= max(np.median(off), tolerance if tolerance is not None else 0.0)
        plane = fitted(x[near], y[near], z[near])
    return plane
