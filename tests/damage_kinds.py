"""Damage kinds. a foot in its true frame, mm -> the same on a floor, as a cloud, in foam, as one of a pair."""

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.frame import MIRROR_Y, composed, shift
from orthogen.kernel.grid import Grid, covering
from orthogen.kernel.raster import lowest
from orthogen.kernel.sheet import face_normals
from tests.damage import Skin, joined, placed

LOW_MM = 40.0
FLOOR_STEP_MM = 3.0
TOUCH_MM = 2.0
FOAM_STEP_MM = 1.3
RIM_MM = 22.0
SLUMP_MM = 8.0  # how far from the outline foam gives way


def floored(skin: Skin, rng: np.random.Generator, *, margin_mm: float, attached: bool) -> Skin:
    """Return the skin on a ragged floor: welded to the skin where it rises from it, or a sheet 0.3 mm below."""
    points, faces, covered, ragged = _floor(skin, rng, margin_mm)
    what = f"floor {'attached' if attached else 'separate'}, {margin_mm:.0f} mm around"
    if not attached:
        whole = joined(skin, Skin(points - [0, 0, 0.3], faces[ragged[faces].all(axis=1)]))
        return skin.told(whole.points, whole.faces, what)
    low = np.flatnonzero(skin.points[:, 2] < 2 * TOUCH_MM)
    near = low[cKDTree(skin.points[low, :2]).query(points[:, :2])[1]]
    number = np.where(covered, near, len(skin.points) + np.arange(len(points)))
    wanted = faces[ragged[faces].all(axis=1) & ~covered[faces].all(axis=1)]
    return skin.told(np.concatenate([skin.points, points]), np.concatenate([skin.faces, number[wanted]]), what)


def _floor(skin: Skin, rng: np.random.Generator, margin_mm: float) -> tuple[FloatArray, IntArray, BoolArray, BoolArray]:
    """Return points and faces of a level grid at z = 0, where skin lies on it, and what its ragged border leaves."""
    corners = skin.points[skin.faces]
    low = corners[corners[:, :, 2].min(axis=1) < TOUCH_MM]
    grid = covering(low[:, :, 0], low[:, :, 1], step_mm=FLOOR_STEP_MM, margin_mm=margin_mm + 2 * FLOOR_STEP_MM)
    covered = (np.nan_to_num(lowest(low, grid), nan=LOW_MM) < TOUCH_MM).ravel()
    points, faces = _sheet(grid, np.zeros((grid.nx, grid.ny)))
    away = cKDTree(points[covered, :2]).query(points[:, :2])[0]
    wave = np.sin(points[:, 0] / 17 + rng.uniform(0, 6)) * np.cos(points[:, 1] / 11 + rng.uniform(0, 6))
    return points, faces, covered, away < margin_mm * (0.7 + 0.3 * wave)


def _sheet(grid: Grid, z: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return points and upward faces of a height field (nx, ny)."""
    x, y = np.broadcast_arrays(grid.x_mm, grid.y_mm)
    k = np.arange(z.size).reshape(z.shape)
    a, b, c, d = (part.ravel() for part in (k[:-1, :-1], k[1:, :-1], k[1:, 1:], k[:-1, 1:]))
    return np.stack([x, y, z], axis=2).reshape(-1, 3), np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])


def cloud(skin: Skin, rng: np.random.Generator, *, count: int, floor: bool) -> Skin:
    """Return `count` points at random places of the skin by area, no faces; with floor points around if asked."""
    corners = skin.points[skin.faces]
    _, areas = face_normals(skin.points, skin.faces)
    face = rng.choice(len(areas), count, p=areas / areas.sum())
    r, t = np.sqrt(rng.random(count)), rng.random(count)
    points = np.einsum("nk,nkj->nj", np.stack([1 - r, r * (1 - t), r * t], axis=1), corners[face])
    if floor:
        around = np.stack([rng.uniform(*ends, count // 3) for ends in _box(skin)], axis=1)
        away = cKDTree(points[points[:, 2] < 10, :2]).query(around)[0]
        points = np.concatenate([points, np.column_stack([around, np.zeros(len(around))])[away > 2]])
    what = f"cloud of {len(points)} points{' with floor' if floor else ''}"
    return skin.told(points, np.empty((0, 3), dtype=np.int64), what)


def _box(skin: Skin) -> FloatArray:
    """Return [[x0, x1], [y0, y1]] about 35 mm around the skin."""
    return np.stack([skin.points[:, :2].min(axis=0) - 35, skin.points[:, :2].max(axis=0) + 35], axis=1)


def impression(skin: Skin, *, depth_mm: float, slump_mm: float, box: bool) -> Skin:
    """Return the print of the foot in foam: a sheet that looks up out of the hollow, with a level rim at z = depth.

    Foam gives way at the outline: heights there are averaged over `slump_mm`. box: with walls and a bottom.
    """
    corners = skin.points[skin.faces]
    low = corners[corners[:, :, 2].min(axis=1) < depth_mm]
    grid = covering(low[:, :, 0], low[:, :, 1], step_mm=FOAM_STEP_MM, margin_mm=RIM_MM)
    z = np.minimum(np.nan_to_num(lowest(low, grid), nan=depth_mm), depth_mm)
    soft = gaussian_filter(z, slump_mm / FOAM_STEP_MM)
    steep = gaussian_filter((np.hypot(*np.gradient(z)) > 1.5).astype(float), SLUMP_MM / 2 / FOAM_STEP_MM)
    share = np.clip(4 * steep, 0, 1)
    points, faces = _sheet(grid, (1 - share) * z + share * soft)
    if box:
        points, faces = _boxed(points, faces, grid)
    return skin.told(points, faces, f"foam {depth_mm:.0f} mm deep, slump {slump_mm:.1f} mm{', box' if box else ''}")


def _boxed(points: FloatArray, faces: IntArray, grid: Grid) -> tuple[FloatArray, IntArray]:
    """Return the sheet with walls to 12 mm below it and a bottom."""
    k = np.arange(len(points)).reshape(grid.nx, grid.ny)
    ring = np.concatenate([k[:-1, 0], k[-1, :-1], k[:0:-1, -1], k[0, :0:-1]])
    below = points[ring] * [1, 1, 0] - [0, 0, 12.0]
    a, b = ring, np.roll(ring, -1)
    c = len(points) + np.arange(len(ring))
    d = np.roll(c, -1)
    middle = len(points) + len(ring)
    wall = np.concatenate(
        [np.stack([b, a, c], 1), np.stack([b, c, d], 1), np.stack([d, c, np.full(len(c), middle)], 1)]
    )
    centre = np.append(below[:, :2].mean(axis=0), -12.0)
    return np.concatenate([points, below, centre[None]]), np.concatenate([faces, wall])


def pair(
    right: Skin, left: Skin, *, gap_mm: float, toe_out_deg: tuple[float, float]
) -> tuple[Skin, tuple[FloatArray, FloatArray]]:
    """Return two feet (both given as right ones) standing side by side, and the frames file ← foot of right and left.

    gap_mm: the least distance across between them. Each foot is turned outward by its angle.
    """
    frames = []
    for foot, angle, mirror in ((right, -toe_out_deg[0], np.eye(4)), (left, toe_out_deg[1], MIRROR_Y)):
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        turn = np.eye(4)
        turn[:2, :2] = [[c, -s], [s, c]]
        frame = composed(turn, mirror)
        y = placed(foot, frame).points[:, 1]
        aside = -gap_mm / 2 - y.max() if mirror[1, 1] > 0 else gap_mm / 2 - y.min()
        frames.append(composed(shift(0.0, float(aside), 0.0), frame))
    both = joined(placed(right, frames[0]), placed(left, frames[1]))
    what = f"pair {gap_mm:.0f} mm apart, toes out {toe_out_deg[0]:.0f}° and {toe_out_deg[1]:.0f}°"
    return both.told(both.points, both.faces, what), (frames[0], frames[1])
