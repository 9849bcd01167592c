"""Stages. a 200,000-face PLY through `orthogen build` -> whole-process time, memory and seconds per stage.

`python -m benchmarks.stages [RUNS]`; each run is a process of its own. Medians are printed, with the time trimesh needs
to load and save the same file in the same run as a yardstick for the machine.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray, IntArray

FACES = 200_000
DEMO = Path(__file__).resolve().parents[1] / "scans" / "right_normal.stl"
YARDSTICK = "import sys, trimesh; trimesh.load(sys.argv[1]).export(sys.argv[2])"


def dense_ply(path: Path) -> int:
    """Write the demo foot refined to about 200,000 faces as binary PLY; return the face count."""
    corners = stl.triangles(DEMO.read_bytes()).astype(float).reshape(-1, 3)
    points, index = np.unique(corners, axis=0, return_inverse=True)
    faces = index.reshape(-1, 3)
    while len(faces) < FACES:
        points, faces = _longest_edges_split(points, faces, FACES - len(faces))
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


def timed(command: list[str]) -> tuple[float, float, str]:
    """Return wall seconds, peak MB and standard output of one finished process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, said


def main() -> None:
    """Run and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "dense.ply"
        faces = dense_ply(scan)
        build = [sys.executable, "-m", "orthogen", "build", str(scan), "--profile", "overpronation", "--unit", "mm"]
        build += ["--out", folder, "--json"]
        load_save = [sys.executable, "-c", YARDSTICK, str(scan), str(Path(folder) / "out.stl")]
        helps, ours, theirs = [], [], []
        for _ in range(runs):
            helps.append(timed([sys.executable, "-m", "orthogen", "--help"])[0])
            ours.append(timed(build))
            theirs.append(timed(load_save)[0])
    wall, memory = statistics.median(r[0] for r in ours), statistics.median(r[1] for r in ours)
    print(f"{faces} faces, {runs} runs, median; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"orthogen --help          {statistics.median(helps):6.3f} s")
    print(f"orthogen build, process  {wall:6.2f} s  {memory:6.0f} MB")
    print(f"trimesh load + save      {statistics.median(theirs):6.2f} s  ratio {wall / statistics.median(theirs):.2f}")
    laps = [json.loads(said)["devices"][0]["timings_s"] for _, _, said in ours]
    for stage in laps[0]:
        print(f"  {stage:22s} {statistics.median(lap[stage] for lap in laps):6.3f} s")


if __name__ == "__main__":
    main()
