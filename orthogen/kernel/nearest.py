"""Nearest. closed mesh -> its least wall: from a vertex, through the solid, to the nearest face that looks away.

Definition. The wall at a point p of the surface with outward normal n is the least distance to a point q of a face
whose normal m is more than 135° from n, with q inside p's plane and p inside q's. So an edge of 90° is no thin wall,
and a knife edge sharper than 45° is one of 0 mm. Air gaps are no walls.
Limits. p runs over the vertices, q over all faces: exact between flat faces unless two edges cross closest, away from
any vertex. A full-round edge or a ball is read up to 8 % thin (sin 67.5°).
"""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.boxes import meeting, morton, tree
from orthogen.kernel.mesh import Mesh, cross

_FACING = -np.sqrt(0.5)
_SPREAD = np.sqrt(2 + 2 * _FACING)  # |n + m| of two normals 135° apart
_SAMPLE = 200
_ROUND_OFF = 1e-9


@dataclass(frozen=True, kw_only=True)
class Wall:
    """The least wall and the vertex where it was found; inf and NaN where no face looks away from any vertex."""

    thickness_mm: float
    where_mm: FloatArray


def least_wall(mesh: Mesh, *, seen_from: BoolArray | None = None) -> Wall:
    """Return the least wall of a closed mesh as defined above, seen from all or some (v,) of its vertices.

    A sample of the vertices gives an upper bound first, then all of them the least. Faces without area must have
    been left out.
    """
    facets = _Facets(mesh)
    owner, look = facets.views(seen_from)
    reach = float(np.linalg.norm(np.ptp(mesh.points_mm, axis=0)))
    found = Wall(thickness_mm=np.inf, where_mm=np.full(3, np.nan))
    sample = slice(None, None, len(owner) // _SAMPLE + 1)
    within = reach / 64
    while found.thickness_mm == np.inf and within < 2 * reach:
        found = facets.least(owner[sample], look[sample], within)
        within *= 2
    return facets.least(owner, look, min(found.thickness_mm, reach))


class _Facets:
    """The faces of a mesh in a tree of boxes over place and normal."""

    def __init__(self, mesh: Mesh) -> None:
        self.mesh = mesh
        area = mesh.area_normals_mm2
        self.normal = area / np.sqrt(np.einsum("ij,ij->i", area, area))[:, None]
        a, b, c = (mesh.corners_mm[:, k] for k in range(3))
        self.centre = (a + b + c) / 3.0
        self.radius = np.sqrt(np.max([np.einsum("ij,ij->i", p - self.centre, p - self.centre) for p in (a, b, c)], 0))
        low, high = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
        self.boxes = tree(np.hstack([low, self.normal]), np.hstack([high, self.normal]), rank=morton(self.centre))

    def views(self, seen_from: BoolArray | None) -> tuple[IntArray, FloatArray]:
        """Return vertices (k,) in Morton order and their normals (k, 3): one for each axis its faces look along.

        At a corner or a crease the faces along one axis make one normal, those along another make another.
        """
        largest = np.abs(self.normal).argmax(1)
        axis = 2 * largest + (np.take_along_axis(self.normal, largest[:, None], 1)[:, 0] < 0)
        key = (6 * self.mesh.faces + axis[:, None]).ravel()
        size = 6 * len(self.mesh.points_mm)
        total = np.stack([np.bincount(key, np.repeat(self.normal[:, k], 3), minlength=size) for k in range(3)], axis=1)
        used = np.flatnonzero(np.bincount(key, minlength=size))
        if seen_from is not None:
            used = used[seen_from[used // 6]]
        used = used[np.argsort(morton(self.mesh.points_mm[used // 6]), kind="stable")]
        look = total[used]
        return used // 6, look / np.sqrt(np.einsum("ij,ij->i", look, look))[:, None]

    def least(self, owner: IntArray, look: FloatArray, within: float) -> Wall:
        """Return the least wall up to `within`, seen from these vertices along -look."""
        place = self.mesh.points_mm[owner]
        best, where = np.inf, np.full(3, np.nan)
        spot = np.hstack([place, -look])
        for i, j in meeting(tree(spot, spot, rank=np.arange(len(owner))), self.boxes, within=(within, _SPREAD)):
            i, j = self._facing(place, look, i, j, min(best, within))
            step = self._steps(place[i], j)
            distance = np.sqrt(np.einsum("ij,ij->i", step, step))
            inward = np.where(distance[:, None] > 0, step, self.centre[j] - place[i])
            distance[np.einsum("ij,ij->i", inward, look[i]) >= 0] = np.inf
            if len(distance) and distance.min() <= min(best, within):
                best, where = float(distance.min()), place[i[distance.argmin()]]
        return Wall(thickness_mm=best, where_mm=where)

    def _facing(
        self, place: FloatArray, look: FloatArray, i: IntArray, j: IntArray, within: float
    ) -> tuple[IntArray, IntArray]:
        """Return the pairs whose face looks away from the vertex, has it behind its plane, and may be near enough."""
        away = np.einsum("ij,ij->i", np.take(look, i, axis=0), np.take(self.normal, j, axis=0)) <= _FACING
        i, j = i[away], j[away]
        offset, radius = np.take(place, i, axis=0) - np.take(self.centre, j, axis=0), np.take(self.radius, j)
        height = np.einsum("ij,ij->i", offset, np.take(self.normal, j, axis=0))
        aside = np.sqrt(np.maximum(np.einsum("ij,ij->i", offset, offset) - height**2, 0.0))
        slack = _ROUND_OFF * (radius + within)
        near = (height <= slack) & (np.maximum(aside - radius, 0.0) ** 2 + height**2 <= (within + slack) ** 2)
        return i[near], j[near]

    def _steps(self, place: FloatArray, face: IntArray) -> FloatArray:
        """Return the shortest steps (k, 3) from places (k, 3) to faces (k,)."""
        corners, normal = np.take(self.mesh.corners_mm, face, axis=0), np.take(self.normal, face, axis=0)
        step = normal * np.einsum("ij,ij->i", corners[:, 0] - place, normal)[:, None]
        beside = np.zeros(len(face), dtype=bool)
        for k in range(3):
            out = cross(corners[:, (k + 1) % 3] - corners[:, k], normal)
            beside |= np.einsum("ij,ij->i", place - corners[:, k], out) > 0
        step[beside] = _steps_to_border(place[beside], corners[beside])
        return step


def _steps_to_border(place: FloatArray, corners: FloatArray) -> FloatArray:
    """Return the shortest steps (k, 3) from places (k, 3) to the sides of triangles (k, 3, 3)."""
    best, least = np.zeros(place.shape), np.full(len(place), np.inf)
    for k in range(3):
        start, side = corners[:, k] - place, corners[:, (k + 1) % 3] - corners[:, k]
        along = np.einsum("ij,ij->i", -start, side) / np.einsum("ij,ij->i", side, side)
        step = start + np.clip(along, 0.0, 1.0)[:, None] * side
        length = np.einsum("ij,ij->i", step, step)
        nearer = length < least
        best[nearer], least[nearer] = step[nearer], length[nearer]
    return best
