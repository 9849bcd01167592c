"""Feet. a name -> a closed mesh to measure with: the synthetic foot at a number of faces, the demo scan, a shared scan.

`python -m benchmarks.feet NAME OUT.npz` writes it and prints its faces; a process of its own, so that the memory of
whoever measures stays small. The synthetic foot is the skin of `scans.skin` 3 mm swollen, which closes the clefts
between the toes: there the skin touches itself, and a mesh that meets itself is no input to judge an offset by.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_min
from orthogen.kernel.intersect import crossing_pairs
from orthogen.kernel.mesh import Mesh, welded
from scans import skin
from scans.shape import FootShape

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "scans" / "adult_right_normal.stl"
_SWOLLEN_MM, _CUT_MM, _ROUND_MM = 3.0, 85.0, 2.0
_BOX_MM = (-15.0, -65.0, -9.0, 273.0, 65.0, 95.0)
_MADE = {5_000: (7.9, 0), 50_000: (2.62, 0), 125_000: (3.34, 1), 200_000: (2.62, 1), 500_000: (3.34, 2)}
_MOST_BOW_RATIO = 0.1


def synthetic(faces: int) -> Mesh:
    """Return the closed synthetic foot, cut off at the ankle, of about 5, 50, 125, 200 or 500 thousand faces.

    A level set on a lattice, then every edge halved, once or twice, on a curve that keeps the normals at its ends.
    """
    lattice_mm, halvings = _MADE[faces]
    made = _level_set(lattice_mm)
    for _ in range(halvings):
        made = _halved(made)
    if len(crossing_pairs(made, most=1)):
        raise AssertionError(f"the synthetic foot of {faces} faces meets itself: choose another lattice")
    return made


def scan(path: Path) -> Mesh:
    """Return the mesh of an STL file in mm."""
    return welded(stl.triangles(path.read_bytes()).astype(float))


MESHES: dict[str, Callable[[], Mesh]] = {
    **{f"foot{faces // 1000}": (lambda faces=faces: synthetic(faces)) for faces in _MADE},
    "demo": lambda: scan(ROOT / "scans" / "right_normal.stl"),
    "shared": lambda: scan(SHARED),
}


def _field(points: FloatArray) -> FloatArray:
    return smooth_min(skin.field(FootShape(), points) + _SWOLLEN_MM, _CUT_MM - points[:, 2], _ROUND_MM)


def _level_set(lattice_mm: float) -> Mesh:
    """Return a coarse mesh of the skin; the library asks for one value at a time, so a first pass notes the places."""
    from manifold3d import Manifold

    places: list[tuple[float, float, float]] = []

    def note(x: float, y: float, z: float) -> float:
        places.append((x, y, z))
        return -1.0

    Manifold.level_set(note, _BOX_MM, lattice_mm)
    values = iter(_field(np.array(places)).tolist())
    mesh = Manifold.level_set(lambda x, y, z: next(values), _BOX_MM, lattice_mm).to_mesh64()
    return Mesh(points_mm=np.array(mesh.vert_properties)[:, :3], faces=np.array(mesh.tri_verts, dtype=np.int64))


def _halved(mesh: Mesh) -> Mesh:
    """Return the mesh with each face in four; new points lie on cubics along the edges (Vlachos et al. 2001)."""
    points, faces = mesh.points_mm, mesh.faces
    sides = np.sort(np.stack([faces, np.roll(faces, -1, axis=1)], axis=2), axis=2).reshape(-1, 2)
    edges, which = np.unique(sides, axis=0, return_inverse=True)
    start, end = edges.T
    along, normal = points[end] - points[start], _normals(mesh)
    rise_start, rise_end = ((along * normal[at]).sum(1, keepdims=True) * normal[at] for at in (start, end))
    bow = (rise_end - rise_start) / 8
    most = _MOST_BOW_RATIO * np.linalg.norm(along, axis=1) / np.maximum(np.linalg.norm(bow, axis=1), 1e-12)
    middle = (points[start] + points[end]) / 2 + np.minimum(most, 1.0)[:, None] * bow
    a, b, c = faces.T
    ab, bc, ca = len(points) + which.reshape(-1, 3).T
    cut = [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    return Mesh(
        points_mm=np.concatenate([points, middle]), faces=np.concatenate([np.column_stack(corner) for corner in cut])
    )


def _normals(mesh: Mesh) -> FloatArray:
    """Return unit vertex normals (n, 3), area weighted."""
    area, corner = mesh.area_normals_mm2, mesh.faces.ravel()
    total = [np.bincount(corner, np.repeat(area[:, k], 3), minlength=len(mesh.points_mm)) for k in range(3)]
    normal: FloatArray = np.column_stack(total)
    return normal / np.linalg.norm(normal, axis=1, keepdims=True)


def main() -> None:
    """Write one mesh and say how many faces it has."""
    name, out = sys.argv[1:]
    mesh = MESHES[name]()
    np.savez(
        out, v=np.ascontiguousarray(mesh.points_mm, dtype=float), f=np.ascontiguousarray(mesh.faces, dtype=np.int64)
    )
    print(json.dumps({"faces": len(mesh.faces)}))


if __name__ == "__main__":
    main()
