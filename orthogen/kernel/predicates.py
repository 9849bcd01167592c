"""Predicates. points -> on which side they lie, exactly: a float filter first, whole numbers where it cannot decide."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.mesh import cross

# Shewchuk (1997), stage A: the sign of a determinant is certain where |determinant| > bound × its permanent
_HALF_ULP = 2.0**-53
_BOUND_3D = (7 + 56 * _HALF_ULP) * _HALF_ULP
_BOUND_2D = (3 + 16 * _HALF_ULP) * _HALF_ULP


def side_of_plane(a: FloatArray, b: FloatArray, c: FloatArray, p: FloatArray) -> IntArray:
    """Return 1 where p lies on the side of plane abc to which (b−a) × (c−a) points, -1 beyond, 0 on it; all (n, 3).

    Exact for finite coordinates whose triple products neither overflow nor underflow.
    """
    sign, unsure = filtered_side(planes(a, b, c), p - a)
    if unsure.any():
        sign[unsure] = exact_side(a[unsure], b[unsure], c[unsure], p[unsure])
    return sign


def planes(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
    """Return (n, 8): the normal (b−a) × (c−a), its permanent (every product taken positive), and two spare columns."""
    u, v = b - a, c - a
    rows: FloatArray = np.zeros((len(a), 8))  # 64 bytes: one cache line to gather
    rows[:, :3] = cross(u, v)
    u, v = np.abs(u), np.abs(v)
    for k in range(3):
        i, j = (k + 1) % 3, (k + 2) % 3
        rows[:, 3 + k] = u[:, i] * v[:, j] + u[:, j] * v[:, i]
    return rows


def filtered_side(rows: FloatArray, from_a: FloatArray) -> tuple[IntArray, BoolArray]:
    """Return the side (n,) of points at `from_a` (n, 3) = p − a of `planes` rows (n, 8), and where it is unsure."""
    x, y, z = from_a[:, 0], from_a[:, 1], from_a[:, 2]
    value = rows[:, 0] * x + rows[:, 1] * y + rows[:, 2] * z
    permanent = rows[:, 3] * np.abs(x) + rows[:, 4] * np.abs(y) + rows[:, 5] * np.abs(z)
    return _filtered(value, permanent, _BOUND_3D)


def exact_side(a: FloatArray, b: FloatArray, c: FloatArray, p: FloatArray) -> IntArray:
    """Return `side_of_plane` by whole numbers of any size: slow, a few microseconds each."""
    whole = _whole(np.stack([a, b, c, p], axis=1))
    u, v, w = whole[:, 1] - whole[:, 0], whole[:, 2] - whole[:, 0], whole[:, 3] - whole[:, 0]
    total = sum(
        w[:, k] * (u[:, (k + 1) % 3] * v[:, (k + 2) % 3] - u[:, (k + 2) % 3] * v[:, (k + 1) % 3]) for k in range(3)
    )
    return _sign_of_whole(total)


def turn(a: FloatArray, b: FloatArray, c: FloatArray) -> IntArray:
    """Return 1 where a, b, c run counter-clockwise in the plane, -1 clockwise, 0 on one line; all (n, 2), exact."""
    left = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1])
    right = (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    sign, unsure = _filtered(left - right, np.abs(left) + np.abs(right), _BOUND_2D)
    if unsure.any():
        whole = _whole(np.stack([a[unsure], b[unsure], c[unsure]], axis=1))
        u, v = whole[:, 1] - whole[:, 0], whole[:, 2] - whole[:, 0]
        sign[unsure] = _sign_of_whole(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])
    return sign


def _filtered(value: FloatArray, permanent: FloatArray, bound: float) -> tuple[IntArray, BoolArray]:
    """Return certain signs, and where they are not; a permanent of zero proves the value to be zero."""
    unsure: BoolArray = (np.abs(value) <= bound * permanent) & (permanent > 0)
    return np.sign(value).astype(np.int64), unsure


def _whole(values: FloatArray) -> np.ndarray:
    """Return values × one power of two, as Python integers: no digit is lost."""
    mantissa, exponent = np.frexp(values)
    digits = np.ldexp(mantissa, 53).astype(np.int64).astype(object)
    least = exponent[values != 0].min(initial=0)
    shifted: np.ndarray = np.left_shift(digits, np.where(values != 0, exponent - least, 0).astype(object))
    return shifted


def _sign_of_whole(values: np.ndarray) -> IntArray:
    return (values > 0).astype(np.int64) - (values < 0).astype(np.int64)
