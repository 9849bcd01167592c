"""Registration. the soles and outlines of two feet -> the rigid motion that lays one on the other, and what is left."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.frame import composed, inverse, moved
from orthogen.kernel.neighbours import PointTree
from orthogen.records.foot import Foot

SPACING_MM = 1.5
STEEPEST = 3.0
OUTLINE_Z_MM = 10.0
EDGE_MM, LOW_MM = 6.0, 18.0
ALONG_NODES = 2
FARTHEST_MM = 12.0
BESIDE_MM = 3.0
FACING = 0.5
SOLE_USED, WALL_USED, ALL_USED = 2000, 400, 4000
ROUNDS = 20
STILL_MM, STILL_RAD = 5e-3, 5e-5
SPREADS, LEAST_SPREAD_MM = 2.5, 0.5


@dataclass(frozen=True)
class Sheet:
    """Points (n, 3) of a surface and their unit normals out of the foot; in_plan: z plays no part, a vertical wall."""

    points: FloatArray
    normals: FloatArray
    in_plan: bool

    @cached_property
    def tree(self) -> PointTree:
        """For the nearest point."""
        return PointTree(self.points[:, :2] if self.in_plan else self.points)

    def where(self, keep: BoolArray) -> "Sheet":
        """Return the part marked in `keep` (n,)."""
        return Sheet(self.points[keep], self.normals[keep], self.in_plan)

    def in_frame(self, a_from_b: FloatArray) -> "Sheet":
        """Return the sheet in frame a (rigid or mirrored)."""
        turned: FloatArray = np.einsum("ij,nj->ni", a_from_b[:3, :3], self.normals)
        return Sheet(moved(a_from_b, self.points), turned, self.in_plan)

    def thinned(self, most: int) -> "Sheet":
        """Return every k-th point, at most about `most`."""
        step = max(1, len(self.points) // most)
        return Sheet(self.points[::step], self.normals[::step], self.in_plan)


@dataclass(frozen=True)
class Gaps:
    """Where two laid-over sheets face each other: places (n, 3), normals (n, 3) and how far b lies outside a, mm.

    overlap_ratio: share of the points of both that face the other sheet at all.
    """

    places: FloatArray
    normals: FloatArray
    outside_mm: FloatArray
    overlap_ratio: float

    @property
    def rms_mm(self) -> float:
        """Root mean square of the gaps, infinite where there are none."""
        return float(np.sqrt(np.mean(self.outside_mm**2))) if len(self.outside_mm) else float("inf")

    def joined(self, more: "Gaps") -> "Gaps":
        """Return the gaps of both, with the smaller overlap."""
        return Gaps(
            places=np.concatenate([self.places, more.places]),
            normals=np.concatenate([self.normals, more.normals]),
            outside_mm=np.concatenate([self.outside_mm, more.outside_mm]),
            overlap_ratio=min(self.overlap_ratio, more.overlap_ratio),
        )


Skins = tuple[Sheet, Sheet]


def skins(foot: Foot) -> Skins:
    """Return sole and outline of a foot as sheets, about 1.5 and 1 mm between points.

    The sole is its plantar map where that is less steep than 72°; holes stay holes. The outline counts where the skin
    along it is low: beside a high arch or a hole it says where the scan ends, not where the foot does.
    """
    grid, z = foot.plantar.grid, foot.plantar.z_mm
    dx = (z[2:, 1:-1] - z[:-2, 1:-1]) / (2 * grid.step_mm)
    dy = (z[1:-1, 2:] - z[1:-1, :-2]) / (2 * grid.step_mm)
    every = max(1, round(SPACING_MM / grid.step_mm))
    lattice = np.zeros(dx.shape, dtype=bool)
    lattice[::every, ::every] = True
    ix, iy = np.nonzero(lattice & (np.hypot(dx, dy) < STEEPEST) & np.isfinite(z[1:-1, 1:-1]))
    points = np.stack([grid.x_mm[ix + 1, 0], grid.y_mm[0, iy + 1], z[ix + 1, iy + 1]], axis=1)
    normals = np.stack([dx[ix, iy], dy[ix, iy], np.full(len(ix), -1.0)], axis=1)
    sole = Sheet(points, _unit(normals), False)
    wall = _wall(foot.outline_mm)
    away, near = (found[:, 0] for found in PointTree(points[:, :2]).nearest(wall.points[:, :2]))
    return sole, wall.where((away < EDGE_MM) & (points[near, 2] < LOW_MM))


def laid_over(a: Skins, b: Skins, *, start: FloatArray) -> FloatArray:
    """Return the rigid 4×4 a_from_b that lays b on a, from the first guess `start`.

    Iterated closest points, point to plane, both ways, so that neither foot is the master (Chen & Medioni 1992);
    Huber weights at 2.5 robust deviations, so that toes and spikes do not pull the rest.
    """
    a_from_b = start
    for _ in range(ROUNDS):
        sole = gaps(a[0], b[0], a_from_b=a_from_b, used=SOLE_USED)
        wall = gaps(a[1], b[1], a_from_b=a_from_b, used=WALL_USED)
        step = _step(sole.joined(wall))
        a_from_b = composed(_motion(step), a_from_b)
        if np.abs(step[3:]).max() < STILL_MM and np.abs(step[:3]).max() < STILL_RAD:
            break
    return a_from_b


def gaps(a: Sheet, b: Sheet, *, a_from_b: FloatArray, used: int = ALL_USED) -> Gaps:
    """Return the gaps between two sheets, seen from up to `used` points of each, in the frame of a."""
    to_a = b.thinned(used).in_frame(a_from_b)
    to_b = a.thinned(used).in_frame(inverse(a_from_b))
    facing_a, from_a, out_of_a = _facing(to_a, a)
    facing_b, from_b, out_of_b = _facing(to_b, b)
    seen = Sheet(to_b.points[facing_b], out_of_b, b.in_plan).in_frame(a_from_b)
    count = len(to_a.points) + len(to_b.points)
    return Gaps(
        places=np.concatenate([to_a.points[facing_a], seen.points]),
        normals=np.concatenate([out_of_a, seen.normals]),
        outside_mm=np.concatenate([from_a, -from_b]),
        overlap_ratio=(len(from_a) + len(from_b)) / count if count else 0.0,
    )


def _facing(probe: Sheet, target: Sheet) -> tuple[BoolArray, FloatArray, FloatArray]:
    """Return which probe points face the target, and for those the signed gap and the target's normal there.

    A point faces it if the nearest point lies less than 3 mm beside its normal and looks the same way: what lies over
    a hole or beyond the border has no partner.
    """
    axes = 2 if target.in_plan else 3
    nearest = target.tree.nearest(probe.points[:, :axes], within=FARTHEST_MM)[1][:, 0]
    known = nearest < len(target.points)
    nearest = np.where(known, nearest, 0)
    normal = target.normals[nearest]
    offset = probe.points - target.points[nearest]
    offset[:, axes:] = 0.0
    gap: FloatArray = np.einsum("ij,ij->i", offset, normal)
    beside = np.einsum("ij,ij->i", offset, offset) - gap**2
    agree = np.einsum("ij,ij->i", probe.normals, normal)
    facing = known & (beside < BESIDE_MM**2) & (agree > FACING)
    return facing, gap[facing], normal[facing]


def _step(found: Gaps) -> FloatArray:
    """Return the small turn and shift (6,) of b that closes the gaps best; nothing where there are none."""
    outside_mm = found.outside_mm
    if len(outside_mm) == 0:
        return np.zeros(6)
    spread = max(LEAST_SPREAD_MM, SPREADS * 1.4826 * float(np.median(np.abs(outside_mm))))
    weight = np.minimum(1.0, spread / np.maximum(np.abs(outside_mm), 1e-9))
    lever = np.hstack([np.cross(found.places, found.normals), found.normals])
    normal_matrix: FloatArray = np.einsum("ni,nj->ij", lever * weight[:, None], lever)
    right: FloatArray = np.einsum("ni,n->i", lever, weight * outside_mm)
    step: FloatArray = np.linalg.solve(normal_matrix + 1e-6 * np.eye(6), -right)
    return step


def _motion(step: FloatArray) -> FloatArray:
    """Return the 4×4 of a turn vector (3,) in radians about the origin and a shift (3,) (Rodrigues)."""
    turn = float(np.linalg.norm(step[:3]))
    motion = np.eye(4)
    motion[:3, 3] = step[3:]
    if turn > 0:
        x, y, z = step[:3] / turn
        cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
        square: FloatArray = np.einsum("ij,jk->ik", cross, cross)
        motion[:3, :3] += np.sin(turn) * cross + (1 - np.cos(turn)) * square
    return motion


def _wall(outline_mm: FloatArray) -> Sheet:
    """Return an outline (m, 2), counter-clockwise, as a vertical wall at a height of 10 mm."""
    along = np.roll(outline_mm, -ALONG_NODES, axis=0) - np.roll(outline_mm, ALONG_NODES, axis=0)
    outward = np.stack([along[:, 1], -along[:, 0], np.zeros(len(along))], axis=1)
    points = np.column_stack([outline_mm, np.full(len(outline_mm), OUTLINE_Z_MM)])
    return Sheet(points, _unit(outward), True)


def _unit(vectors: FloatArray) -> FloatArray:
    """Return vectors (n, 3) at unit length; zero stays zero."""
    length: FloatArray = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return vectors / np.maximum(length, 1e-12)[:, None]
