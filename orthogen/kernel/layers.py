"""Layers. points of a surface with normals -> how much of it lies near its outermost places and on planes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class Layer:
    """The points of a layer: lowest height that counts, their number, mean (3,) and sums of products about it (3, 3)."""

    lowest: float
    count: int
    mean: FloatArray
    moments: FloatArray

    @property
    def plane(self) -> tuple[FloatArray, float]:
        """Unit normal (3,), of either sign, and height of the least-squares plane through the points."""
        normal = np.linalg.eigh(self.moments)[1][:, 0]
        return normal, float(normal @ self.mean)


def parallel_near(
    points: FloatArray, normals: FloatArray, directions: FloatArray, *, band: float, least_slope: float
) -> FloatArray:
    """Return for each direction (k, 3) how many points lie within `band` of its lowest one and face along it.

    Each counts by the |cosine| of its normal and the direction, if that is more than least_slope.
    """
    return _native.parallel_near(_floats(points), _floats(normals), _floats(directions), band, least_slope)


def layer(
    points: FloatArray, normals: FloatArray, up: FloatArray, *, stray: int, band: float, least_slope: float
) -> Layer:
    """Return what lies less than `band` above the lowest point along `up`, `stray` lower ones left out."""
    there = (float(up[0]), float(up[1]), float(up[2]))
    lowest, count, mean, moments = _native.layer(_floats(points), _floats(normals), there, stray, band, least_slope)
    xx, yy, zz, xy, xz, yz = moments
    table = np.array([[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]])
    return Layer(lowest=lowest, count=count, mean=np.array(mean), moments=table)


def rest(
    points: FloatArray, normals: FloatArray, up: FloatArray, *, stray: int, band: float, contact: float, least_slope: float
) -> tuple[float, float, FloatArray]:
    """Return at which height along `up` a surface comes to rest, and what of it comes within `contact` above that.

    The height is the median of what lies less than `band` above the lowest point, `stray` lower ones left out; the
    contact is the sum of the |slopes| of its points, and these (k, 3).
    """
    there = (float(up[0]), float(up[1]), float(up[2]))
    return _native.rest(_floats(points), _floats(normals), there, stray, band, contact, least_slope)


def on_planes(
    points: FloatArray, normals: FloatArray, tried: Sequence[int], *, tolerance: float, least_slope: float
) -> IntArray:
    """Return how many points lie within `tolerance` of the plane of each of the `tried` ones and face along it."""
    return _native.on_planes(_floats(points), _floats(normals), tried, tolerance, least_slope)


def _floats(values: FloatArray) -> FloatArray:
    return np.ascontiguousarray(values, dtype=np.float64)
