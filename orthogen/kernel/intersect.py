"""Intersect. mesh -> the pairs of its faces that meet where they should not, exactly.

Two faces of a sound mesh meet in nothing but the points they share. The test is exact for the coordinates as stored:
every decision is the sign of a determinant (kernel.predicates). Most neighbours never reach it: around a `tame` point
all faces lie side by side, once round, and meet in that point and their common edges only.
"""

from collections.abc import Iterator

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.boxes import meeting, morton, tree
from orthogen.kernel.mesh import Edges, Mesh, cross, edges
from orthogen.kernel.overlap import Facets, meet_apart, meet_beyond_edge, meet_beyond_point

_SURE = 1e-10  # of the longest side's square: far above round-off, far below any angle that matters


def crossing_pairs(mesh: Mesh, *, most: int) -> IntArray:
    """Return pairs (k, 2) of faces that meet outside the points and edges they share.

    Touching counts, folding onto a neighbour counts, a face given twice counts. The search ends early once `most`
    pairs are found. Faces without area must have been left out: they have no plane. All else is welcome: open,
    not manifold, in many pieces. About 2 µs per face on a sound mesh, whatever the sizes of its faces.
    """
    found, count = [np.zeros((0, 2), dtype=np.int64)], 0
    if len(mesh.faces):
        tame = tame_points(mesh, edges(mesh))
        facets = Facets(mesh)
        for i, j in _near_pairs(mesh):
            open_question = ~_share_any(np.where(tame[mesh.faces], mesh.faces, -1), i, j)
            found.extend(_crossing(facets, i[open_question], j[open_question]))
            count = sum(map(len, found))
            if count >= most:
                break
    return np.concatenate(found)


def tame_points(mesh: Mesh, half: Edges) -> BoolArray:
    """Return True (v,) for points whose faces form one closed fan that, seen from somewhere, goes once round.

    Proof: seen along d, the mean normal of its faces, each sector (v, a, b) turns left: d · (a−v) × (b−v) > 0. Each
    edge at v joins two sectors, so they close. One crossing of one ray: one round. So no two faces overlap.
    """
    count, corner = len(mesh.points_mm), mesh.faces.ravel()
    normals = mesh.area_normals_mm2
    unit = normals / np.sqrt(np.einsum("ij,ij->i", normals, normals))[:, None]
    mean: FloatArray = np.stack(
        [np.bincount(corner, np.repeat(unit[:, k], 3), minlength=count) for k in range(3)], axis=1
    )
    longest = np.abs(mesh.corners_mm - np.roll(mesh.corners_mm, 1, axis=1)).max((1, 2)) ** 2
    left = np.einsum("ikj,ij->ik", np.take(mean, mesh.faces, axis=0), normals) > _SURE * longest[:, None]
    ray = np.take(cross(mean, np.eye(3, dtype=np.float64)[np.abs(mean).argmin(1)]), mesh.faces, axis=0)
    height = [np.einsum("ikj,ikj->ik", ray, np.roll(mesh.corners_mm, -k, axis=1) - mesh.corners_mm) for k in (1, 2)]
    rounds = np.bincount(corner, ((height[0] < 0) & (height[1] >= 0)).ravel(), minlength=count)
    tame: BoolArray = rounds == 1
    tame[mesh.faces[~left]] = False
    loose = (half.uses != 2) | half.alike
    tame[half.start[loose]] = False
    tame[half.end[loose]] = False
    return tame


def _near_pairs(mesh: Mesh) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield pairs of faces whose boxes meet, on the axes x, y, z and x − y (the long sides of a lattice)."""
    corners = mesh.corners_mm
    slant = corners[:, :, 0] - corners[:, :, 1]
    low = np.column_stack([corners.min(1), slant.min(1)])
    high = np.column_stack([corners.max(1), slant.max(1)])
    boxes = tree(low, high, rank=morton(0.5 * (low[:, :3] + high[:, :3])))
    yield from meeting(boxes, boxes)


def _share_any(names: IntArray, i: IntArray, j: IntArray) -> BoolArray:
    """Return whether faces i and j (n,) have one of their names (faces, 3) in common; -1 is no name."""
    columns_i = [np.take(column, i) for column in np.where(names < 0, -2, names).T]
    columns_j = [np.take(column, j) for column in names.T]
    share = np.zeros(len(i), dtype=bool)
    for one in columns_i:
        for other in columns_j:
            share |= one == other
    return share


def _crossing(facets: Facets, i: IntArray, j: IntArray) -> Iterator[IntArray]:
    """Yield the crossing pairs (k, 2) among i, j (n,), kind by kind: by how many points they share."""
    points_i, points_j = np.take(facets.mesh.faces, i, axis=0), np.take(facets.mesh.faces, j, axis=0)
    same = points_i[:, :, None] == points_j[:, None, :]
    shared = same.sum((1, 2))
    yield np.column_stack([i, j])[shared == 3]
    for number, meet in ((0, meet_apart), (1, meet_beyond_point), (2, meet_beyond_edge)):
        mine = np.flatnonzero(shared == number)
        if len(mine):
            one = _shared_first(points_i[mine], same[mine].any(2), number)
            other = _shared_first(points_j[mine], same[mine].any(1), number)
            hit = meet(facets, i[mine], j[mine], one, other)
            yield np.column_stack([i, j])[mine[hit]]


def _shared_first(points: IntArray, shared: BoolArray, number: int) -> IntArray:
    """Return corners (n, 3) turned, in their order, so that the `number` shared ones come first."""
    first = shared.argmax(1) if number == 1 else (~shared).argmax(1) + 1 if number == 2 else np.zeros(len(points), int)
    return np.take_along_axis(points, (first[:, None] + np.arange(3)) % 3, axis=1)
