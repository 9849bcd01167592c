"""Hull. points in space -> the triangles of their convex hull."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray


def convex_hull(points: FloatArray) -> IntArray:
    """Return the facets (k, 3) of the hull of points (n, 3) as their numbers, counter-clockwise seen from outside.

    Quickhull (Barber, Dobkin & Huhdanpaa 1996) in whole numbers: coordinates are rounded to 2e-6 of the extent, points
    closer than that to the hull may be left out. No facets where all rounded points lie in one plane.
    """
    return _native.convex_hull(np.ascontiguousarray(points, dtype=np.float64))
