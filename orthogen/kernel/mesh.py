"""Mesh. triangles -> welded mesh; mesh -> edges, pieces, volume and box."""

from functools import cached_property

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.kinds import kinds
from orthogen.lazyclass import dataclass


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
        return _native.area_normals(*arrays(self))

    @cached_property
    def signed_volume_mm3(self) -> float:
        """Enclosed volume, negative for a mesh turned inside out; without meaning for an open one."""
        return _native.volume(*arrays(self))


@dataclass(frozen=True, kw_only=True)
class Edges:
    """Half-edges of a mesh: number 3·f + k runs from corner k of face f to the next.

    start, end (3n,): its points. uses (3n,): how many faces share its edge. twin (3n,): the half-edge of the one
    other face, -1 unless uses = 2. piece (n,): the least face of those that each face hangs together with by edges.
    A sound mesh has uses = 2 everywhere and twins that run against each other.
    """

    start: IntArray
    end: IntArray
    uses: IntArray
    twin: IntArray
    piece: IntArray

    @cached_property
    def alike(self) -> BoolArray:
        """(3n,): True where the twin runs the same way: one of the two faces is turned inside out."""
        same: BoolArray = (self.twin >= 0) & (self.start[self.twin] == self.start)
        return same


def arrays(mesh: Mesh) -> tuple[FloatArray, IntArray]:
    """Return points and faces as the compiled half of the kernel takes them."""
    return np.ascontiguousarray(mesh.points_mm, dtype=np.float64), np.ascontiguousarray(mesh.faces, dtype=np.int64)


def cross(u: FloatArray, v: FloatArray) -> FloatArray:
    """Return u × v of vectors (n, 3), as np.cross, several times as fast."""
    out: FloatArray = np.empty(np.broadcast_shapes(u.shape, v.shape))
    for k in range(3):
        i, j = (k + 1) % 3, (k + 2) % 3
        np.subtract(u[..., i] * v[..., j], u[..., j] * v[..., i], out=out[..., k])
    return out


def welded(triangles_mm: FloatArray) -> Mesh:
    """Return the mesh of triangles (n, 3, 3), finite: corners of equal coordinates are one point, others never are.

    Points are numbered as they first appear.
    """
    corners = np.ascontiguousarray(triangles_mm, dtype=np.float64).reshape(-1, 3) + 0.0  # -0 becomes 0
    first, place = kinds(corners.view(np.int64))
    return Mesh(points_mm=np.take(corners, first, axis=0), faces=place.reshape(-1, 3))


def edges(mesh: Mesh) -> Edges:
    """Return the half-edges of the mesh; faces without three different points must have been left out."""
    points, faces = arrays(mesh)
    uses, twin, piece = _native.edges(points, faces)
    return Edges(start=faces.ravel(), end=faces[:, [1, 2, 0]].ravel(), uses=uses, twin=twin, piece=piece)


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
    return _native.pieces(count, np.ascontiguousarray(one), np.ascontiguousarray(other))


def place(point_mm: FloatArray) -> tuple[float, float, float]:
    """Return one point (3,) as plain numbers, for a finding."""
    return float(point_mm[0]), float(point_mm[1]), float(point_mm[2])


def signed_volume_mm3(mesh: Mesh) -> float:
    """Return the enclosed volume, negative for a mesh turned inside out; without meaning for an open one."""
    return mesh.signed_volume_mm3


def triangle_height_mm(mesh: Mesh) -> FloatArray:
    """Return the least height (n,) of each face: 0 where its three points lie on one line."""
    return _native.heights(*arrays(mesh))


def flat_faces(mesh: Mesh, ratio: float) -> BoolArray:
    """Return which faces (n,) are no higher than `ratio` of the longer side at their first corner."""
    return _native.flat_faces(*arrays(mesh), ratio).view(np.bool_)


def repeated_faces(mesh: Mesh) -> IntArray:
    """Return the faces (k,), ascending, that name the same three points, in any order, as an earlier one."""
    return _native.repeated_faces(*arrays(mesh))
