"""Skin. a scan, a foot found in it -> the surface of that foot as the viewer shows it, before there is any device."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.frame import moved
from orthogen.kernel.mesh import pieces
from orthogen.kernel.sheet import part_of
from orthogen.lazyclass import dataclass
from orthogen.publish.viewer.detail import thinned
from orthogen.records.foot import Foot
from orthogen.records.scan import Scan

SCAN_FACES = 30_000
_ROOM_MM, _ANKLE_MM = 12.0, 110.0
_SOLE_STEP_MM = 2.0


@dataclass(frozen=True, kw_only=True)
class Skin:
    """points_mm (n, 3) in the foot frame; faces (m, 3), wound as the scan is."""

    points_mm: FloatArray
    faces: IntArray


def skin_of(scan: Scan, foot: Foot) -> Skin:
    """Return the scan near this foot up to the ankle, thinned; its sole alone where that is no foot."""
    points, faces = _scan_surface(scan, foot)
    return Skin(points_mm=points, faces=faces)


def _scan_surface(scan: Scan, foot: Foot) -> tuple[FloatArray, IntArray]:
    if foot.kind == "impression":
        return _sole(foot)
    points = moved(foot.foot_from_file, scan.points)
    near = part_of(points, scan.faces, all_three(_near(points, foot), scan.faces))
    return _largest(*thinned(*near, most_faces=SCAN_FACES)) if len(near[1]) else _sole(foot)


def _largest(points: FloatArray, faces: IntArray) -> tuple[FloatArray, IntArray]:
    """Return the surface without loose bits: its pieces of a tenth or more of all faces."""
    ends = faces[:, [0, 1, 2]].ravel(), faces[:, [1, 2, 0]].ravel()
    piece = pieces(len(points), *ends)[faces[:, 0]]
    return part_of(points, faces, np.bincount(piece)[piece] >= 0.1 * len(faces))


def _near(points: FloatArray, foot: Foot) -> BoolArray:
    """Return which points may belong to this foot: not to the other one, to the leg or to the floor around it."""
    x, y, z = points.T
    low, high = foot.outline_mm.min(0) - _ROOM_MM, foot.outline_mm.max(0) + _ROOM_MM
    plantar = foot.plantar
    on_floor = (z < 1.0) & np.isnan(plantar.grid.sample_linear(plantar.z_mm, x, y))
    near: BoolArray = (x > low[0]) & (x < high[0]) & (y > low[1]) & (y < high[1]) & (z < _ANKLE_MM) & ~on_floor
    return near


def _sole(foot: Foot) -> tuple[FloatArray, IntArray]:
    """Return the plantar map as a surface, facing down."""
    every = max(1, round(_SOLE_STEP_MM / foot.plantar.grid.step_mm))
    z = foot.plantar.z_mm[::every, ::every]
    x = np.broadcast_to(foot.plantar.grid.x_mm[::every], z.shape)
    y = np.broadcast_to(foot.plantar.grid.y_mm[:, ::every], z.shape)
    number = np.arange(z.size).reshape(z.shape)
    a, b, c, d = number[:-1, :-1], number[1:, :-1], number[1:, 1:], number[:-1, 1:]
    faces = np.concatenate([np.stack(f, axis=-1).reshape(-1, 3) for f in ((a, c, b), (a, d, c))])
    points = np.column_stack([x.ravel(), y.ravel(), z.ravel()])
    return part_of(points, faces, np.isfinite(points[faces]).all((1, 2)))


def all_three(chosen: BoolArray, faces: IntArray) -> BoolArray:
    """Return which faces have all corners among the chosen points."""
    return chosen[faces[:, 0]] & chosen[faces[:, 1]] & chosen[faces[:, 2]]
