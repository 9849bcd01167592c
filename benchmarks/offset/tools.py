"""Tools. tool, mesh, distance, cell -> one run in a process of its own: seconds, memory, and the mesh it made.

The clock runs from arrays in memory to arrays in memory: no start, no import, no file. All cores are free to all.
"""

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.processes import ran

OURS, OPENVDB, LIBIGL, TRIMESH = "this kernel", "OpenVDB", "libigl", "trimesh, along vertex normals"
SKIMAGE, MANIFOLD = "scikit-image, distance transform", "manifold3d, Minkowski sum"
_FRAME = """
import hashlib, json, resource, sys, time
import numpy as np
mesh = np.load(sys.argv[1]); v, f, d, h = mesh["v"], mesh["f"], float(sys.argv[2]), float(sys.argv[3])
threads = int(sys.argv[5])
def peak():  # of this process alone: ru_maxrss may begin with that of its parent
    if sys.platform == "linux":
        line = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
{imports}
before, more = peak(), {{}}
wall, cpu = time.perf_counter(), time.process_time()
{body}
wall, cpu, most = time.perf_counter() - wall, time.process_time() - cpu, peak()
V, F = np.ascontiguousarray(V, dtype=float), np.ascontiguousarray(F, dtype=np.int64)
area = np.linalg.norm(np.cross(V[F[:, 1]] - V[F[:, 0]], V[F[:, 2]] - V[F[:, 0]]), axis=1).sum() / 2
np.savez(sys.argv[4], v=V, f=F)
print(json.dumps(dict(more, wall_s=wall, cpu_s=cpu, peak_mib=most, before_mib=before, faces=len(F), area_mm2=area,
                      sha256=hashlib.sha256(V.tobytes() + F.tobytes()).hexdigest())))
"""
_TOOLS = {
    OURS: (
        sys.executable,
        "from orthogen.kernel.mesh import Mesh\nfrom orthogen.kernel.offset import offset",
        "m = offset(Mesh(points_mm=v, faces=f), d, cell_mm=h, threads=threads); V, F = m.mesh.points_mm, m.mesh.faces\n"
        "more = dict(crease_vertices=m.crease_vertices, moved_vertices=m.moved_vertices)",
    ),
    OPENVDB: (
        "/usr/bin/python3",
        "try:\n    import openvdb as vdb\nexcept ImportError:\n    import pyopenvdb as vdb",
        "g = vdb.FloatGrid.createLevelSetFromPolygons(v.astype(np.float32), triangles=f.astype(np.uint32), "
        "transform=vdb.createLinearTransform(voxelSize=h), halfWidth=abs(d) / h + 2)\n"
        "V, T, Q = g.convertToPolygons(isovalue=d, adaptivity=0)\n"
        "F = np.concatenate([T, Q[:, [0, 1, 2]], Q[:, [0, 2, 3]]]).astype(np.int64)[:, ::-1]",
    ),
    LIBIGL: (
        sys.executable,
        "import igl",
        "V, F = igl.offset_surface(v, f, d, int(np.ptp(v, axis=0).max() / h), "
        "igl.SIGNED_DISTANCE_TYPE_FAST_WINDING_NUMBER)[:2]",
    ),
    SKIMAGE: (
        sys.executable,
        "import trimesh\nfrom scipy.ndimage import distance_transform_edt\nfrom skimage.measure import marching_cubes",
        "m = trimesh.Trimesh(v, f, process=False).voxelized(h).fill()\n"
        "pad = int(abs(d) / h) + 3; full = np.pad(m.matrix, pad)\n"
        "phi = distance_transform_edt(~full) * h - distance_transform_edt(full) * h\n"
        "V, F, _, _ = marching_cubes(phi, d); V = V * h + m.transform[:3, 3] - pad * h; F = F[:, ::-1]",
    ),
    TRIMESH: (
        sys.executable,
        "import trimesh",
        "m = trimesh.Trimesh(v, f, process=False); V, F = v + d * m.vertex_normals, f",
    ),
    MANIFOLD: (
        sys.executable,
        "from manifold3d import Manifold, Mesh64",
        "m = Manifold(Mesh64(v, f.astype(np.uint64))).minkowski_sum(Manifold.sphere(d, 16)).to_mesh64()\n"
        "V, F = np.array(m.vert_properties)[:, :3], np.array(m.tri_verts)",
    ),
}
EVERY = (OURS, OPENVDB, LIBIGL, SKIMAGE, TRIMESH)


def lap(tool: str, mesh: Path, out: Path, *, distance_mm: float, cell_mm: float, threads: int = 0) -> dict[str, Any]:
    """Return wall_s, cpu_s, peak_mib, before_mib, faces, area_mm2 and sha256 of one run; raises Failed."""
    python, imports, body = _TOOLS[tool]
    code = _FRAME.format(imports=imports, body=body)
    numbers = [str(mesh), str(distance_mm), str(cell_mm), str(out), str(threads)]
    result: dict[str, Any] = json.loads(ran([python, "-c", code, *numbers]).said.splitlines()[-1])
    return result
