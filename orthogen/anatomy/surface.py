"""Surface. triangles -> one consistently wound piece, and evenly spread samples of it."""

from functools import cached_property

import numpy as np

from orthogen.kernel import sheet
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.components import face_pieces as pieces_of
from orthogen.kernel.frame import heights_along, moved, rotated
from orthogen.lazyclass import dataclass


@dataclass(frozen=True)
class Facing:
    """Unit normals (m, 3) of faces in some earlier frame, areas (m,), and the turn (3, 3) from there to this frame."""

    normals: FloatArray
    areas: FloatArray
    turn: FloatArray

    def turned(self, turn: FloatArray) -> "Facing":
        """Return the same after another turn (3, 3), rigid or mirrored."""
        return Facing(self.normals, self.areas, np.einsum("ij,jk->ik", turn, self.turn))


@dataclass(frozen=True)
class Surface:
    """Points (n, 3) and faces (m, 3) of a scan, in whatever frame and unit the caller is working.

    What follows from them is worked out once, when first asked for: the arrays never change. known: how the faces lie,
    where the caller knows.
    """

    points: FloatArray
    faces: IntArray
    known: Facing | None = None

    @cached_property
    def corners(self) -> FloatArray:
        """(m, 3, 3)."""
        return self.points[self.faces]

    @cached_property
    def facing(self) -> Facing:
        """How the faces lie."""
        return self.known or Facing(*sheet.face_normals(self.points, self.faces), np.eye(3))

    @cached_property
    def normals(self) -> FloatArray:
        """(m, 3), of unit length; zero for a degenerate face."""
        return rotated(self.facing.turn, self.facing.normals)

    @cached_property
    def upward(self) -> FloatArray:
        """(m,): the z of the normals."""
        return heights_along(self.facing.normals, self.facing.turn[2])

    @property
    def areas(self) -> FloatArray:
        """(m,)."""
        return self.facing.areas

    @cached_property
    def heights(self) -> tuple[FloatArray, FloatArray]:
        """Lowest and highest z of the three corners, (m,)."""
        return sheet.face_heights(self.points, self.faces)

    @cached_property
    def middles(self) -> FloatArray:
        """(m, 3): the mean of the three corners."""
        return sheet.face_middles(self.points, self.faces)

    def of_faces(self, keep: BoolArray) -> "Surface":
        """Return only the faces marked in `keep` (m,) and the points they use."""
        return Surface(*sheet.part_of(self.points, self.faces, keep))

    def turned(self) -> "Surface":
        """Return the surface inside out."""
        return Surface(self.points, np.ascontiguousarray(self.faces[:, ::-1]), self.facing.turned(-np.eye(3)))

    def scaled(self, factor: float) -> "Surface":
        """Return the surface with all coordinates times `factor`."""
        if factor == 1:
            return self
        grown = Facing(self.facing.normals, self.areas * factor**2, self.facing.turn)
        return Surface(self.points * factor, self.faces, grown)

    def in_frame(self, a_from_b: FloatArray) -> "Surface":
        """Return the same surface in frame a; a mirroring frame turns the faces, so that outside stays outside."""
        turn = a_from_b[:3, :3]
        faces = self.faces if np.linalg.det(turn) > 0 else np.ascontiguousarray(self.faces[:, ::-1])
        return Surface(moved(a_from_b, self.points), faces, self.facing.turned(turn))


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
        kept = np.flatnonzero(keep)
        return Samples(np.take(self.points, kept, axis=0), np.take(self.normals, kept, axis=0), self.area)

    def thinned(self, step: int) -> "Samples":
        """Return every `step`-th sample; each then stands for that much more area."""
        return Samples(self.points[::step], self.normals[::step], self.area * step)

    def in_frame(self, a_from_b: FloatArray) -> "Samples":
        """Return the samples in frame a (rigid or mirrored)."""
        return Samples(moved(a_from_b, self.points), rotated(a_from_b[:3, :3], self.normals), self.area)


def spread(surface: Surface, count: int) -> Samples:
    """Return `count` samples, each standing for the same area, so that no rule depends on how fine a mesh is.

    Stratified by running area along the file, placed inside each stratum and each triangle by golden-ratio sequences
    (Roberts 2018): the same file gives the same samples, without chance, and a file that lists its faces in several
    passes is not sampled at the same places in each.
    """
    facing = surface.facing
    points, normals, area = sheet.spread(surface.points, surface.faces, facing.normals, facing.areas, count=count)
    return Samples(points, rotated(facing.turn, normals), area)


def face_pieces(surface: Surface, among: BoolArray | None = None) -> IntArray:
    """Return a piece number per face (m,): faces that share a vertex belong together; −1 for those not among (m,)."""
    return pieces_of(surface.points, surface.faces, among)


def crossed_edges(surface: Surface) -> int:
    """Return how many edges two faces run along in the same direction: 0 if the winding is consistent."""
    return sheet.crossed_edges(surface.points, surface.faces)


def wound(surface: Surface) -> Surface:
    """Return the surface with consistent winding, each connected piece turned as most of its area was."""
    turned = sheet.faces_to_turn(surface.points, surface.faces, surface.areas)
    return Surface(surface.points, np.where(turned[:, None], surface.faces[:, ::-1], surface.faces))
