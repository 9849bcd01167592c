"""RTIN. a height field on a lattice -> right triangles that stay within a proven distance of it.

Longest-edge bisection (Evans, Kirkpatrick & Townsend 2001) of 64-cell tiles, decided from fine to coarse. A coarse
triangle is a union of lattice triangles, so its deviation is linear on each of them and greatest at a node: testing
every node is exact (surface.md 3).

A node is the middle of the long sides of one or two triangles, its diamond: either a side of an aligned square, or
the diagonal of one, which joins corners of two even or two odd indices. `split` says which diamonds are divided; a
divided diamond needs its two right-angled corners, so the mesh has no cracks, across tiles too.
"""

from collections.abc import Sequence

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray


def reduced(
    fields_mm: Sequence[FloatArray], inside: BoolArray, finest: IntArray, *, bound_mm: float, threads: int = 0
) -> list[IntArray]:
    """Return of each field its triangles (m, 3) of nodes (ix·ny + iy), counter-clockwise, bound_mm off at most.

    They tile, without cracks, all lattice triangles whose three nodes are `inside` (nx, ny). finest (k,): nodes that
    must stay, both index parities different; naming those of all lattice triangles across the border of `inside`
    keeps that border as it is. threads: 0 for one per core; the fields are shared out among them.
    """
    fields = [np.ascontiguousarray(z, dtype=np.float64) for z in fields_mm]
    return _native.reduced(fields, np.ascontiguousarray(inside), np.ascontiguousarray(finest), bound_mm, threads)
