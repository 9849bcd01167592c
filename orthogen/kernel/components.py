"""Components. faces, masks -> the connected pieces that they fall into, and the border of one."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray


def face_pieces(points: FloatArray, faces: IntArray, among: BoolArray | None = None) -> IntArray:
    """Return a piece number per face (m,): faces that share a point belong together; numbered by their least point.

    among (m,): only these faces are there; the others get −1.
    """
    there = np.ones(len(faces), dtype=bool) if among is None else np.ascontiguousarray(among)
    return _native.face_pieces(np.ascontiguousarray(points, dtype=np.float64), np.ascontiguousarray(faces), there)


def mask_ring(mask: BoolArray) -> IntArray:
    """Return the corners (k, 2) along the border of a mask's first part, the mask on the left; none of an empty mask.

    Corner (i, j) is the low one of node (i, j). No two parts may touch at a corner alone.
    """
    return _native.mask_ring(np.ascontiguousarray(mask))
