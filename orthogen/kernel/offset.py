"""Offset. closed mesh, distance -> the surface at that distance from it, closed, without self-intersection.

The surface is sampled by dual marching cubes on a lattice of `cell_mm` and every vertex is then put at the distance
exactly, 0.001 mm at most beside it; sharp valleys of the offset keep their crease (docs/offset.md).
"""

import numpy as np

from orthogen.errors import OffsetFailed
from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.mesh import Mesh
from orthogen.lazyclass import dataclass

CELL_MM = 0.5
_MOST_BLOCKS = 2.0**25
_MOST_VERTICES = 2.0**26
_FARTHEST_MM = 1e6
_FLOAT_STEPS = 1e-3
"""Of a cell: how far apart the floats may stand in which the vertices are handed out."""


@dataclass(frozen=True, kw_only=True)
class Offset:
    """An offset surface and what was done to it.

    Its points are floats of 32 bits, so that a file holds them as they are, and is as sound as the mesh.
    crease_vertices: those put onto a sharp valley. moved_vertices: those that had to leave the exact surface, by less
    than a cell, so that no two faces meet; none on any part tried so far.
    """

    mesh: Mesh
    crease_vertices: int
    moved_vertices: int


def offset(mesh: Mesh, distance_mm: float, *, cell_mm: float | None = None, threads: int = 0) -> Offset:
    """Return the surface at distance_mm from a closed mesh: outside it for a positive distance, inside for a negative.

    cell_mm: pitch of the lattice, at most |distance_mm|; by default 0.5 mm or the distance if that is less. A feature
    finer than a cell may be lost. Where the part is thinner than twice an inward distance, it disappears.
    threads: 0 for all cores; the result is the same for any number.
    Raises OffsetFailed where the mesh is not finite, closed, oriented outwards and free of faces without area, where
    the numbers make no sense, and where an inward offset leaves nothing.
    """
    cell = min(CELL_MM, abs(distance_mm)) if cell_mm is None else cell_mm
    _check_numbers(distance_mm, cell)
    points, faces = demand_mesh(mesh)
    _check_size(points, _check_closed(points, faces, threads), distance_mm, cell)
    _check_floats(points, distance_mm, cell)
    out_points, out_faces, creases, moved, meets = _native.offset(points, faces, distance_mm, cell, threads)
    if len(out_faces) == 0:
        raise OffsetFailed(
            f"nothing is left {-distance_mm:g} mm inside the part: no place of it is that far from its surface",
            "ask for a smaller distance",
        )
    if meets:
        raise OffsetFailed(
            f"faces of the offset still meet at a cell of {cell:g} mm", f"ask for a smaller cell, e.g. {cell / 2:g} mm"
        )
    return Offset(mesh=Mesh(points_mm=out_points, faces=out_faces), crease_vertices=creases, moved_vertices=moved)


def _check_numbers(distance_mm: float, cell_mm: float) -> None:
    if not np.isfinite(distance_mm) or distance_mm == 0:
        raise OffsetFailed(f"a distance of {distance_mm:g} mm gives no offset", "ask for one that is not 0, in mm")
    if not np.isfinite(cell_mm) or not 0 < cell_mm <= abs(distance_mm):
        raise OffsetFailed(
            f"a cell of {cell_mm:g} mm does not fit a distance of {distance_mm:g} mm",
            f"ask for a cell above 0 and at most {abs(distance_mm):g} mm",
        )


def demand_mesh(mesh: Mesh) -> tuple[FloatArray, IntArray]:
    """Return points and faces as the native kernel takes them; raises OffsetFailed unless they make a finite mesh."""
    points = np.ascontiguousarray(mesh.points_mm, dtype=np.float64)
    faces = np.ascontiguousarray(mesh.faces, dtype=np.int64)
    if points.ndim != 2 or points.shape[1:] != (3,) or faces.ndim != 2 or faces.shape[1:] != (3,) or len(faces) == 0:
        raise OffsetFailed(
            f"points of shape {points.shape} and faces of shape {faces.shape} are no mesh", "give (n, 3) of both, n > 0"
        )
    if len(faces) >= 2**31 or len(points) >= 2**31:
        raise OffsetFailed(f"{len(faces)} faces are more than can be numbered", "reduce the mesh")
    first, last = faces.min(), faces.max()
    if first < 0 or last >= len(points):
        raise OffsetFailed(f"faces name points {first} to {last}, but there are {len(points)}", "export the mesh again")
    if not (points.min() >= -_FARTHEST_MM and points.max() <= _FARTHEST_MM):  # a NaN makes both extremes NaN
        wild = ~(np.abs(points) <= _FARTHEST_MM).all(1)
        raise OffsetFailed(
            f"{wild.sum()} points are not finite or farther than 1 km away", "check the unit of the file"
        )
    return points, faces


def _check_floats(points: FloatArray, distance_mm: float, cell_mm: float) -> None:
    """Refuse a part so far away that the floats of a file could not hold its offset."""
    farthest = float(np.abs(points).max()) + max(distance_mm, 0.0)
    step = float(np.spacing(np.float32(min(farthest, _FARTHEST_MM))))
    if step > _FLOAT_STEPS * cell_mm:
        raise OffsetFailed(
            f"the part lies up to {farthest:.4g} mm from the origin: there a file's floats stand {step:.2g} mm apart",
            "move it to the origin, or check its unit",
        )


def _check_closed(points: FloatArray, faces: IntArray, threads: int) -> float:
    """Return the area of the mesh, mm²; raises OffsetFailed unless it is closed and oriented outwards."""
    open_edges, crowded, turned, flat, volume, area = _native.faults(points, faces, threads)
    if flat:
        raise OffsetFailed(f"{flat} of {len(faces)} faces have no area", "remove them and close the mesh again")
    if open_edges or crowded:
        raise OffsetFailed(
            f"the mesh is not closed: {open_edges} open edges, {crowded} edges with more than two faces",
            "close it first; an open scan has no inside to offset from",
        )
    if turned:
        raise OffsetFailed(f"at {turned} edges the two faces are turned against each other", "orient the mesh")
    if not volume > 0:
        raise OffsetFailed(f"the mesh is turned inside out: its volume is {volume:.6g} mm³", "turn all faces over")
    return area


def _check_size(points: FloatArray, area_mm2: float, distance_mm: float, cell_mm: float) -> None:
    """Refuse what would not fit into memory, before any of it is computed."""
    blocks = _native.offset_blocks(points, distance_mm, cell_mm)
    if not blocks <= _MOST_BLOCKS:
        raise OffsetFailed(
            f"cells of {cell_mm:g} mm on this part would need {512 * blocks:.3g} lattice points",
            "ask for a larger cell",
        )
    vertices = 1.5 * (area_mm2 + 4 * np.pi * max(distance_mm, 0.0) ** 2) / cell_mm**2
    if not vertices <= _MOST_VERTICES:
        raise OffsetFailed(
            f"cells of {cell_mm:g} mm on this part would give about {vertices:.3g} vertices", "ask for a larger cell"
        )
