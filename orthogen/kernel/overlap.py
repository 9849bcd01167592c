"""Overlap. pairs of faces -> whether they meet outside the points they share, exactly."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.mesh import Mesh
from orthogen.kernel.predicates import exact_side, filtered_side, planes, side_of_plane, turn


class Facets:
    """The faces of a mesh, ready to be asked on which side of them a point lies."""

    def __init__(self, mesh: Mesh) -> None:
        self.mesh = mesh
        self.rows = planes(*(mesh.corners_mm[:, k] for k in range(3)))

    def places(self, points: IntArray) -> FloatArray:
        """Return the coordinates (..., 3) of points of the mesh."""
        return np.take(self.mesh.points_mm, points, axis=0)

    def sides(self, face: IntArray, points: IntArray) -> IntArray:
        """Return the sides (n, m) of `points` (n, m) of each face (n,): 1 outside, -1 inside, 0 on its plane."""
        face, origin = np.repeat(face, points.shape[1]), np.take(self.mesh.faces[:, 0], face)
        at = self.places(points)
        from_origin = (at - self.places(origin)[:, None]).reshape(-1, 3)
        sides, unsure = filtered_side(np.take(self.rows, face, axis=0), from_origin)
        if unsure.any():
            corners = np.take(self.mesh.corners_mm, face[unsure], axis=0)
            sides[unsure] = exact_side(corners[:, 0], corners[:, 1], corners[:, 2], at.reshape(-1, 3)[unsure])
        return sides.reshape(points.shape)


def meet_apart(facets: Facets, i: IntArray, j: IntArray, points_i: IntArray, points_j: IntArray) -> BoolArray:
    """Return whether faces i and j (n,), which share no point, touch or cross; points_ (n, 3) are their corners."""
    side_j = facets.sides(i, points_j)
    near = np.flatnonzero(np.abs(side_j.sum(1)) < 3)
    side_i = facets.sides(j[near], points_i[near])
    both = np.abs(side_i.sum(1)) < 3
    near, side_i, side_j = near[both], side_i[both], side_j[near[both]]
    one, other = points_i[near], points_j[near]
    flat = ~side_j.any(1)
    hit = np.zeros(len(i), dtype=bool)
    hit[near[flat]] = _meet_flat(*_unfolded(facets, i[near[flat]], one[flat], other[flat]))
    ends = np.array([[0, 1], [1, 2], [2, 0]])
    sides_i = _pierce(facets, one[:, ends], side_i[:, ends], other)
    hit[near] |= sides_i | _pierce(facets, other[:, ends], side_j[:, ends], one)
    return hit


def meet_beyond_point(facets: Facets, i: IntArray, j: IntArray, points_i: IntArray, points_j: IntArray) -> BoolArray:
    """Return whether faces that share their first corner meet elsewhere too.

    From the shared corner any other common place can be seen in both; the view ends on one of the two opposite sides.
    """
    side_j = facets.sides(i, points_j[:, 1:])
    near = np.flatnonzero(np.abs(side_j.sum(1)) < 2)
    side_i = facets.sides(j[near], points_i[near, 1:])
    one, other, side_j = points_i[near], points_j[near], side_j[near]
    flat = ~side_j.any(1)
    corners_i, corners_j = _unfolded(facets, i[near[flat]], one[flat], other[flat])
    hit = _pierce(facets, one[:, None, 1:], side_i[:, None], other)
    hit |= _pierce(facets, other[:, None, 1:], side_j[:, None], one)
    hit[flat] = _meet_side(corners_i[:, 1:], corners_j) | _meet_side(corners_j[:, 1:], corners_i)
    out = np.zeros(len(i), dtype=bool)
    out[near] = hit
    return out


def meet_beyond_edge(facets: Facets, i: IntArray, j: IntArray, points_i: IntArray, points_j: IntArray) -> BoolArray:
    """Return whether faces that share all but their last corner lie folded on each other."""
    flat = facets.sides(i, points_j[:, 2:])[:, 0] == 0
    corners_i, corners_j = _unfolded(facets, i[flat], points_i[flat], points_j[flat])
    a, b = corners_i[:, 0], corners_i[:, 1]
    out = np.zeros(len(i), dtype=bool)
    out[flat] = turn(a, b, corners_i[:, 2]) == turn(a, b, corners_j[:, 2])
    return out


def _pierce(facets: Facets, ends: IntArray, side: IntArray, face: IntArray) -> BoolArray:
    """Return whether one of the m sides with `ends` (n, m, 2), on `side` (n, m, 2) of the faces, passes through them.

    face (n, 3): corners. A side in the face's plane is left to the sides that leave that plane at its ends.
    """
    row, number = np.nonzero((side[:, :, 0] * side[:, :, 1] <= 0) & (side[:, :, 0] != side[:, :, 1]))
    p, q = facets.places(ends[row, number, 0]), facets.places(ends[row, number, 1])
    corner = facets.places(face[row])
    start, end = corner.reshape(-1, 3), np.roll(corner, -1, axis=1).reshape(-1, 3)
    around = side_of_plane(np.repeat(p, 3, axis=0), np.repeat(q, 3, axis=0), start, end).reshape(-1, 3)
    through = np.abs(around.sum(1)) == np.abs(around).sum(1)
    out: BoolArray = np.bincount(row[through], minlength=len(ends)) > 0
    return out


def _unfolded(facets: Facets, i: IntArray, one: IntArray, other: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return two flat faces of one plane as (n, 3, 2) each: without the axis that the plane faces most."""
    drop = np.abs(facets.rows[i, :3]).argmax(1)
    keep = np.array([[1, 2], [2, 0], [0, 1]])[drop][:, None, :]
    return np.take_along_axis(facets.places(one), keep, 2), np.take_along_axis(facets.places(other), keep, 2)


def _meet_flat(one: FloatArray, other: FloatArray) -> BoolArray:
    """Return whether triangles (n, 3, 2) of one plane meet: no side of either has the other wholly beyond it."""
    return ~(_beyond(one, other) | _beyond(other, one))


def _meet_side(side: FloatArray, triangle: FloatArray) -> BoolArray:
    """Return whether sides (n, 2, 2) and triangles (n, 3, 2) of one plane meet."""
    turns = [turn(side[:, 0], side[:, 1], triangle[:, k]) for k in range(3)]
    apart: BoolArray = _beyond(triangle, side) | (np.abs(turns[0] + turns[1] + turns[2]) == 3)
    return ~apart


def _beyond(triangle: FloatArray, points: FloatArray) -> BoolArray:
    """Return whether some side of the triangles (n, 3, 2) has all the points (n, m, 2) strictly outside."""
    count = points.shape[1]
    within = turn(triangle[:, 0], triangle[:, 1], triangle[:, 2])
    out = np.zeros(len(triangle), dtype=bool)
    for k in range(3):
        a, b = triangle[:, k], triangle[:, (k + 1) % 3]
        turns = sum(turn(a, b, points[:, m]) for m in range(count))
        out |= turns * within == -count
    return out
