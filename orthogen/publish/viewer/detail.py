"""Detail. a surface -> the same with fewer faces for a preview, or with shorter edges where values need points."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.kinds import kinds_in_cells
from orthogen.kernel.rank import distinct
from orthogen.kernel.sheet import part_of

_SAMPLED_FACES = 10_000  # are enough to know the area of a surface
_CROSSED = 1.5  # cells of a grid that a surface crosses, over its area in cells

# How a face (a, b, c) with middles (ab, bc, ca) = (3, 4, 5) is cut; the row is the sum of 1, 2, 4 for each cut edge.
_CUTS: tuple[tuple[tuple[int, int, int], ...], ...] = (
    ((0, 1, 2),),
    ((0, 3, 2), (3, 1, 2)),
    ((0, 1, 4), (0, 4, 2)),
    ((3, 1, 4), (0, 3, 4), (0, 4, 2)),
    ((0, 1, 5), (5, 1, 2)),
    ((0, 3, 5), (3, 1, 2), (3, 2, 5)),
    ((5, 4, 2), (0, 1, 4), (0, 4, 5)),
    ((0, 3, 5), (3, 1, 4), (5, 4, 2), (3, 4, 5)),
)


def refined(
    points_mm: FloatArray, faces: IntArray, *, chosen: BoolArray, longest_mm: float
) -> tuple[FloatArray, IntArray]:
    """Return the surface with the edges of the chosen faces (m,) halved until none is longer; the shape stays.

    The neighbours of a chosen face share its new points, so no crack opens.
    """
    done: list[IntArray] = []
    while True:
        a, b = _sides(faces[chosen])
        across = np.take(points_mm, b, axis=0) - np.take(points_mm, a, axis=0)
        long = np.einsum("ij,ij->i", across, across) > longest_mm**2
        cut = distinct(_edge_codes(a[long], b[long], len(points_mm)))
        if len(cut) == 0:
            return points_mm, np.concatenate([*done, faces])
        touched = np.zeros(len(points_mm), dtype=bool)
        touched[cut // len(points_mm)] = touched[cut % len(points_mm)] = True
        # whoever is not cut now has no long edge and no neighbour that will be cut later
        first, second, third = touched[faces.T]
        near = (first & second) | (second & third) | (third & first)
        done.append(faces[~near])
        points_mm, faces, chosen = _halved(points_mm, faces[near], chosen[near], cut)


def _sides(faces: IntArray) -> tuple[IntArray, IntArray]:
    """Return where the sides (3 n,) of faces (n, 3) begin and end: all first sides, all second, all third ones."""
    a, b, c = faces.T
    return np.concatenate([a, b, c]), np.concatenate([b, c, a])


def _edge_codes(a: IntArray, b: IntArray, count: int) -> IntArray:
    """Return one whole number for each edge a–b (n,), the same from both of its sides."""
    codes: IntArray = np.minimum(a, b) * count + np.maximum(a, b)
    return codes


def _halved(
    points_mm: FloatArray, faces: IntArray, chosen: BoolArray, cut: IntArray
) -> tuple[FloatArray, IntArray, BoolArray]:
    """Cut the edges of these codes in the middle and return points, faces, and which come of a chosen one."""
    count = len(points_mm)
    code = _edge_codes(*_sides(faces), count).reshape(3, -1).T
    place = np.minimum(np.searchsorted(cut, code), len(cut) - 1)
    kind = (cut[place] == code) @ np.array([1, 2, 4])
    middles = (points_mm[cut // count] + points_mm[cut % count]) / 2
    nodes = np.concatenate([faces, count + place], axis=1)
    parts, marks = [], []
    for number, cuts in enumerate(_CUTS):
        of_kind = kind == number
        for corners in cuts:
            parts.append(nodes[of_kind][:, corners])
            marks.append(chosen[of_kind])
    return np.concatenate([points_mm, middles]), np.concatenate(parts), np.concatenate(marks)


def thinned(points_mm: FloatArray, faces: IntArray, *, most_faces: int) -> tuple[FloatArray, IntArray]:
    """Return a preview of a surface with at most so many faces: the points of each cell of a grid become their mean.

    The cell is the smallest of a growing row (by a fifth each) that is coarse enough. A surface that has few
    enough faces comes back as it is. For looking only: nothing is measured on it. Rossignac and Borrel 1993.
    """
    if len(faces) <= most_faces:
        return points_mm, faces
    every = max(1, len(faces) // _SAMPLED_FACES)
    corners = points_mm[faces[::every]]
    double_areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    cell_mm = float(np.sqrt(_CROSSED * every * double_areas.sum() / most_faces))
    while True:
        points, kept = _clustered(points_mm, faces, cell_mm)
        if len(kept) <= most_faces:
            return points, kept
        cell_mm *= 1.2


def _clustered(points_mm: FloatArray, faces: IntArray, cell_mm: float) -> tuple[FloatArray, IntArray]:
    """Return the surface with one point for each occupied cell of a grid, without the faces that vanish."""
    first, group = kinds_in_cells(points_mm - [column.min() for column in points_mm.T], cell_mm)
    count = np.bincount(group, minlength=len(first))
    means = np.column_stack([np.bincount(group, points_mm[:, k]) / count for k in range(3)])
    merged = group[faces]
    a, b, c = merged.T
    return part_of(means, merged, (a != b) & (b != c) & (c != a))
