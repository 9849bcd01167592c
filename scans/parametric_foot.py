"""Parametric foot. clinical numbers -> a closed synthetic foot, its true landmarks, measures and plantar map."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray, frozen
from orthogen.kernel.field import rise
from orthogen.kernel.frame import MIRROR_Y, composed, inverse, moved
from orthogen.records.foot import Landmark, PlantarMap
from scans import skin
from scans.measures import Measures, column, measures, plantar_map, prominences
from scans.shape import FootShape

__all__ = ["FootShape", "SyntheticFoot", "SyntheticScan", "scan_of", "synthetic_foot"]
_EDGE_RATIO = 0.0094
_FINER_ACROSS = 1.5
_FLATNESS_RATIO = 0.00044
_SOLE_EDGE_RATIO = 0.027


@dataclass(frozen=True, kw_only=True)
class SyntheticFoot:
    """A closed foot in the canonical frame (a left one mirrored) with its truth; points (n, 3), faces (m, 3), mm."""

    shape: FootShape
    points_mm: FloatArray
    faces: IntArray
    measures: Measures
    ball_width_oblique_mm: float
    landmarks: Mapping[str, Landmark]
    plantar: PlantarMap


@dataclass(frozen=True, kw_only=True)
class SyntheticScan:
    """A foot as a scanner would deliver it; foot_from_file: 4×4, file → canonical frame, mirror included."""

    foot: SyntheticFoot
    points_mm: FloatArray
    faces: IntArray
    foot_from_file: FloatArray


@cache
def synthetic_foot(shape: FootShape) -> SyntheticFoot:
    """Return the foot of these numbers; length, widths and arch of its mesh meet them to 0.05 mm.

    Draws the skin of `scans.skin`, triangulates it and then scales it to the measures that were asked for. The same
    numbers give the same foot to the last bit; it is kept, as drawing takes seconds.
    """
    points, faces = _drawn(shape)
    points, heads = _fitted(shape, points, faces, skin.heads(shape))
    taken = measures(points, faces, heads[0])
    grid, z = plantar_map(points, faces)
    marks = _landmarks(points, faces, heads, taken)
    plan = {name: np.array([mark.x_mm, mark.y_mm]) for name, mark in marks.items()}
    medial, lateral = prominences(points, plan, 0.06 * taken.foot_length_mm)
    return SyntheticFoot(
        shape=shape,
        points_mm=frozen(points),
        faces=frozen(faces, np.int64),
        measures=taken,
        ball_width_oblique_mm=float(np.hypot(*(medial - lateral))),
        landmarks=marks,
        plantar=PlantarMap(grid=grid, z_mm=frozen(z), noise_mm=0.0),
    )


def scan_of(shape: FootShape, *, pose: FloatArray | None = None, noise_mm: float = 0.0, seed: int = 0) -> SyntheticScan:
    """Return the foot as a file: a left foot turned into a left one, moved by `pose`, with scanner noise.

    pose: rigid 4×4, file ← canonical frame before any mirror. noise_mm: standard deviation of white noise along the
    vertex normal; the same seed gives the same scan.
    """
    foot = synthetic_foot(shape)
    points = foot.points_mm
    if noise_mm:
        chance = np.random.default_rng(seed).standard_normal(len(points))
        points = points + noise_mm * chance[:, None] * _normals(points, foot.faces)
    mirror = shape.side == "left"
    place = np.eye(4) if pose is None else pose
    frame = composed(place, MIRROR_Y) if mirror else place
    return SyntheticScan(
        foot=foot,
        points_mm=frozen(moved(frame, points)),
        faces=frozen(foot.faces[:, ::-1] if mirror else foot.faces, np.int64),
        foot_from_file=frozen(inverse(frame)),
    )


def _drawn(shape: FootShape) -> tuple[FloatArray, IntArray]:
    """Return the skin as a closed mesh, cut at the ankle and thinned to about 19,000 faces."""
    from manifold3d import Manifold, Mesh64  # type: ignore[import-not-found]

    length = shape.foot_length_mm
    points, faces = _level_set(shape)
    cut = Manifold(Mesh64(np.ascontiguousarray(points), faces)).trim_by_plane((0.0, 0.0, -1.0), -shape.ankle_height_mm)
    lean = cut.simplify(_FLATNESS_RATIO * length).to_mesh64()
    points, faces = np.array(lean.vert_properties)[:, :3], np.array(lean.tri_verts, dtype=np.int64)
    low_mm = 0.06 * length
    for _ in range(3):
        points, faces = _denser(points, faces, longest_mm=_SOLE_EDGE_RATIO * length, below_mm=low_mm)
    low = points[:, 2] < low_mm
    points[low] = _projected(shape, points[low])
    return points, faces


def _level_set(shape: FootShape) -> tuple[FloatArray, IntArray]:
    """Return the fine mesh of the skin, its vertices exactly on it, on a lattice stretched across to part the toes.

    The kernel asks for one value at a time: a first pass only notes the places, so that all are computed at once.
    """
    from manifold3d import Manifold

    length, half = shape.foot_length_mm, 0.27 * shape.foot_length_mm * _FINER_ACROSS
    box = [-0.05 * length, -half, -6.0, 1.05 * length, half, shape.ankle_height_mm + 8.0]
    places: list[tuple[float, float, float]] = []

    def note(x: float, y: float, z: float) -> float:
        places.append((x, y / _FINER_ACROSS, z))
        return -1.0

    Manifold.level_set(note, box, _EDGE_RATIO * length)
    values = iter(skin.field(shape, np.array(places)).tolist())
    mesh = Manifold.level_set(lambda x, y, z: next(values), box, _EDGE_RATIO * length).to_mesh64()
    points = np.array(mesh.vert_properties)[:, :3] / (1.0, _FINER_ACROSS, 1.0)
    return _projected(shape, points), np.array(mesh.tri_verts)


def _denser(points: FloatArray, faces: IntArray, *, longest_mm: float, below_mm: float) -> tuple[FloatArray, IntArray]:
    """Return the mesh with every long edge near the floor halved: thinning leaves a flat sole too few vertices.

    A face is cut at its halved edges only, so the mesh stays closed: rotated until its first edge is halved and, of
    two, its last is not, it falls into two, three or four.
    """
    sides = np.sort(np.stack([faces, np.roll(faces, -1, axis=1)], axis=2), axis=2)
    edges, which = np.unique(sides.reshape(-1, 2), axis=0, return_inverse=True)
    a, b = points[edges[:, 0]], points[edges[:, 1]]
    long = (np.linalg.norm(a - b, axis=1) > longest_mm) & (np.maximum(a[:, 2], b[:, 2]) < below_mm)
    middle = np.where(long, len(points) + np.cumsum(long) - 1, -1)[which].reshape(-1, 3)
    halved = middle >= 0
    start = np.argmax(halved & (~np.roll(halved, 1, axis=1) | halved.all(axis=1, keepdims=True)), axis=1)
    turn = (start[:, None] + np.arange(3)) % 3
    i, j, k = np.take_along_axis(faces, turn, axis=1).T
    p, q, r = np.take_along_axis(middle, turn, axis=1).T
    count = halved.sum(axis=1)
    parts = [
        (count == 0, [(i, j, k)]),
        (count == 1, [(i, p, k), (p, j, k)]),
        (count == 2, [(i, p, k), (p, q, k), (p, j, q)]),
        (count == 3, [(i, p, r), (p, j, q), (q, k, r), (p, q, r)]),
    ]
    cut = [np.column_stack(corner)[rows] for rows, pieces in parts for corner in pieces]
    return np.concatenate([points, (a[long] + b[long]) / 2]), np.concatenate(cut)


def _projected(shape: FootShape, points: FloatArray) -> FloatArray:
    """Return the points moved onto the skin by Newton's method: takes the steps of the lattice out of the surface."""
    for _ in range(2):
        value = skin.field(shape, points)
        slope = np.stack(
            [skin.field(shape, points + h) - skin.field(shape, points - h) for h in 0.05 * np.eye(3)], axis=1
        )
        slope /= 0.1
        step = value / np.maximum((slope**2).sum(1), 0.05)
        points = points - np.clip(step, -0.5, 0.5)[:, None] * slope
    return points


def _fitted(shape: FootShape, points: FloatArray, faces: IntArray, heads: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return points and heads in the canonical frame, scaled until the mesh measures what was asked for."""
    length = shape.foot_length_mm
    points = np.concatenate([points, np.column_stack([heads, np.zeros(5)])])
    for _ in range(5):
        points = _placed(shape, points, faces)
        got = measures(points[:-5], faces, points[-5])
        ball, heel = shape.ball_width_mm / got.ball_width_mm, shape.heel_width_mm / got.heel_width_mm
        x, y, z = points.T
        u = x / length
        lift = (shape.arch_height_mm - got.arch_height_mm) * skin.arch(shape, u, y / length / skin.breadth(shape, u))
        points = np.column_stack([
            x * length / got.foot_length_mm,
            y * (heel + (ball - heel) * rise(u, 0.2, 0.5)),
            z + lift * (1 - rise(z, 0.0, 0.3 * length)),
        ])  # fmt: skip
    points = _placed(shape, points, faces)
    return points[:-5], points[-5:]


def _placed(shape: FootShape, points: FloatArray, faces: IntArray) -> FloatArray:
    """Return the points in the canonical frame: on the floor, heel at x = 0, heel centre and MTH2 on y = 0."""
    if shape.load == "unloaded":
        points = _on_pads(shape.foot_length_mm, points)
    centre = measures(points[:-5], faces, points[-5]).heel_centre_mm
    along = points[-4, :2] - centre[:2]
    c, s = along / np.hypot(*along)
    x = c * points[:, 0] + s * points[:, 1]
    y = c * points[:, 1] - s * points[:, 0]
    return np.column_stack([x - x[:-5].min(), y - (c * centre[1] - s * centre[0]), points[:, 2]])


def _on_pads(length: float, points: FloatArray) -> FloatArray:
    """Return an unloaded foot on its floor: the plane through the lowest skin under heel, MTH1 and MTH5."""
    centres = np.array([[0.14 * length, 0.0], points[-5, :2], points[-1, :2]])
    lowest = []
    for centre in centres:
        near = points[:-5][np.hypot(*(points[:-5, :2] - centre).T) < 0.08 * length]
        lowest.append(near[near[:, 2].argmin()])
    a, b, c = lowest
    up = np.cross(b - c, a - c)
    up /= np.linalg.norm(up) * np.sign(up[2])
    forward = np.array([1.0, 0.0, -up[0] / up[2]])
    forward /= np.linalg.norm(forward)
    turned: FloatArray = (points - a) @ np.array([forward, np.cross(up, forward), up]).T
    placed: FloatArray = turned + np.array([a[0], a[1], 0.0])
    return placed


def _landmarks(points: FloatArray, faces: IntArray, heads: FloatArray, taken: Measures) -> dict[str, Landmark]:
    """Return all landmarks; head centres lie 60/40 between plantar and dorsal skin (README.md), others on the skin."""
    length = taken.foot_length_mm
    low, high = column(points, faces, heads[:, :2]).T
    found = {f"mth{k + 1}": (*heads[k, :2], 0.6 * low[k] + 0.4 * high[k]) for k in range(5)}
    apex = taken.arch_apex_mm
    plan = np.array([[0.42 * length, apex[1]], [0.42 * length, -0.10 * length]])
    under = column(points, faces, plan)[:, 0]
    medial = points[:, 1] > (heads[0, 1] + heads[1, 1]) / 2
    second = ~medial & (points[:, 1] > (heads[1, 1] + heads[2, 1]) / 2)
    found |= {
        "pternion": tuple(points[points[:, 0].argmin()]),
        "heel_centre": tuple(taken.heel_centre_mm),
        "arch_apex": tuple(apex),
        "navicular": (*plan[0], under[0]),
        "cuboid": (*plan[1], under[1]),
        "hallux_tip": tuple(points[np.where(medial, points[:, 0], -1).argmax()]),
        "toe2_tip": tuple(points[np.where(second, points[:, 0], -1).argmax()]),
    }
    return {
        name: Landmark(x_mm=float(p[0]), y_mm=float(p[1]), z_mm=float(p[2]), sd_mm=0.0, source="given")
        for name, p in found.items()
    }


def _normals(points: FloatArray, faces: IntArray) -> FloatArray:
    """Return unit vertex normals (n, 3), area weighted."""
    corners = points[faces]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.column_stack(
        [np.bincount(faces.ravel(), np.repeat(face[:, k], 3), minlength=len(points)) for k in range(3)]
    )
    normal: FloatArray = total / np.linalg.norm(total, axis=1, keepdims=True)
    return normal
