"""RTIN. a height field on a lattice -> right triangles that stay within a proven distance of it.

Longest-edge bisection (Evans, Kirkpatrick & Townsend 2001) of 64-cell tiles, decided from fine to coarse. A coarse
triangle is a union of lattice triangles, so its deviation is linear on each of them and greatest at a node: testing
every node is exact (surface.md 3).

A node is the middle of the long sides of one or two triangles, its diamond: either a side of an aligned square, or
the diagonal of one, which joins corners of two even or two odd indices. `split` says which diamonds are divided; a
divided diamond needs its two right-angled corners, so the mesh has no cracks, across tiles too.
"""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray


def reduced(z_mm: FloatArray, inside: BoolArray, finest: IntArray, *, bound_mm: float) -> IntArray:
    """Return triangles (m, 3) of nodes (ix·ny + iy), counter-clockwise, |their surface − z_mm| ≤ bound_mm at all nodes.

    They tile, without cracks, all lattice triangles whose three nodes are `inside` (nx, ny). finest (k,): nodes that
    must stay, both index parities different; naming those of all lattice triangles across the border of `inside`
    keeps that border as it is.
    """
    z, mask = np.ascontiguousarray(z_mm, dtype=np.float64), np.ascontiguousarray(inside)
    return _native.reduced(z, mask, np.ascontiguousarray(finest), bound_mm)
