"""Damage cuts. the skin of a foot, a plane -> what a crop leaves of it, open or closed flat as software does."""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.grid import covering
from orthogen.kernel.raster import lowest
from tests.damage import Skin

LOW_RATIO = 0.23
CELL_MM = 2.0


@dataclass(frozen=True)
class Loss:
    """What a crop took away, below 0.23 of the length: of the length, and of the area seen from above."""

    length_ratio: float
    plan_ratio: float


def cropped(skin: Skin, through: FloatArray, away: FloatArray, *, capped: bool = False, name: str = "cut") -> Skin:
    """Return the part of a mesh or cloud behind the plane through a point (3,) whose normal `away` (3,) leads out.

    Faces are cut exactly along the plane. capped: the cut is closed by flat faces welded to its rim.
    """
    normal = away / np.linalg.norm(away)
    out = np.einsum("nj,j->n", skin.points - through, normal)
    what = f"{name}{', capped' if capped else ''}"
    if len(skin.faces) == 0:
        return skin.told(skin.points[out <= 0], skin.faces, what)
    out = np.where(np.abs(out) < 1e-6, -1e-6, out)
    points, faces, rim = _clipped(skin, out)
    if capped and len(rim):
        faces = np.concatenate([faces, _cap(points, rim, normal)])
    left = Skin(points, faces).surface.of_faces(np.ones(len(faces), dtype=bool))
    return skin.told(left.points, left.faces, what)


def _clipped(skin: Skin, out: FloatArray) -> tuple[FloatArray, IntArray, IntArray]:
    """Return points, faces and the directed rim edges (k, 2) of the part with out < 0."""
    beyond = out[skin.faces] > 0
    count = beyond.sum(axis=1)
    one_out, two_out = skin.faces[count == 1], skin.faces[count == 2]
    odd_one, odd_two = np.argmax(beyond[count == 1], axis=1), np.argmin(beyond[count == 2], axis=1)
    a1, b1, c1 = (one_out[np.arange(len(one_out)), (odd_one + k) % 3] for k in range(3))
    a2, b2, c2 = (two_out[np.arange(len(two_out)), (odd_two + k) % 3] for k in range(3))
    ends = np.sort(np.concatenate([np.stack(e, 1) for e in ((a1, b1), (c1, a1), (a2, b2), (c2, a2))]), axis=1)
    edge, which = np.unique(ends, axis=0, return_inverse=True)
    share = (out[edge[:, 0]] / (out[edge[:, 0]] - out[edge[:, 1]]))[:, None]
    new = skin.points[edge[:, 0]] * (1 - share) + skin.points[edge[:, 1]] * share
    p1, q1, p2, q2 = np.split(which + len(skin.points), np.cumsum([len(a1), len(a1), len(a2)]))
    faces = np.concatenate([
        skin.faces[count == 0],
        np.stack([p1, b1, c1], 1), np.stack([p1, c1, q1], 1), np.stack([a2, p2, q2], 1),
    ])  # fmt: skip
    rim = np.concatenate([np.stack([q1, p1], 1), np.stack([p2, q2], 1)])
    return np.concatenate([skin.points, new]), faces, rim


def _cap(points: FloatArray, rim: IntArray, normal: FloatArray) -> IntArray:
    """Return faces (k, 3) that close the rim in its plane, looking along `normal`; open chains are closed straight."""
    from manifold3d import triangulate  # type: ignore[import-not-found]

    x = np.cross(normal, np.eye(3)[np.argmin(np.abs(normal))])
    plane = np.stack([x, np.cross(normal, x)]) / np.linalg.norm(x)
    chains = [chain for chain in _chains(rim) if len(chain) > 2]
    rings = [np.einsum("ij,nj->ni", plane, points[chain]) for chain in chains]
    numbers = np.concatenate(chains)
    made = np.asarray(triangulate(rings), dtype=np.int64)
    return numbers[made]


def _chains(rim: IntArray) -> list[IntArray]:
    """Return the rim as chains of points, each against its faces, so that a cap takes it the right way round."""
    after = {int(b): int(a) for a, b in rim}
    starts = [p for p in after if p not in set(after.values())]
    chains = []
    while after:
        point = starts.pop() if starts else next(iter(after))
        chain = [point]
        while point in after:
            point = after.pop(point)
            chain.append(point)
        chains.append(np.array(chain[:-1] if chain[-1] == chain[0] else chain))
    return chains


def plane(
    length_mm: float, where: str, *, at: float, yaw_deg: float = 0.0, lean_deg: float = 0.0
) -> tuple[FloatArray, FloatArray]:
    """Return (through, away) of a crop: where = toes, heel, medial or lateral.

    at: where the plane crosses, in foot lengths from heel or axis. yaw turns it about the vertical, lean tips it over.
    """
    heading = np.radians(yaw_deg + {"toes": 0, "heel": 180, "medial": 90, "lateral": -90}[where])
    lean = np.radians(lean_deg)
    away = np.array([np.cos(heading) * np.cos(lean), np.sin(heading) * np.cos(lean), np.sin(lean)])
    along = where in ("toes", "heel")
    return length_mm * np.array([at if along else 0.45, 0.0 if along else at, 0.06]), away


def loss(before: Skin, after: Skin, length_mm: float) -> Loss:
    """Return what is missing of `before`, a mesh of a foot in its true frame, in `after`."""
    corners = [skin.points[skin.faces] for skin in (before, after)]
    low, left = (part[part[:, :, 2].min(axis=1) < LOW_RATIO * length_mm] for part in corners)
    if len(left) == 0:
        return Loss(1.0, 1.0)
    grid = covering(low[:, :, 0], low[:, :, 1], step_mm=CELL_MM, margin_mm=CELL_MM)
    cells, rest = (np.count_nonzero(np.isfinite(lowest(part, grid))) for part in (low, left))
    return Loss(float(1 - np.ptp(left[:, :, 0]) / np.ptp(low[:, :, 0])), float(1 - rest / cells))


def low_part(skin: Skin, height_mm: float) -> Skin:
    """Return only the skin of the sole, cut level at this height."""
    up = np.array([0.0, 0.0, 1.0])
    return cropped(skin, height_mm * up, up, name=f"sole to {height_mm:.0f} mm")
