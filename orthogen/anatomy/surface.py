"""Surface. triangles -> one consistently wound piece, and evenly spread samples of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.frame import moved


@dataclass(frozen=True)
class Surface:
    """Points (n, 3) and faces (m, 3) of a scan, in whatever frame and unit the caller is working.

    What follows from them is worked out once, when first asked for: the arrays never change.
    """

    points: FloatArray
    faces: IntArray

    @cached_property
    def corners(self) -> FloatArray:
        """(m, 3, 3)."""
        return self.points[self.faces]

    @property
    def normals(self) -> FloatArray:
        """(m, 3), of unit length; zero for a degenerate face."""
        return self._normals_and_areas[0]

    @property
    def areas(self) -> FloatArray:
        """(m,)."""
        return self._normals_and_areas[1]

    @cached_property
    def _normals_and_areas(self) -> tuple[FloatArray, FloatArray]:
        return face_normals(self.corners)

    def edge_of_faces(self, extreme: np.ufunc) -> FloatArray:
        """Return np.minimum or np.maximum of the three corners' z, (m,)."""
        a, b, c = (self.points[self.faces[:, k], 2] for k in range(3))
        highest: FloatArray = extreme(extreme(a, b), c)
        return highest

    def of_faces(self, keep: BoolArray) -> "Surface":
        """Return only the faces marked in `keep` (m,) and the points they use."""
        faces = self.faces[keep]
        used = np.zeros(len(self.points), dtype=bool)
        used[faces] = True
        return Surface(self.points[used], (np.cumsum(used) - 1)[faces])

    def turned(self) -> "Surface":
        """Return the surface inside out."""
        return Surface(self.points, self.faces[:, ::-1])

    def scaled(self, factor: float) -> "Surface":
        """Return the surface with all coordinates times `factor`."""
        return self if factor == 1 else Surface(self.points * factor, self.faces)

    def in_frame(self, a_from_b: FloatArray) -> "Surface":
        """Return the same surface in frame a; a mirroring frame turns the faces, so that outside stays outside."""
        mirrored = np.linalg.det(a_from_b[:3, :3]) < 0
        return Surface(moved(a_from_b, self.points), self.faces[:, ::-1] if mirrored else self.faces)


@dataclass(frozen=True)
class Samples:
    """Points (n, 3) spread evenly over a surface, the unit normal of each, and the area that each stands for."""

    points: FloatArray
    normals: FloatArray
    area: float

    def __len__(self) -> int:
        return len(self.points)

    def where(self, keep: BoolArray) -> "Samples":
        """Return the samples marked in `keep` (n,)."""
        return Samples(self.points[keep], self.normals[keep], self.area)

    def thinned(self, step: int) -> "Samples":
        """Return every `step`-th sample; each then stands for that much more area."""
        return Samples(self.points[::step], self.normals[::step], self.area * step)

    def in_frame(self, a_from_b: FloatArray) -> "Samples":
        """Return the samples in frame a (rigid or mirrored)."""
        turned: FloatArray = np.einsum("ij,nj->ni", a_from_b[:3, :3], self.normals)
        return Samples(moved(a_from_b, self.points), turned, self.area)


def face_normals(corners: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return unit normals (m, 3) and areas (m,) of triangles (m, 3, 3); a degenerate one gets a zero normal."""
    u, v = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    normal = np.empty_like(u)
    for k in range(3):
        a, b = (k + 1) % 3, (k + 2) % 3
        normal[:, k] = u[:, a] * v[:, b] - u[:, b] * v[:, a]
    double = np.sqrt(normal[:, 0] ** 2 + normal[:, 1] ** 2 + normal[:, 2] ** 2)
    return normal / np.where(double > 0, double, 1.0)[:, None], 0.5 * double


def spread(surface: Surface, count: int) -> Samples:
    """Return `count` samples, each standing for the same area, so that no rule depends on how fine a mesh is.

    Stratified by running area along the file, placed inside each stratum and each triangle by golden-ratio sequences
    (Roberts 2018): the same file gives the same samples, without chance, and a file that lists its faces in several
    passes is not sampled at the same places in each.
    """
    corners, normals, areas = surface.corners, surface.normals, surface.areas
    running = np.cumsum(areas)
    order = np.arange(count)
    within = 0.3 + 0.4 * np.modf(order * 0.6180339887498949)[0]
    face = np.searchsorted(running, (order + within) / count * running[-1]).clip(0, len(areas) - 1)
    s, t = np.sqrt(np.modf(order * 0.7548776662466927)[0]), np.modf(order * 0.5698402909980532)[0]
    weights = np.stack([1 - s, s * (1 - t), s * t], axis=1)
    points: FloatArray = np.einsum("nk,nkj->nj", weights, _by_opposite_edge(corners[face]))
    return Samples(points, normals[face], float(running[-1] / count))


def _by_opposite_edge(corners: FloatArray) -> FloatArray:
    """Return triangles with their corners ordered by the length of the opposite edge: the same for a mirror image."""
    opposite = np.square(np.roll(corners, -1, axis=1) - np.roll(corners, 1, axis=1)).sum(axis=2)
    order = np.argsort(opposite, axis=1, kind="stable")
    ordered: FloatArray = np.take_along_axis(corners, order[:, :, None], axis=1)
    return ordered


def face_pieces(surface: Surface) -> IntArray:
    """Return a piece number per face (m,): faces that share a vertex belong together."""
    a, b, c = surface.faces.T
    rows, columns = np.concatenate([a, b]), np.concatenate([b, c])
    size = len(surface.points)
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    piece: IntArray = np.asarray(label, dtype=np.int64)[a]
    return piece


def crossed_edges(faces: IntArray) -> int:
    """Return how many edges two faces run along in the same direction: 0 if the winding is consistent."""
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    key = np.sort(start * (int(faces.max()) + 1) + end)
    return int(np.count_nonzero(key[1:] == key[:-1]))


def wound(surface: Surface) -> Surface:
    """Return the surface with consistent winding, each connected piece turned as most of its area was.

    Components of the orientation double cover: every face stands twice, as it is and turned; neighbours that agree
    join like with like, neighbours that disagree join like with unlike, so one sheet of the cover is a winding.
    """
    faces, count = surface.faces, len(surface.faces)
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    low, high = np.minimum(start, end), np.maximum(start, end)
    key = low * (int(faces.max()) + 1) + high
    order = np.argsort(key, kind="stable")
    owner, forward = order // 3, (start < end)[order]
    _, first, number = np.unique(key[order], return_index=True, return_counts=True)
    pair = first[number == 2]
    one, other, agree = owner[pair], owner[pair + 1], forward[pair] != forward[pair + 1]
    near, far = np.where(agree, other, other + count), np.where(agree, other + count, other)
    rows, columns = np.concatenate([one, one + count]), np.concatenate([near, far])
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(2 * count, 2 * count))
    _, sheet = connected_components(graph, directed=False)
    as_is = np.bincount(sheet[:count], weights=surface.areas, minlength=int(sheet.max()) + 1)
    here, there = sheet[:count], sheet[count:]
    turned = (as_is[there] > as_is[here]) | ((as_is[there] == as_is[here]) & (there < here))
    return Surface(surface.points, np.where(turned[:, None], faces[:, ::-1], faces))
