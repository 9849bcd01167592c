"""Layers. points of a surface with normals -> how much of it lies near its outermost places and on planes."""

from collections.abc import Sequence

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.lazyclass import dataclass


def parallel_near(
    points: FloatArray, normals: FloatArray, directions: FloatArray, *, band: float, least_slope: float
) -> FloatArray:
    """Return for each direction (k, 3) how many points lie within `band` of its lowest one and face along it.

    Each counts by the |cosine| of its normal and the direction, if that is more than least_slope.
    """
    return _native.parallel_near(_floats(points), _floats(normals), _floats(directions), band, least_slope)


def settled(
    points: FloatArray,
    normals: FloatArray,
    ups: FloatArray,
    *,
    bands: Sequence[float],
    stray: int,
    least_slope: float,
    least: int,
) -> FloatArray:
    """Return the directions (k, 3) in which a surface comes to rest when it starts with unit vectors ups (k, 3).

    Each is the normal of the least-squares plane through what lies less than a band above the lowest point, `stray`
    lower ones left out, and has a |cosine| of normal and direction above least_slope; in one band after the other, as
    long as there are `least` points.
    """
    return _native.settled(_floats(points), _floats(normals), _floats(ups), bands, stray, least_slope, least)


@dataclass(frozen=True)
class Rest:
    """Where a surface comes to rest: its height, and of the contact the sum of |slopes|, the points and the extents."""

    level: float
    slopes: float
    count: int
    length: float
    width: float


def rest(
    points: FloatArray,
    normals: FloatArray,
    up: FloatArray,
    *,
    stray: int,
    band: float,
    contact: float,
    least_slope: float,
) -> Rest:
    """Return at which height along `up` a surface comes to rest, and what of it comes within `contact` above that.

    The height is the median of what lies less than `band` above the lowest point, `stray` lower ones left out. Only
    points with a |cosine| of normal and direction above least_slope take part. length and width lie along the two axes
    on which the contact spreads most.
    """
    there = (float(up[0]), float(up[1]), float(up[2]))
    return Rest(*_native.rest(_floats(points), _floats(normals), there, stray, band, contact, least_slope))


def on_planes(
    points: FloatArray, normals: FloatArray, tried: Sequence[int], *, tolerance: float, least_slope: float
) -> IntArray:
    """Return how many points lie within `tolerance` of the plane of each of the `tried` ones and face along it."""
    return _native.on_planes(_floats(points), _floats(normals), tried, tolerance, least_slope)


def _floats(values: FloatArray) -> FloatArray:
    return np.ascontiguousarray(values, dtype=np.float64)
