"""Marching. grid and inset field -> the triangles along a trim line, cut to it, and their rim.

Nodes closer than α·step to the line are moved onto it, so that every cut stays α·step away from a node and no
triangle is a sliver (surface.md 3: α = 0.35 gives heights ≥ 0.08 mm on 0.5 mm). As α < √2/4 no move can turn a
triangle over, whatever the line: the moved lattice still tiles the plane, and the rim is a simple polygon.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from orthogen.errors import OutlineFailed
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.grid import Grid
from orthogen.kernel.rank import among
from orthogen.lazyclass import dataclass

_SNAP_RATIO = 0.35
Signs: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The plane inside a trim line. Vertices 0 … nx·ny−1 are the grid's nodes (ix·ny + iy), the others cuts of edges.

    x_mm, y_mm (n,): all vertices, moved ones where they were moved to. moved: those that left the lattice.
    inside (nx, ny): nodes strictly inside. triangles (m, 3): counter-clockwise, those of the finest lattice that have
    a vertex on the rim; the triangles with three `inside` nodes are left to the caller. rim (k,): one closed loop.
    finest (f,): the right-angled nodes of all lattice triangles that the line crosses or touches, for `rtin`.
    """

    x_mm: FloatArray
    y_mm: FloatArray
    moved: IntArray
    inside: BoolArray
    triangles: IntArray
    rim: IntArray
    finest: IntArray


def cut_to_line(grid: Grid, inset_mm: FloatArray) -> Cut:
    """Return the lattice cut along inset_mm = 0, where inset_mm (nx, ny) is the distance inside the trim line.

    The lattice's diagonals join nodes of two even or two odd indices, as `rtin` needs them.
    Raises OutlineFailed where the line is finer than the lattice: two parts that touch, an island, a hole.
    """
    on_line = np.abs(inset_mm) < _SNAP_RATIO * grid.step_mm
    sign = np.where(on_line, 0, np.sign(inset_mm)).astype(np.int8).ravel()  # small: it is read often
    x_mm, y_mm = _snapped(grid, inset_mm, on_line)
    triangles = _lattice_triangles_at_rim(sign.reshape(grid.shape))
    finest = triangles[(triangles // grid.ny + triangles % grid.ny) % 2 == 1]
    kept, ends, share = _clipped(triangles, sign, inset_mm.ravel())
    cut_x = x_mm[ends[:, 0]] + share * (x_mm[ends[:, 1]] - x_mm[ends[:, 0]])
    cut_y = y_mm[ends[:, 0]] + share * (y_mm[ends[:, 1]] - y_mm[ends[:, 0]])
    x_mm, y_mm = np.concatenate([x_mm, cut_x]), np.concatenate([y_mm, cut_y])
    on_rim = np.concatenate([sign == 0, np.ones(len(ends), dtype=bool)])
    kept = _quads_split(kept, x_mm, y_mm)
    rim = _one_loop(kept, on_rim, x_mm, y_mm)
    moved = np.concatenate([rim[rim < len(sign)], len(sign) + np.arange(len(ends))])
    return Cut(x_mm=x_mm, y_mm=y_mm, moved=np.sort(moved), inside=(sign > 0).reshape(grid.shape),
               triangles=kept, rim=rim, finest=finest)  # fmt: skip


def _snapped(grid: Grid, inset_mm: FloatArray, on_line: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return node coordinates, those near the line moved along the gradient by their own distance to it."""
    x_mm = np.broadcast_to(grid.x_mm, grid.shape).copy()
    y_mm = np.broadcast_to(grid.y_mm, grid.shape).copy()
    reached = on_line | (inset_mm > 0)
    if reached[[0, -1]].any() or reached[:, [0, -1]].any():
        raise OutlineFailed("the trim line leaves the grid", "report this design: its grid is too small")
    ix, iy = np.nonzero(on_line)
    slope_x = inset_mm[ix + 1, iy] - inset_mm[ix - 1, iy]
    slope_y = inset_mm[ix, iy + 1] - inset_mm[ix, iy - 1]
    length = np.maximum(np.hypot(slope_x, slope_y), 1e-12)
    x_mm[ix, iy] -= inset_mm[ix, iy] * slope_x / length
    y_mm[ix, iy] -= inset_mm[ix, iy] * slope_y / length
    return x_mm.ravel(), y_mm.ravel()


def _lattice_triangles_at_rim(sign: Signs) -> IntArray:
    """Return the lattice triangles (m, 3) with an inside node and a node that is not, counter-clockwise."""
    corners = np.stack([sign[:-1, :-1], sign[1:, :-1], sign[1:, 1:], sign[:-1, 1:]])
    ix, iy = np.nonzero((corners.max(0) > 0) & (corners.min(0) <= 0))
    ny = sign.shape[1]
    a, b, c, d = ix * ny + iy, (ix + 1) * ny + iy, (ix + 1) * ny + iy + 1, ix * ny + iy + 1
    even = ((ix + iy) % 2 == 0)[:, None]
    first = np.where(even, np.column_stack([a, b, c]), np.column_stack([a, b, d]))
    second = np.where(even, np.column_stack([a, c, d]), np.column_stack([b, c, d]))
    triangles: IntArray = np.stack([first, second], axis=1).reshape(-1, 3)
    signs = sign.ravel()[triangles]
    crossed: IntArray = triangles[(signs.max(1) > 0) & (signs.min(1) <= 0)]
    return crossed


def _clipped(triangles: IntArray, sign: Signs, inset_mm: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
    """Return polygons (m, 4) of the inside parts, last corner −1 in triangles; cut edges (c, 2) and their shares."""
    triangles, nodes = _turned(triangles, sign), len(sign)
    a, b, c = triangles.T
    sign_b, sign_c = sign[b], sign[c]
    quad = (sign_b > 0) & (sign_c < 0)
    ab, ac, bc = nodes * (a + 1) + b, nodes * (a + 1) + c, nodes * (b + 1) + c  # cuts, named by inner and outer node
    second = np.where(sign_b >= 0, b, ab)
    third = np.where(quad, bc, np.where(sign_c >= 0, c, ac))
    polygons = np.column_stack([a, second, third, np.where(quad, ac, -1)])
    is_cut = polygons >= nodes
    names, number = np.unique(polygons[is_cut], return_inverse=True)
    polygons[is_cut] = nodes + number
    ends = np.column_stack([names // nodes - 1, names % nodes])
    inner, outer = inset_mm[ends[:, 0]], inset_mm[ends[:, 1]]
    return polygons, ends, inner / (inner - outer)


def _turned(triangles: IntArray, sign: Signs) -> IntArray:
    """Rotate each triangle so that its first node is inside, and of two inside nodes the first two are."""
    inside = sign[triangles] > 0
    first = np.where(inside[:, 0] & ~inside[:, 2], 0, np.where(inside[:, 1] & ~inside[:, 0], 1, 2))
    return np.take_along_axis(triangles, (first[:, None] + np.arange(3)) % 3, axis=1)


def _quads_split(polygons: IntArray, x_mm: FloatArray, y_mm: FloatArray) -> IntArray:
    """Return triangles: four-cornered polygons are split along their shorter diagonal."""
    quads = polygons[polygons[:, 3] >= 0]
    a, b, c, d = quads.T
    ac = np.hypot(x_mm[a] - x_mm[c], y_mm[a] - y_mm[c])
    bd = np.hypot(x_mm[b] - x_mm[d], y_mm[b] - y_mm[d])
    along_ac = (ac <= bd)[:, None]
    first = np.where(along_ac, np.column_stack([a, b, c]), np.column_stack([a, b, d]))
    second = np.where(along_ac, np.column_stack([a, c, d]), np.column_stack([b, c, d]))
    return np.concatenate([polygons[polygons[:, 3] == -1, :3], first, second])


def _one_loop(triangles: IntArray, on_rim: BoolArray, x_mm: FloatArray, y_mm: FloatArray) -> IntArray:
    """Return the rim's vertices in counter-clockwise order; raises OutlineFailed unless it is one simple loop."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    edges = edges[on_rim[edges].all(1)]
    key, back = edges[:, 0] * len(on_rim) + edges[:, 1], edges[:, 1] * len(on_rim) + edges[:, 0]
    edges = edges[~among(key, back)]
    follower = dict(edges.tolist())
    start = at = int(edges[:, 0].min()) if len(edges) else -1
    loop: list[int] = []
    while at in follower:
        loop.append(at)
        at = follower.pop(at)
    if not loop or at != start or len(loop) != len(edges):
        stray = min(follower, default=at)
        place = f"near x = {x_mm[stray]:.1f}, y = {y_mm[stray]:.1f} mm" if loop else "anywhere on the grid"
        raise OutlineFailed(
            f"the trim line is not one simple closed curve {place}: a part of it is narrower than the grid resolves",
            "order another length or a deeper cup; if that does not help, the scan is incomplete at this place",
        )
    return np.array(loop, dtype=np.int64)
