"""Register. two surfaces of one thing, as points with normals -> the rigid motion that lays one on the other."""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed, moved, rotated
from orthogen.kernel.mesh import Mesh
from orthogen.kernel.neighbours import PointTree

_COARSE, _FINE = 1500, 12_000  # points that are laid on the other surface
_ROUNDS = (25, 30)
_STILL = 1e-5
_FACING = 0.5


@dataclass(frozen=True, kw_only=True)
class Skin:
    """Points (n, 3) of a surface and their unit normals."""

    points: FloatArray
    normals: FloatArray


@dataclass(frozen=True, kw_only=True)
class Laid:
    """onto_from_moving (4, 4), rigid, and the root mean square of the gaps that are left along the normals."""

    onto_from_moving: FloatArray
    rms: float


def skin(mesh: Mesh, *, spacing: float) -> Skin:
    """Return points about `spacing` apart all over a mesh, in a fixed pattern; faces without area have none."""
    doubled = mesh.area_normals_mm2
    size = np.sqrt(np.einsum("ij,ij->i", doubled, doubled))
    kept = size > 1e-9
    corners, doubled, size = mesh.corners_mm[kept], doubled[kept], size[kept]
    count = np.clip(np.rint(0.5 * size / spacing**2), 1, 10_000).astype(int)
    face = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(face)) - np.repeat(np.cumsum(count) - count, count) + 1
    # a sequence that fills a triangle evenly however many points it gets: the R2 sequence, folded over (Roberts 2018)
    u, v = (number * 0.7548776662466927) % 1.0, (number * 0.5698402909980532) % 1.0
    single = count[face] == 1
    u, v = np.where(single, 1 / 3, u), np.where(single, 1 / 3, v)
    fold = u + v > 1.0
    u, v = np.where(fold, 1.0 - u, u)[:, None], np.where(fold, 1.0 - v, v)[:, None]
    a, b, c = (corners[face, k] for k in range(3))
    return Skin(points=a + u * (b - a) + v * (c - a), normals=(doubled / size[:, None])[face])


def laid_on(moving: Skin, onto: Skin) -> Laid:
    """Return the motion that lays one skin on another, from any pose: the best of the four ways their axes may agree.

    Iterative closest points, point to plane (Chen and Medioni 1992), from the principal axes; far points count less
    (Tukey's weight). Both need three different extents, as a device has.
    """
    tree = PointTree(onto.points)
    there, here = _axes(onto.points), _axes(moving.points)
    starts = [composed(there @ np.diag([*flip, 1.0]), np.linalg.inv(here)) for flip in _turns()]
    rough = [_followed(start, _thinned(moving, _COARSE), onto, tree, _ROUNDS[0]) for start in starts]
    best = min(rough, key=lambda one: one.rms)
    return _followed(best.onto_from_moving, _thinned(moving, _FINE), onto, tree, _ROUNDS[1])


def gaps(moving: Skin, onto: Skin, motion: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return places (k, 3) on `onto` and how far outside it the moving skin lies there (k,), where both face alike."""
    points = moved(motion, moving.points)
    nearest = PointTree(onto.points).nearest(points)[1][:, 0]
    facing = np.einsum("ij,ij->i", rotated(motion[:3, :3], moving.normals), onto.normals[nearest]) > _FACING
    at = nearest[facing]
    return onto.points[at], np.einsum("ij,ij->i", points[facing] - onto.points[at], onto.normals[at])


def _turns() -> tuple[tuple[float, float, float], ...]:
    return ((1.0, 1.0, 1.0), (1.0, -1.0, -1.0), (-1.0, 1.0, -1.0), (-1.0, -1.0, 1.0))


def _axes(points: FloatArray) -> FloatArray:
    """Return the frame (4, 4) of the principal axes, right-handed."""
    middle = points.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((points - middle).T))
    axes[:, 2] *= np.sign(np.linalg.det(axes))
    frame = np.eye(4)
    frame[:3, :3], frame[:3, 3] = axes, middle
    return frame


def _thinned(whole: Skin, most: int) -> Skin:
    step = max(1, len(whole.points) // most)
    return Skin(points=whole.points[::step], normals=whole.normals[::step])


def _followed(start: FloatArray, moving: Skin, onto: Skin, tree: PointTree, rounds: int) -> Laid:
    """Return where the steps of closest points lead from a start."""
    motion = start
    rms = np.inf
    for _ in range(rounds):
        points = moved(motion, moving.points)
        at = tree.nearest(points)[1][:, 0]
        normals = onto.normals[at]
        facing = np.einsum("ij,ij->i", rotated(motion[:3, :3], moving.normals), normals) > _FACING
        gap = np.einsum("ij,ij->i", onto.points[at] - points, normals)
        spread = 4.685 * 1.4826 * float(np.median(np.abs(gap[facing]))) + 1e-9 if facing.any() else 1e9
        weight = np.where(facing, np.clip(1.0 - (gap / spread) ** 2, 0.0, None) ** 2, 0.0)
        away = np.linalg.norm(onto.points[at] - points, axis=1)
        rms = float(np.sqrt(np.mean(away**2)))
        rows = np.hstack([np.cross(points, normals), normals])
        step = np.linalg.lstsq(rows * weight[:, None] ** 0.5, gap * weight**0.5, rcond=None)[0]
        motion = composed(_small(step), motion)
        if np.abs(step[:3]).max() * 200.0 + np.abs(step[3:]).max() < _STILL:
            break
    return Laid(onto_from_moving=motion, rms=rms)


def _small(step: FloatArray) -> FloatArray:
    """Return the rigid motion (4, 4) of a turn vector and a shift."""
    angle = float(np.linalg.norm(step[:3]))
    x, y, z = step[:3] / angle if angle > 0.0 else np.zeros(3)
    k = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    frame = np.eye(4)
    frame[:3, :3] += np.sin(angle) * k + (1.0 - np.cos(angle)) * (k @ k)
    frame[:3, 3] = step[3:]
    return frame
