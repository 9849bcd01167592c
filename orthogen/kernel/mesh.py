"""Mesh. triangles -> welded mesh; mesh -> edges, pieces, volume and box."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray

_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@dataclass(frozen=True, kw_only=True)
class Mesh:
    """points_mm (v, 3), each place once; faces (n, 3), counter-clockwise seen from outside."""

    points_mm: FloatArray
    faces: IntArray

    @cached_property
    def corners_mm(self) -> FloatArray:
        """(n, 3, 3): the corners of each face."""
        return np.take(self.points_mm, self.faces, axis=0)

    @cached_property
    def area_normals_mm2(self) -> FloatArray:
        """(n, 3): outward normals, twice as long as the face is large."""
        a, b, c = self.corners_mm[:, 0], self.corners_mm[:, 1], self.corners_mm[:, 2]
        return cross(b - a, c - a)


@dataclass(frozen=True, kw_only=True)
class Edges:
    """Half-edges of a mesh: number 3·f + k runs from corner k of face f to the next.

    start, end (3n,): its points. uses (3n,): how many faces share its edge. twin (3n,): the half-edge of the one
    other face, -1 unless uses = 2. joined (m, 2): half-edges of one edge, enough pairs to tie all its faces together.
    A sound mesh has uses = 2 everywhere and twins that run against each other.
    """

    start: IntArray
    end: IntArray
    uses: IntArray
    twin: IntArray
    joined: IntArray

    @cached_property
    def alike(self) -> BoolArray:
        """(3n,): True where the twin runs the same way: one of the two faces is turned inside out."""
        same: BoolArray = (self.twin >= 0) & (self.start[self.twin] == self.start)
        return same


def cross(u: FloatArray, v: FloatArray) -> FloatArray:
    """Return u × v of vectors (n, 3), as np.cross, several times as fast."""
    out: FloatArray = np.empty(np.broadcast_shapes(u.shape, v.shape))
    for k in range(3):
        i, j = (k + 1) % 3, (k + 2) % 3
        np.subtract(u[..., i] * v[..., j], u[..., j] * v[..., i], out=out[..., k])
    return out


def welded(triangles_mm: FloatArray) -> Mesh:
    """Return the mesh of triangles (n, 3, 3), finite: corners of equal coordinates are one point, others never are.

    Points are numbered in an order without meaning that depends on the coordinates alone.
    """
    corners = np.ascontiguousarray(triangles_mm, dtype=np.float64).reshape(-1, 3) + 0.0  # -0 becomes 0
    order = _equal_together(corners)
    row = np.take(corners, order, axis=0)
    fresh = np.ones(len(row), dtype=bool)
    fresh[1:] = (row[1:] != row[:-1]).any(1)
    number = np.empty(len(row), dtype=np.int64)
    number[order] = np.cumsum(fresh) - 1
    return Mesh(points_mm=row[fresh], faces=number.reshape(-1, 3))


def edges(mesh: Mesh) -> Edges:
    """Return the half-edges of the mesh; faces without three different points must have been left out."""
    start, end = mesh.faces.ravel(), np.roll(mesh.faces, -1, axis=1).ravel()
    key = np.minimum(start, end) * len(mesh.points_mm) + np.maximum(start, end)
    order = np.argsort(key, kind="stable")
    fresh = np.diff(key[order], prepend=-1) != 0
    count = np.diff(np.flatnonzero(fresh), append=len(key))
    uses = np.empty(len(key), dtype=np.int64)
    uses[order] = np.repeat(count, count)
    again = np.flatnonzero(~fresh)
    joined = np.column_stack([order[again - 1], order[again]])
    one, other = joined[uses[joined[:, 0]] == 2].T
    twin = np.full(len(key), -1)
    twin[one], twin[other] = other, one
    return Edges(start=start, end=end, uses=uses, twin=twin, joined=joined)


def border(half: Edges, chosen: BoolArray) -> IntArray:
    """Return the points (k,) along the longest closed border of the `chosen` faces (n,), chosen faces on the left."""
    inner = np.repeat(chosen, 3)
    edge = np.flatnonzero(inner & ~((half.twin >= 0) & inner[half.twin]))
    after = dict(zip(half.start[edge].tolist(), half.end[edge].tolist(), strict=True))
    longest: list[int] = []
    while after:
        first, point = next(iter(after.items()))
        loop = [first]
        del after[first]
        while point != first and point in after:
            loop.append(point)
            point = after.pop(point)
        if point == first and len(loop) > len(longest):
            longest = loop
    return np.array(longest, dtype=np.int64)


def pieces(count: int, one: IntArray, other: IntArray) -> IntArray:
    """Return for each of `count` things the least member of its piece, where one[k] and other[k] hang together."""
    label = np.arange(count)
    while True:
        low, high = np.minimum(label[one], label[other]), np.maximum(label[one], label[other])
        apart = low != high
        if not apart.any():
            return label
        one, other = one[apart], other[apart]
        np.minimum.at(label, high[apart], low[apart])
        while (label[label] != label).any():
            label = label[label]


def place(point_mm: FloatArray) -> tuple[float, float, float]:
    """Return one point (3,) as plain numbers, for a finding."""
    return float(point_mm[0]), float(point_mm[1]), float(point_mm[2])


def signed_volume_mm3(mesh: Mesh) -> float:
    """Return the enclosed volume, negative for a mesh turned inside out; without meaning for an open one."""
    centre = 0.5 * (mesh.points_mm.min(0) + mesh.points_mm.max(0))
    height = np.einsum("ij,ij->i", mesh.corners_mm[:, 0] - centre, mesh.area_normals_mm2)
    return float(height.sum()) / 6.0


def triangle_height_mm(mesh: Mesh) -> FloatArray:
    """Return the least height (n,) of each face: 0 where its three points lie on one line."""
    longest = np.zeros(len(mesh.faces))
    for k in range(3):
        side = mesh.corners_mm[:, k] - mesh.corners_mm[:, k - 1]
        longest = np.maximum(longest, np.einsum("ij,ij->i", side, side))
    area = np.sqrt(np.einsum("ij,ij->i", mesh.area_normals_mm2, mesh.area_normals_mm2))
    height: FloatArray = np.divide(area, np.sqrt(longest), out=np.zeros(len(area)), where=longest > 0)
    return height


def _equal_together(corners: FloatArray) -> IntArray:
    """Return an order in which equal rows stand together: by a hash, by coordinates where two places share one."""
    bits = corners.view(np.uint64)
    code = bits[:, 0] * _MIX[0] + bits[:, 1] * _MIX[1] + bits[:, 2] * _MIX[2]
    code = (code ^ (code >> np.uint64(32))) * _MIX[0]
    low = np.uint64(2 ** max(len(corners) - 1, 1).bit_length() - 1)
    packed = np.sort((code & ~low) | np.arange(len(corners), dtype=np.uint64))
    order = (packed & low).astype(np.int64)
    alike = np.flatnonzero((packed[1:] & ~low) == (packed[:-1] & ~low))
    if (corners[order[alike]] != corners[order[alike + 1]]).any():
        order = np.lexsort(corners.T)
    return order
