"""Registration. the soles and outlines of two feet -> the rigid motion that lays one on the other, and what is left."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.frame import composed, inverse, screw
from orthogen.kernel.neighbours import PointTree
from orthogen.kernel.robust import huber_weights
from orthogen.kernel.skin import Skin, unit
from orthogen.lazyclass import dataclass
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
LEAST_SPREAD_MM = 0.5


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


Skins = tuple[Skin, Skin]


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
    sole = Skin(points, unit(normals))
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
        a_from_b = composed(screw(step), a_from_b)
        if np.abs(step[3:]).max() < STILL_MM and np.abs(step[:3]).max() < STILL_RAD:
            break
    return a_from_b


def gaps(a: Skin, b: Skin, *, a_from_b: FloatArray, used: int = ALL_USED) -> Gaps:
    """Return the gaps between two sheets, seen from up to `used` points of each, in the frame of a."""
    to_a = b.thinned(used).in_frame(a_from_b)
    to_b = a.thinned(used).in_frame(inverse(a_from_b))
    facing_a, from_a, out_of_a = _facing(to_a, a)
    facing_b, from_b, out_of_b = _facing(to_b, b)
    seen = Skin(to_b.points[facing_b], out_of_b, b.in_plan).in_frame(a_from_b)
    count = len(to_a.points) + len(to_b.points)
    return Gaps(
        places=np.concatenate([to_a.points[facing_a], seen.points]),
        normals=np.concatenate([out_of_a, seen.normals]),
        outside_mm=np.concatenate([from_a, -from_b]),
        overlap_ratio=(len(from_a) + len(from_b)) / count if count else 0.0,
    )


def _facing(probe: Skin, target: Skin) -> tuple[BoolArray, FloatArray, FloatArray]:
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
    weight = huber_weights(outside_mm, least=LEAST_SPREAD_MM)
    lever = np.hstack([np.cross(found.places, found.normals), found.normals])
    normal_matrix: FloatArray = np.einsum("ni,nj->ij", lever * weight[:, None], lever)
    right: FloatArray = np.einsum("ni,n->i", lever, weight * outside_mm)
    step: FloatArray = np.linalg.solve(normal_matrix + 1e-6 * np.eye(6), -right)
    return step


def _wall(outline_mm: FloatArray) -> Skin:
    """Return an outline (m, 2), counter-clockwise, as a vertical wall at a height of 10 mm."""
    along = np.roll(outline_mm, -ALONG_NODES, axis=0) - np.roll(outline_mm, ALONG_NODES, axis=0)
    outward = np.stack([along[:, 1], -along[:, 0], np.zeros(len(along))], axis=1)
    points = np.column_stack([outline_mm, np.full(len(outline_mm), OUTLINE_Z_MM)])
    return Skin(points, unit(outward), True)
