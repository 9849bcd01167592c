"""Offsetting. mesh file, distance -> the surface at that distance, outside or inside."""

from pathlib import Path

import numpy as np

from orthogen.kernel.mesh import Mesh, signed_volume_mm3
from orthogen.lab.looking import read
from orthogen.lab.request import demand_choices
from orthogen.records.finding import Finding
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit
from orthogen.records.shell import OffsetSurface


def offset(
    scan: str | Path | Scan, *, distance_mm: float, cell_mm: float | None = None, unit: Unit | None = None
) -> OffsetSurface:
    """Return the surface distance_mm outside a closed mesh, inside for a negative distance.

    cell_mm: pitch of the sampling, by default 0.5 mm or the distance if that is less. unit: of a file that declares
    none, by default mm. Raises IntakeError, and OffsetFailed for an open mesh and wherever no offset exists.
    """
    from orthogen.kernel.offset import offset as offset_of

    demand_choices(unit=unit)
    taken = read(scan, unit=unit)
    points = taken.points * MM_PER_UNIT[taken.unit or "mm"]
    mesh, turned = _outward(Mesh(points_mm=points, faces=taken.faces))
    made = offset_of(mesh, distance_mm, cell_mm=cell_mm)
    return OffsetSurface(
        corners_mm=made.mesh.corners_mm,
        distance_mm=distance_mm,
        volume_mm3=signed_volume_mm3(made.mesh),
        findings=(*taken.findings, *_unit_taken(taken), *turned, *_moved(made.moved_vertices)),
    )


def _outward(mesh: Mesh) -> tuple[Mesh, tuple[Finding, ...]]:
    """Return the mesh with its faces turned outwards, and that it was turned."""
    if len(mesh.faces) == 0 or not signed_volume_mm3(mesh) < 0:
        return mesh, ()
    note = "The mesh was inside out; all its faces were turned over."
    faces = np.ascontiguousarray(mesh.faces[:, ::-1])
    return Mesh(points_mm=mesh.points_mm, faces=faces), (Finding(check="turned", note=note, level="warning"),)


def _unit_taken(scan: Scan) -> tuple[Finding, ...]:
    if scan.unit is not None:
        return ()
    note = "The file declares no unit; its numbers were taken as mm."
    return (Finding(check="unit", note=note, level="warning"),)


def _moved(count: int) -> tuple[Finding, ...]:
    if count == 0:
        return ()
    note = f"{count} vertices stand less than a cell beside the exact surface, so that no two faces meet."
    return (Finding(check="offset_moved", note=note, measured=float(count), unit="vertices"),)
