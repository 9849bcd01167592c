"""Overlay. a surface, another seen in any pose -> the motion that lays it on, its scale and bend, what is left.

Iterated closest points, point to plane, with Huber weights (Chen & Medioni 1992), from many first poses.
"""

from collections.abc import Iterator

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.frame import composed, moved, screw
from orthogen.kernel.robust import huber_weights
from orthogen.kernel.skin import Skin
from orthogen.lazyclass import dataclass

_FACING = 0.5
_YAWS, _SHIFTS = 12, (-0.25, 0.0, 0.25)
_WHOLE_RATIO = 0.85
_ROUGH, _FINE, _ALL = (250, 10, 15.0), (1500, 25, 6.0), (6000, 30, 3.0)  # points, rounds, farthest mm
_BEST = 6
_STILL = 1e-4
_CAP_MM = 5.0
_LEAST_SPREAD_MM = 0.1
_SHAPES = 5


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """to_reference: the rigid 4×4. apart_mm: mean distance of the seen points from the reference, each 5 mm at most."""

    to_reference: FloatArray
    apart_mm: float


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a linear change of shape explains: the scale error, and the bend (k,) of places u, v over the length.

    bend_mm: of u², v² and uv, upwards; u, v run from −1 to 1 over length and width. left_mm: r.m.s. of what is left.
    facing_ratio: share of the seen points that face the reference within 3 mm.
    """

    scale_error_ratio: float
    bend_mm: FloatArray
    left_mm: float
    facing_ratio: float


def laid_on(reference: Skin, seen: Skin) -> Overlay:
    """Return the pose in which `seen`, all or part of the surface in any pose, lies best on `reference`."""
    rough = [_settled(reference, seen, start, *_ROUGH) for start in _starts(reference, seen)]
    rough.sort(key=lambda pose: _apart(reference, seen.thinned(500), pose))
    fine = [_settled(reference, seen, pose, *_FINE) for pose in rough[:_BEST]]
    best = min(fine, key=lambda pose: _apart(reference, seen.thinned(2000), pose))
    last = _settled(reference, seen, best, *_ALL)
    return Overlay(to_reference=last, apart_mm=_apart(reference, seen.thinned(4000), last))


def shape_of(reference: Skin, laid: Skin) -> Shape:
    """Return the scale and the bend by which a laid-on surface differs from the reference, and what that leaves.

    Least squares of turn, shift, scale and the bends u², v², uv along z to the gaps (linear elasticity without
    forces), repeated as the surface is brought back.
    """
    points, found = laid.points, np.zeros(10)
    for _ in range(_SHAPES):
        place, normal, gap, facing = _gaps(reference, Skin(points, laid.normals), 3.0)
        columns = _columns(reference, place)
        change = _solved(np.einsum("nkj,nj->nk", columns, normal), gap)
        points = points - np.einsum("nkj,k->nj", _columns(reference, points), change)
        found += change
    _, _, gap, facing = _gaps(reference, Skin(points, laid.normals), 3.0)
    return Shape(
        scale_error_ratio=float(found[6]), bend_mm=found[7:], facing_ratio=float(facing.mean()),
        left_mm=float(np.sqrt(np.mean(gap**2))) if len(gap) else float("inf"),
    )  # fmt: skip


def bent_mm(reference: Skin, bend_mm: FloatArray) -> float:
    """Return how far the highest place of a bend stands above the lowest, over the reference."""
    u, v = _across(reference, reference.points)
    return float(np.ptp(bend_mm[0] * u**2 + bend_mm[1] * v**2 + bend_mm[2] * u * v))


def departures(reference: Skin, laid: Skin, *, most: int = 24, within: float = 3.0, beside: float = 1.5) -> FloatArray:
    """Return how far the laid-on surface stands outside the reference at each of its points (n,), mm; NaN unseen.

    The mean over the seen points less than `beside` from the normal there that face the same way.
    """
    number = laid.tree.nearest(reference.points, most=most, within=within)[1]
    known = number < len(laid.points)
    number = np.where(known, number, 0)
    offset = laid.points[number] - reference.points[:, None]
    gap = np.einsum("nkj,nj->nk", offset, reference.normals)
    aside = np.einsum("nkj,nkj->nk", offset, offset) - gap**2
    facing = np.einsum("nkj,nj->nk", laid.normals[number], reference.normals) > _FACING
    used = known & facing & (aside < beside**2)
    count = used.sum(axis=1)
    mean: FloatArray = np.where(used, gap, 0.0).sum(axis=1) / np.maximum(count, 1)
    return np.where(count > 0, mean, np.nan)


def extents_mm(skin: Skin) -> FloatArray:
    """Return how far the points spread along their principal axes (3,), the longest first."""
    spread: FloatArray = np.ptp(skin.points @ _axes(skin), axis=0)
    return spread


def _starts(reference: Skin, seen: Skin) -> Iterator[FloatArray]:
    """Yield poses that lay the seen plate flat on the reference: both faces, twelve turns; of a part three places."""
    own, its = _axes(reference), _axes(seen)
    middle, centre = reference.points.mean(axis=0), seen.points.mean(axis=0)
    long_mm, seen_mm = extents_mm(reference)[0], extents_mm(seen)[0]
    shifts = (0.0,) if seen_mm > _WHOLE_RATIO * long_mm else _SHIFTS
    for flip in (1.0, -1.0):
        for yaw in 2.0 * np.pi / _YAWS * np.arange(_YAWS):
            c, s = np.cos(yaw), np.sin(yaw)
            turn = own @ np.array([[c, -s * flip, 0.0], [s, c * flip, 0.0], [0.0, 0.0, flip]]) @ its.T
            for share in shifts:
                pose = np.eye(4)
                pose[:3, :3] = turn
                pose[:3, 3] = middle + share * long_mm * own[:, 0] - turn @ centre
                yield pose


def _axes(skin: Skin) -> FloatArray:
    """Return the principal axes as columns (3, 3), the longest first, right-handed."""
    apart = skin.points - skin.points.mean(axis=0)
    axes: FloatArray = np.linalg.eigh(apart.T @ apart)[1][:, ::-1].copy()
    axes[:, 2] *= np.sign(np.linalg.det(axes))
    return axes


def _settled(reference: Skin, seen: Skin, start: FloatArray, used: int, rounds: int, farthest_mm: float) -> FloatArray:
    """Return the pose in which the iteration from `start` comes to rest."""
    pose, few = start, seen.thinned(used)
    centre = reference.points.mean(axis=0)
    for number in range(rounds):
        within = farthest_mm if number < rounds // 2 else max(3.0, farthest_mm / 2)
        place, normal, gap, _ = _gaps(reference, few.in_frame(pose), within)
        arm = place - centre
        step = -_solved(np.hstack([np.cross(arm, normal), normal]), gap)
        pose = composed(screw(step, about=centre), pose)
        if np.abs(step[3:]).max() < _STILL and np.abs(step[:3]).max() < 0.01 * _STILL:
            break
    return pose


def _gaps(reference: Skin, laid: Skin, within: float) -> tuple[FloatArray, FloatArray, FloatArray, BoolArray]:
    """Return place, normal of the reference and signed gap of the points that face it, and which do (n,)."""
    number = reference.tree.nearest(laid.points, within=within)[1][:, 0]
    known = number < len(reference.points)
    number = np.where(known, number, 0)
    normal = reference.normals[number]
    facing = known & (np.einsum("ij,ij->i", laid.normals, normal) > _FACING)
    gap: FloatArray = np.einsum("ij,ij->i", laid.points - reference.points[number], normal)
    return laid.points[facing], normal[facing], gap[facing], facing


def _solved(columns: FloatArray, gap: FloatArray) -> FloatArray:
    """Return the parameters (k,) whose columns (n, k) explain the gaps (n,) best, far ones pulling less (Huber)."""
    if len(gap) == 0:
        return np.zeros(columns.shape[1])
    weight = huber_weights(gap, least=_LEAST_SPREAD_MM)
    size = np.sqrt((columns**2).mean(axis=0)) + 1e-12
    scaled = columns / size
    matrix = np.einsum("ni,nj->ij", scaled * weight[:, None], scaled)
    right = np.einsum("ni,n->i", scaled, weight * gap)
    solution: FloatArray = np.linalg.solve(matrix + 1e-6 * len(gap) * np.eye(len(size)), right) / size
    return solution


def _apart(reference: Skin, seen: Skin, pose: FloatArray) -> float:
    away = reference.tree.nearest(moved(pose, seen.points), within=_CAP_MM)[0][:, 0]
    return float(np.minimum(away, _CAP_MM).mean())


def _across(reference: Skin, points: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the places u, v of points over the reference's box, −1 to 1."""
    low, high = reference.points.min(axis=0), reference.points.max(axis=0)
    place = (2.0 * points - low - high) / (high - low)
    return place[:, 0], place[:, 1]


def _columns(reference: Skin, points: FloatArray) -> FloatArray:
    """Return the movement (n, 10, 3) of points by each parameter: turn, shift, scale, bends u², v², uv along z."""
    arm = points - reference.points.mean(axis=0)
    u, v = _across(reference, points)
    columns = np.zeros((len(points), 10, 3))
    for axis in range(3):
        columns[:, axis] = np.cross(np.eye(3)[axis], arm)
        columns[:, 3 + axis, axis] = 1.0
    columns[:, 6] = arm
    columns[:, 7:, 2] = np.stack([u**2, v**2, u * v], axis=1)
    return columns
