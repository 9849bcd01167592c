"""Damage. the skin of a foot in its true frame, mm -> the same as a bad scan shows it; every fault by a seeded chance.

Here: what scanners and software do to a mesh. Cuts are in tests/damage_cuts.py, other kinds of scan in
tests/damage_kinds.py, feet to damage in tests/damage_feet.py, a fixed mix of all in tests/damage_mix.py.
"""

from dataclasses import dataclass, replace

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.frame import moved

WAVES = 48


@dataclass(frozen=True)
class Skin:
    """points (n, 3), faces (m, 3) wound outward (none: a cloud), and what was done to them, in order."""

    points: FloatArray
    faces: IntArray
    done: tuple[str, ...] = ()

    @property
    def surface(self) -> Surface:
        """The same as anatomy holds it."""
        return Surface(self.points, self.faces)

    def told(self, points: FloatArray, faces: IntArray, what: str) -> "Skin":
        """Return other points and faces with one more line of history."""
        return Skin(points, faces, (*self.done, what))

    def of_faces(self, keep: BoolArray, what: str) -> "Skin":
        """Return only the faces marked in `keep` (m,)."""
        rest = self.surface.of_faces(keep)
        return self.told(rest.points, rest.faces, what)


def joined(*skins: Skin) -> Skin:
    """Return several skins as one file, not connected; the history is that of the first."""
    start = np.cumsum([0, *(len(skin.points) for skin in skins[:-1])])
    faces = np.concatenate([skin.faces + k for skin, k in zip(skins, start, strict=True)])
    return replace(skins[0], points=np.concatenate([skin.points for skin in skins]), faces=faces)


def placed(skin: Skin, frame: FloatArray) -> Skin:
    """Return the skin in another frame; a mirroring one turns the faces, so that outside stays outside."""
    mirrored = np.linalg.det(frame[:3, :3]) < 0
    return replace(skin, points=moved(frame, skin.points), faces=skin.faces[:, ::-1] if mirrored else skin.faces)


def pose(rng: np.random.Generator, *, tilt_deg: float | None = None) -> FloatArray:
    """Return a rigid 4×4: any turn, or any heading tilted by at most `tilt_deg`; shifted by up to 300 mm."""
    if tilt_deg is None:
        turn, upper = np.linalg.qr(rng.standard_normal((3, 3)))
        turn = turn * np.sign(np.diag(upper))
        turn[:, 0] *= np.linalg.det(turn)
    else:
        axis, lean, heading = rng.uniform(0, 2 * np.pi), np.radians(rng.uniform(0, tilt_deg)), rng.uniform(0, 2 * np.pi)
        turn = _about_z(axis) @ np.array(_about_y(lean)) @ _about_z(heading - axis)
    frame = np.eye(4)
    frame[:3, :3] = turn
    frame[:3, 3] = rng.uniform(-300, 300, 3)
    return frame


def _about_z(angle: float) -> FloatArray:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def _about_y(angle: float) -> FloatArray:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def vertex_normals(skin: Skin) -> FloatArray:
    """Return unit normals (n, 3), area weighted; (0, 0, 1) where no face says."""
    surface = skin.surface
    weighted = np.repeat(surface.normals * surface.areas[:, None], 3, axis=0)
    total = np.stack([np.bincount(skin.faces.ravel(), weighted[:, k], len(skin.points)) for k in range(3)], axis=1)
    size = np.linalg.norm(total, axis=1, keepdims=True)
    return np.where(size > 0, total / np.where(size > 0, size, 1.0), [0.0, 0.0, 1.0])


def noisy(skin: Skin, rng: np.random.Generator, *, sd_mm: float, wave_mm: float = 0.0) -> Skin:
    """Return the skin with noise along its normals: white, or waves of about `wave_mm` (random Fourier features)."""
    if wave_mm:
        waves = rng.standard_normal((WAVES, 3)) / wave_mm * np.pi
        phase = np.einsum("nj,kj->nk", skin.points, waves) + rng.uniform(0, 2 * np.pi, WAVES)
        value = np.sqrt(2 / WAVES) * np.cos(phase).sum(axis=1)
    else:
        value = rng.standard_normal(len(skin.points))
    along = vertex_normals(skin) if len(skin.faces) else rng.standard_normal((len(skin.points), 3)) / np.sqrt(3)
    what = f"noise {sd_mm:.2f} mm" + (f" in waves of {wave_mm:.0f} mm" if wave_mm else "")
    return skin.told(skin.points + sd_mm * value[:, None] * along, skin.faces, what)


def holed(skin: Skin, rng: np.random.Generator, *, at: FloatArray, radius_mm: float, name: str) -> Skin:
    """Return the skin without a ragged patch about the vertex nearest to `at` (3,)."""
    centre = skin.points[np.argmin(((skin.points - at) ** 2).sum(axis=1))]
    away = np.linalg.norm(skin.points - centre, axis=1) * rng.uniform(0.85, 1.15, len(skin.points))
    gone = (away < radius_mm)[skin.faces].any(axis=1)
    return skin.of_faces(~gone, f"hole of {radius_mm:.0f} mm radius {name}")


def hole_places(length_mm: float) -> dict[str, FloatArray]:
    """Return where scanners miss skin, by name: points (3,) in the foot frame."""
    places = {
        "at the back of the heel": (-0.02, 0.0, 0.10), "under the arch": (0.45, 0.05, 0.04),
        "between the first toes": (0.93, 0.055, 0.04), "between the last toes": (0.84, -0.10, 0.03),
        "under the heel": (0.13, 0.0, 0.0), "beside the ball": (0.66, -0.25, 0.05),
    }  # fmt: skip
    return {name: length_mm * np.array(at) for name, at in places.items()}


def decimated(skin: Skin, faces: int) -> Skin:
    """Return about `faces` faces: quadric collapse where the mesh allows it, as scan software thins meshes."""
    import open3d as o3d  # type: ignore[import-untyped]

    mesh = o3d.geometry.TriangleMesh(
        o3d.utility.Vector3dVector(skin.points), o3d.utility.Vector3iVector(skin.faces.astype(np.int32))
    )
    thin = mesh.simplify_quadric_decimation(faces)
    return skin.told(np.asarray(thin.vertices), np.asarray(thin.triangles, dtype=np.int64), f"{faces} faces")


def clustered(skin: Skin, cell_mm: float) -> Skin:
    """Return the mesh with all vertices of a cubic cell drawn together: the crude way to thin."""
    _, which = np.unique(np.floor(skin.points / cell_mm).astype(np.int64), axis=0, return_inverse=True)
    count = np.bincount(which)
    points = np.stack([np.bincount(which, skin.points[:, k]) / count for k in range(3)], axis=1)
    faces = which[skin.faces]
    whole = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return Skin(points, faces, skin.done).of_faces(
        np.isin(np.arange(len(faces)), np.flatnonzero(whole)), f"clusters of {cell_mm:.0f} mm"
    )


def refined(skin: Skin, at_least: int) -> Skin:
    """Return the mesh with every face cut into four at its midpoints until it has `at_least` faces."""
    points, faces = skin.points, skin.faces
    while len(faces) < at_least:
        ends = np.sort(np.stack([faces, np.roll(faces, -1, axis=1)], axis=2), axis=2).reshape(-1, 2)
        _, first, which = np.unique(ends[:, 0] * len(points) + ends[:, 1], return_index=True, return_inverse=True)
        middle = which.reshape(-1, 3) + len(points)
        points = np.concatenate([points, points[ends[first]].mean(axis=1)])
        (a, b, c), (p, q, r) = faces.T, middle.T
        faces = np.stack([a, p, r, p, b, q, r, q, c, p, q, r], axis=1).reshape(-1, 3)
    return skin.told(points, faces, f"refined to {len(faces)} faces")


def rewound(skin: Skin, rng: np.random.Generator, *, share: float) -> Skin:
    """Return the mesh with this share of its faces turned: 1 is inside out."""
    turned = rng.random(len(skin.faces)) < share
    return skin.told(skin.points, np.where(turned[:, None], skin.faces[:, ::-1], skin.faces), f"{share:.0%} turned")


def doubled(skin: Skin, rng: np.random.Generator, *, share: float) -> Skin:
    """Return the mesh with some faces listed twice, and some that have no area."""
    again = skin.faces[rng.random(len(skin.faces)) < share]
    flat = again[: len(again) // 2, [0, 1, 1]]
    return skin.told(skin.points, np.concatenate([skin.faces, again, flat]), f"{share:.1%} of faces twice")


def spiked(skin: Skin, rng: np.random.Generator, *, count: int, most_mm: float) -> Skin:
    """Return the mesh with `count` vertices drawn out by up to `most_mm`."""
    where = rng.choice(len(skin.points), count, replace=False)
    points = skin.points.copy()
    points[where] += rng.uniform(0.3, 1, (count, 1)) * most_mm * vertex_normals(skin)[where]
    return skin.told(points, skin.faces, f"{count} spikes to {most_mm:.0f} mm")


def islands(skin: Skin, rng: np.random.Generator, *, count: int) -> Skin:
    """Return the mesh with loose crumbs of 2–8 mm around it."""
    crumbs = [skin]
    low, high = skin.points.min(axis=0) - 30, skin.points.max(axis=0) + 30
    octahedron = np.array([[1, 0, 0], [0, 1, 0], [-1, 0, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1.0]])
    faces = np.array([[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4], [1, 0, 5], [2, 1, 5], [3, 2, 5], [0, 3, 5]])
    for _ in range(count):
        crumbs.append(Skin(rng.uniform(low, high) + rng.uniform(2, 8) * octahedron, faces))
    whole = joined(*crumbs)
    return skin.told(whole.points, whole.faces, f"{count} islands")


def double_walled(skin: Skin, gap_mm: float) -> Skin:
    """Return the skin with an inner copy `gap_mm` below it, joined along the open edges: a scan given thickness."""
    count = len(skin.points)
    inner = skin.points - gap_mm * vertex_normals(skin)
    start, end = skin.faces.ravel(), np.roll(skin.faces, -1, axis=1).ravel()
    open_edge = ~np.isin(start * count + end, end * count + start)
    a, b = start[open_edge], end[open_edge]
    bridge = np.concatenate([np.stack([b, a, a + count], axis=1), np.stack([b, a + count, b + count], axis=1)])
    faces = np.concatenate([skin.faces, skin.faces[:, ::-1] + count, bridge])
    return skin.told(np.concatenate([skin.points, inner]), faces, f"double wall of {gap_mm:.1f} mm")
