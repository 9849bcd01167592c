"""Nearest. closed mesh -> its least wall: from a vertex, through the solid, to the nearest face that looks away.

Definition. The wall at a point p of the surface with outward normal n is the least distance to a point q of a face
whose normal m stands at `facing_deg` or more to n, with q inside p's plane and p inside q's. At 160° an edge of more
than 20° is no thin wall, and a sharper one, a knife edge, is a wall of 0 mm. Air gaps are no walls.
Limits. p runs over the vertices, q over all faces: exact between flat faces unless two edges cross closest, away from
any vertex. At 160° a ball or a full-round edge is read 1.5 % thin (sin 80°), the tip of a quarter-round one third.
Of more than 40,000 views an even choice is taken, and the search ends at a wall below 0.001 mm.
"""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.boxes import meeting, morton, tree
from orthogen.kernel.mesh import Mesh, cross

_SAMPLE, _MOST_VIEWS = 200, 40_000
_ROUND_OFF = 1e-9
_NOTHING_MM = 0.001


@dataclass(frozen=True, kw_only=True)
class Wall:
    """The least wall and the vertex where it was found; inf and NaN where no face looks away from any vertex."""

    thickness_mm: float
    where_mm: FloatArray


class Walls:
    """A closed mesh, ready to be asked for its least wall; faces without area must have been left out of it."""

    def __init__(self, mesh: Mesh, *, facing_deg: float = 160.0) -> None:
        self.mesh, self.away = mesh, float(np.cos(np.radians(facing_deg)))
        area = mesh.area_normals_mm2
        self.normal = area / np.sqrt(np.einsum("ij,ij->i", area, area))[:, None]
        a, b, c = (mesh.corners_mm[:, k] for k in range(3))
        self.centre = (a + b + c) / 3.0
        self.radius = np.sqrt(np.max([np.einsum("ij,ij->i", p - self.centre, p - self.centre) for p in (a, b, c)], 0))
        low, high = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
        self.boxes = tree(np.hstack([low, self.normal]), np.hstack([high, self.normal]), rank=morton(self.centre))

    def least(self, seen_from: BoolArray) -> Wall:
        """Return the least wall as seen from some of the vertices (v,).

        A sample of them gives an upper bound first, then all of them the least.
        """
        owner, look = self._views(seen_from)
        extent = float(np.linalg.norm(np.ptp(self.mesh.points_mm, axis=0)))
        found = Wall(thickness_mm=np.inf, where_mm=np.full(3, np.nan))
        if len(owner) == 0:
            return found
        sample = slice(None, None, len(owner) // _SAMPLE + 1)
        within = extent / 64
        while found.thickness_mm == np.inf and within < 2 * extent:
            found = self._least_of(owner[sample], look[sample], within)
            within *= 2
        return self._least_of(owner, look, min(found.thickness_mm, extent))

    def _views(self, seen_from: BoolArray) -> tuple[IntArray, FloatArray]:
        """Return vertices (k,) in Morton order and normals (k, 3) to look against, one or several per vertex.

        One is the mean normal of its faces. Where these look along several axes, at a corner or a crease, the faces
        of each axis give one more.
        """
        count, corner = len(self.mesh.points_mm), self.mesh.faces.ravel()
        largest = np.abs(self.normal).argmax(1)
        axis = 2 * largest + (np.take_along_axis(self.normal, largest[:, None], 1)[:, 0] < 0)
        key = 6 * corner + np.repeat(axis, 3)
        by_axis = np.stack(
            [np.bincount(key, np.repeat(self.normal[:, k], 3), minlength=6 * count) for k in range(3)], axis=1
        )
        there = np.bincount(key, minlength=6 * count).reshape(count, 6) > 0
        several = np.flatnonzero(there & (there.sum(1) > 1)[:, None])
        owner = np.concatenate([np.arange(count), several // 6])
        look = np.concatenate([by_axis.reshape(count, 6, 3).sum(1), by_axis[several]])
        length = np.sqrt(np.einsum("ij,ij->i", look, look))
        use = np.flatnonzero(seen_from[owner] & (length > _ROUND_OFF))
        rank = morton(self.mesh.points_mm)[owner[use]]
        use = use[np.argsort(rank, kind="stable")][:: len(use) // _MOST_VIEWS + 1]
        return owner[use], look[use] / length[use, None]

    def _least_of(self, owner: IntArray, look: FloatArray, within: float) -> Wall:
        """Return the least wall up to `within`, seen from these vertices along -look."""
        place = self.mesh.points_mm[owner]
        best, where = np.inf, np.full(3, np.nan)
        spot = np.hstack([place, -look])
        for i, j in meeting(
            tree(spot, spot, rank=np.arange(len(owner))), self.boxes, within=(within, np.sqrt(2 + 2 * self.away))
        ):
            i, j = self._facing(place, look, i, j, min(best, within))
            step = self._steps(place[i], j)
            distance = np.sqrt(np.einsum("ij,ij->i", step, step))
            inward = np.where(distance[:, None] > 0, step, self.centre[j] - place[i])
            distance[np.einsum("ij,ij->i", inward, look[i]) >= 0] = np.inf
            if len(distance) and distance.min() <= min(best, within):
                best, where = float(distance.min()), place[i[distance.argmin()]]
            if best <= _NOTHING_MM:
                break
        return Wall(thickness_mm=best, where_mm=where)

    def _facing(
        self, place: FloatArray, look: FloatArray, i: IntArray, j: IntArray, within: float
    ) -> tuple[IntArray, IntArray]:
        """Return the pairs whose face looks away from the vertex, has it behind its plane, and may be near enough."""
        away = np.einsum("ij,ij->i", np.take(look, i, axis=0), np.take(self.normal, j, axis=0)) <= self.away
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
        step: FloatArray = normal * np.einsum("ij,ij->i", corners[:, 0] - place, normal)[:, None]
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
