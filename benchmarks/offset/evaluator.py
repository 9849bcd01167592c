"""Evaluator. input mesh, offset mesh, distance -> errors and soundness, by libigl and numpy; no code of the kernel.

`python -m benchmarks.offset.evaluator START.npz MADE.npz DISTANCE` prints them as JSON.
"""

import json
import sys
from typing import Any

import igl
import numpy as np
from igl.predicates import find_self_intersections
from numpy.typing import NDArray

Array = NDArray[Any]
Shape = tuple[Array, Array]
EXACT_MM = 0.001
_CREASE_DEG = 20.0
_SAMPLES = 100_000
_NEARER_MM = 1e-6
_SIDE_SAMPLES = 20_000


def nearest(points: Array, v: Array, f: Array) -> tuple[Array, Array]:
    """Return the distance (n,) of points from a mesh and the nearest places on it (n, 3)."""
    square, _, place = igl.point_mesh_squared_distance(np.ascontiguousarray(points), v, f)
    return np.sqrt(square), place


def errors(start: Shape, made: Shape, distance_mm: float) -> dict[str, Any]:
    """Return how far the output is from the true offset and the true offset from the output, in mm.

    Every vertex is asked, and about 100,000 each of face centroids and of true offset points: p + d·n of even samples
    p of the input, as far as nothing of the input is nearer to them than d and they lie on the side asked for.
    """
    (v, f), far = made, abs(distance_mm)
    centre = v[f[:: max(1, len(f) // _SAMPLES)]].mean(1)
    true = _offset_samples(*start, distance_mm)
    asked = nearest(np.concatenate([v, centre, true]), *start)[0]
    vertex, centroid, own = np.split(asked, [len(v), len(v) + len(centre)])
    vertex, centroid = np.abs(vertex - far), np.abs(centroid - far)
    here = _inside(true, start) == (distance_mm < 0)
    gap = nearest(true[here & (own > far - _NEARER_MM)], *made)[0]
    bad = np.flatnonzero(vertex > EXACT_MM)
    return {
        "vertex_max_mm": vertex.max(),
        "vertices": len(v),
        "vertices_off": len(bad),
        "vertices_off_smooth": len(bad) - int(_on_crease(bad, start, made).sum()),
        "centroid_rms_mm": np.sqrt(np.mean(centroid**2)),
        "centroid_p999_mm": np.quantile(centroid, 0.999),
        "centroid_max_mm": centroid.max(),
        "complete_rms_mm": np.sqrt(np.mean(gap**2)),
        "complete_max_mm": gap.max(),
        "wrong_side": int((_inside(v[:: max(1, len(v) // _SIDE_SAMPLES)], start) == (distance_mm > 0)).sum()),
    }


def _offset_samples(v: Array, f: Array, distance_mm: float) -> Array:
    """Return p + d·n of samples p spread evenly over the mesh, the same in every run (Roberts 2018)."""
    corner = v[f]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    area = np.linalg.norm(normal, axis=1)
    number = np.arange(_SAMPLES)
    face = np.searchsorted(np.cumsum(area) / area.sum(), (number + 0.5) / _SAMPLES)
    a, b = ((number * step) % 1.0 for step in (0.7548776662466927, 0.5698402909980532))
    a, b = np.where(a + b > 1, 1 - a, a), np.where(a + b > 1, 1 - b, b)
    place = np.einsum("kn,nkj->nj", np.stack([1 - a - b, a, b]), corner[face])
    samples: Array = place + distance_mm * normal[face] / area[face, None]
    return samples


def _on_crease(vertices: Array, start: Shape, made: Shape) -> Array:
    """Return for each vertex whether the true normals at its faces, away from the nearest place, differ by over 20°."""
    v, f = made
    mine = np.isin(f, vertices).any(1)
    centre = v[f[mine]].mean(1)
    away = centre - nearest(centre, *start)[1]
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    total = np.zeros((len(v), 3))
    np.add.at(total, f[mine], away[:, None, :])
    total /= np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    least = np.ones(len(v))
    np.minimum.at(least, f[mine], (total[f[mine]] * away[:, None, :]).sum(2))
    crease: Array = least[vertices] < np.cos(np.radians(_CREASE_DEG / 2))
    return crease


def _inside(points: Array, start: Shape) -> Array:
    """Return which points (n,) the input winds around."""
    inside: Array = igl.fast_winding_number(*start, np.ascontiguousarray(points)) > 0.5
    return inside


def welded(v: Array, f: Array) -> tuple[Array, Array, int]:
    """Return the mesh with points of equal place as one and without faces of no area, and how many faces that cost."""
    places, which = np.unique(v + 0.0, axis=0, return_inverse=True)
    joined = which.reshape(-1)[f]
    kept = (joined != np.roll(joined, -1, axis=1)).all(1)
    return places, np.ascontiguousarray(joined[kept]), int((~kept).sum())


def soundness(v: Array, f: Array) -> dict[str, Any]:
    """Return open and crowded edges of a welded mesh, and the pairs of its faces that meet, by exact predicates.

    Faces whose three points lie on one line have no plane to meet in: they count as flat and their edges as edges.
    """
    sides = np.sort(np.stack([f, np.roll(f, -1, axis=1)], axis=2), axis=2).reshape(-1, 2)
    uses = np.unique(sides[:, 0] * len(v) + sides[:, 1], return_counts=True)[1]
    flat = igl.doublearea(v, f) == 0
    return {
        "open_edges": int((uses == 1).sum()),
        "crowded_edges": int((uses > 2).sum()),
        "flat_faces": int(flat.sum()),
        "meeting_pairs_libigl": len(find_self_intersections(v, np.ascontiguousarray(f[~flat]), False)[1]),
    }


def _loaded(path: str) -> Shape:
    mesh = np.load(path)
    return np.ascontiguousarray(mesh["v"]), np.ascontiguousarray(mesh["f"])


def main() -> None:
    """Print all of it as one line of JSON; the welded mesh is left in the place of MADE for another counter."""
    start, made, distance = _loaded(sys.argv[1]), _loaded(sys.argv[2]), float(sys.argv[3])
    places, faces, collapsed = welded(*made)
    found = {**errors(start, made, distance), **soundness(places, faces)}
    found["flat_faces"] += collapsed
    np.savez(sys.argv[2], v=places, f=faces)
    print(json.dumps({name: float(x) if isinstance(x, np.floating) else x for name, x in found.items()}))


if __name__ == "__main__":
    main()
