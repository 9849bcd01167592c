"""Offset. one mesh through this kernel and its peers, interleaved -> time, memory and error of each.

`python -m benchmarks.offset [MESH.stl DISTANCE CELL [RUNS]]`. Each run is a process of its own; a peer that is not
installed is left out. OpenVDB comes from Debian's python3-openvdb and is run by /usr/bin/python3.
Errors are measured by libigl, which shares no code with the kernel.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.mesh import welded

DEMO = Path(__file__).resolve().parents[1] / "scans" / "right_normal.stl"
_FRAME = """
import json, resource, sys, time
import numpy as np
mesh = np.load(sys.argv[1]); v, f, d, h = mesh["v"], mesh["f"], float(sys.argv[2]), float(sys.argv[3])
{imports}
wall, cpu = time.perf_counter(), time.process_time()
{body}
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
np.savez(sys.argv[4], v=np.asarray(V, dtype=float), f=np.asarray(F, dtype=np.int64))
print(json.dumps([wall, cpu, peak]))
"""
TOOLS = {
    "this kernel": (
        sys.executable,
        "from orthogen.kernel.mesh import Mesh\nfrom orthogen.kernel.offset import offset",
        "m = offset(Mesh(points_mm=v, faces=f), d, cell_mm=h).mesh; V, F = m.points_mm, m.faces",
    ),
    "OpenVDB": (
        "/usr/bin/python3",
        "try:\n    import openvdb as vdb\nexcept ImportError:\n    import pyopenvdb as vdb",
        "g = vdb.FloatGrid.createLevelSetFromPolygons(v.astype(np.float32), triangles=f.astype(np.uint32), "
        "transform=vdb.createLinearTransform(voxelSize=h), halfWidth=abs(d) / h + 2)\n"
        "V, T, Q = g.convertToPolygons(isovalue=d, adaptivity=0)\n"
        "F = np.concatenate([T, Q[:, [0, 1, 2]], Q[:, [0, 2, 3]]]).astype(np.int64)[:, ::-1]",
    ),
    "libigl": (
        sys.executable,
        "import igl",
        "V, F = igl.offset_surface(v, f, d, int(np.ptp(v, axis=0).max() / h), "
        "igl.SIGNED_DISTANCE_TYPE_FAST_WINDING_NUMBER)[:2]",
    ),
    "trimesh, along vertex normals": (
        sys.executable,
        "import trimesh",
        "m = trimesh.Trimesh(v, f, process=False); V, F = v + d * m.vertex_normals, f",
    ),
    "scikit-image, distance transform": (
        sys.executable,
        "import trimesh\nfrom scipy.ndimage import distance_transform_edt\nfrom skimage.measure import marching_cubes",
        "m = trimesh.Trimesh(v, f, process=False).voxelized(h).fill()\n"
        "pad = int(abs(d) / h) + 3; full = np.pad(m.matrix, pad)\n"
        "phi = distance_transform_edt(~full) * h - distance_transform_edt(full) * h\n"
        "V, F, _, _ = marching_cubes(phi, d); V = V * h + m.transform[:3, 3] - pad * h",
    ),
}


def run(tool: str, folder: str, mesh: Path, distance: float, cell: float) -> tuple[list[float], Path] | None:
    """Return wall and CPU seconds and peak MiB of one process, and its mesh; None if it does not run here."""
    python, imports, body = TOOLS[tool]
    out = Path(folder) / f"{tool}.npz"
    code = _FRAME.format(imports=imports, body=body)
    done = subprocess.run(
        [python, "-c", code, str(mesh), str(distance), str(cell), str(out)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{tool}: left out: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}")
        return None
    return json.loads(done.stdout.splitlines()[-1]), out


def errors(mesh: Path, made: Path, distance: float) -> str:
    """Return error and soundness of one result, in columns."""
    from orthogen.kernel.intersect import crossing_pairs
    from orthogen.kernel.mesh import Mesh, edges, triangle_height_mm

    try:
        import igl
    except ImportError:
        return "(libigl is not installed: no errors)"
    start, end = np.load(mesh), np.load(made)
    v, f = end["v"], np.ascontiguousarray(end["f"])

    def off(points):
        return np.abs(np.sqrt(igl.point_mesh_squared_distance(points, start["v"], start["f"])[0]) - abs(distance))

    centre, vertex = off(v[f].mean(1)), off(v)
    whole = Mesh(points_mm=v, faces=f[triangle_height_mm(Mesh(points_mm=v, faces=f)) > 0])
    uses = edges(whole).uses
    meets = len(crossing_pairs(whole, most=100_000))
    return (
        f"{np.sqrt(np.mean(centre**2)):7.4f} {np.quantile(centre, 0.999):7.4f} {centre.max():7.4f} "
        f"{np.quantile(vertex, 0.999):8.5f} {(uses == 1).sum():5d} {(uses > 2).sum():5d} {meets:6d}"
    )


def main() -> None:
    """Run and print the table."""
    given = sys.argv[1:]
    path, distance, cell = Path(given[0]) if given else DEMO, *(float(x) for x in (given[1:3] or (3.0, 0.5)))
    runs = int(given[3]) if len(given) > 3 else 2
    with tempfile.TemporaryDirectory() as folder:
        mesh = Path(folder) / "mesh.npz"
        start = welded(stl.triangles(path.read_bytes()).astype(float))
        np.savez(mesh, v=start.points_mm, f=start.faces)
        print(f"{path.name}: {len(start.faces)} faces, {distance:g} mm, cells of {cell:g} mm, {runs} runs, median")
        print(f"{'':34s} wall s  cpu s    MiB |  rms  p99.9    max (centroids)  vertex p99.9  open  >2  meet")
        timed: dict[str, list[list[float]]] = {}
        made: dict[str, Path] = {}
        for _ in range(runs):
            for tool in TOOLS:
                if done := run(tool, folder, mesh, distance, cell):
                    timed.setdefault(tool, []).append(done[0])
                    made[tool] = done[1]
        for tool, laps in timed.items():
            wall, cpu, peak = (statistics.median(lap[k] for lap in laps) for k in range(3))
            print(f"{tool:34s} {wall:6.2f} {cpu:6.2f} {peak:6.0f} | {errors(mesh, made[tool], distance)}", flush=True)


if __name__ == "__main__":
    main()
