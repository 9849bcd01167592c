"""Kinds. rows or points -> which are the first of their kind, and where each one finds its first.

Both return first (k,), the places of the first of each kind, ascending, and place (n,), so that item i is of the
kind of item first[place[i]]. Kinds are numbered as they first appear; found by hashing, in time that grows with n.
"""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray


def kinds(rows: IntArray) -> tuple[IntArray, IntArray]:
    """Return first and place of rows (n, 3) of whole numbers: alike if all three numbers are."""
    return _native.kinds(np.ascontiguousarray(rows))


def kinds_in_cells(points: FloatArray, cell: float) -> tuple[IntArray, IntArray]:
    """Return first and place of points (n, 3): alike if rint(point / cell) is.

    Raises ValueError where that is not finite or has more than 62 bits.
    """
    return _native.kinds_in_cells(np.ascontiguousarray(points, dtype=np.float64), cell)
