"""Plane. scattered heights -> the plane through most of them."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import median

_STEPS = 12
_ROUND_OFF = 1e-9


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
    """Return the plane of the flat majority: least trimmed squares, then all that lies within `residual` of it.

    Points off the plane (a bevel, letters cut into it) must be clearly fewer than half.
    """
    plane = fitted(x, y, z)
    for _ in range(_STEPS):
        off = np.abs(z - plane[0] - plane[1] * x - plane[2] * y)
        near = off <= median(off) + _ROUND_OFF
        plane = fitted(x[near], y[near], z[near])
    off = np.abs(z - plane[0] - plane[1] * x - plane[2] * y)
    near = off <= max(residual, median(off))
    return fitted(x[near], y[near], z[near])
