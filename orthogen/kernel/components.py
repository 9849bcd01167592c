"""Components. faces, masks -> numbers of the connected pieces that they fall into (union-find)."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray


def face_pieces(points: FloatArray, faces: IntArray) -> IntArray:
    """Return a piece number per face (m,): faces that share a point belong together; numbered by their least point."""
    return _native.face_pieces(np.ascontiguousarray(points, dtype=np.float64), np.ascontiguousarray(faces))


def mask_parts(mask: BoolArray) -> IntArray:
    """Return a number from 1 on for each connected part of a mask (nx, ny) (four neighbours), 0 outside."""
    return _native.mask_parts(np.ascontiguousarray(mask))
