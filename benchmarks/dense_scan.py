"""Dense scan. the demo foot -> the same foot with hundreds of thousands of faces, as a binary PLY.

`python -m benchmarks.dense_scan OUT.ply FACES`
"""

import json
import sys
from pathlib import Path

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray, IntArray

DEMO = Path(__file__).resolve().parents[1] / "scans" / "right_normal.stl"


def dense_ply(path: Path, most_faces: int) -> int:
    """Write the demo foot refined to at most this many faces as binary PLY; return the face count."""
    corners = stl.triangles(DEMO.read_bytes()).astype(float).reshape(-1, 3)
    points, index = np.unique(corners, axis=0, return_inverse=True)
    faces = index.reshape(-1, 3)
    while len(faces) < most_faces:
        points, faces = _longest_edges_split(points, faces, most_faces - len(faces))
    head = (
        f"ply\nformat binary_little_endian 1.0\nelement vertex {len(points)}\nproperty float x\nproperty float y\n"
        f"property float z\nelement face {len(faces)}\nproperty list uchar int vertex_indices\nend_header\n"
    )
    rows = np.zeros(len(faces), dtype=[("n", "u1"), ("v", "<i4", 3)])
    rows["n"], rows["v"] = 3, faces
    path.write_bytes(head.encode() + points.astype("<f4").tobytes() + rows.tobytes())
    return len(faces)


def _longest_edges_split(points: FloatArray, faces: IntArray, budget: int) -> tuple[FloatArray, IntArray]:
    """Halve the longest edges at which no other edge of the same two faces is halved: stays conforming."""
    edges = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    unique, number = np.unique(edges, axis=0, return_inverse=True)
    number = number.reshape(-1, 3)
    length = np.linalg.norm(points[unique[:, 0]] - points[unique[:, 1]], axis=1)
    best = length[number].max(1)
    wanted = np.ones(len(unique), bool)
    np.logical_and.at(wanted, number.ravel(), (length[number] >= best[:, None]).ravel())
    chosen = np.flatnonzero(wanted)[np.argsort(-length[wanted], kind="stable")][: max(1, budget // 2)]
    middle = np.full(len(unique), -1)
    middle[chosen] = len(points) + np.arange(len(chosen))
    points = np.concatenate([points, points[unique[chosen]].mean(1)])
    split = middle[number]
    row, corner = np.nonzero(split >= 0)
    mid = split[row, corner]
    first, second, third = (faces[row, (corner + k) % 3] for k in range(3))
    whole = np.setdiff1d(np.arange(len(faces)), row)
    halves = [np.stack([first, mid, third], 1), np.stack([mid, second, third], 1)]
    return points, np.concatenate([faces[whole], *halves])


if __name__ == "__main__":
    print(json.dumps({"faces": dense_ply(Path(sys.argv[1]), int(sys.argv[2]))}))
