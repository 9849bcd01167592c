"""Offsetting. mesh file, distance -> the surface at that distance, outside or inside."""

from pathlib import Path

import numpy as np

from orthogen.kernel.caps import Cap
from orthogen.kernel.mesh import Mesh, place, signed_volume_mm3
from orthogen.lab.looking import read
from orthogen.lab.request import demand_choices
from orthogen.records.finding import Finding
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit
from orthogen.records.shell import OffsetSurface


def offset(
    scan: str | Path | Scan, *, distance_mm: float, cell_mm: float | None = None, unit: Unit | None = None
) -> OffsetSurface:
    """Return the surface distance_mm outside a mesh, inside for a negative distance.

    cell_mm: pitch of the sampling, by default 0.5 mm or the distance if that is less. unit: of a file that declares
    none, by default mm. Small holes and nearly flat rims, such as the cut through a leg, are closed first, with a
    finding. Raises IntakeError, and OffsetFailed for other open meshes and wherever no offset exists.
    """
    from orthogen.kernel.caps import capped
    from orthogen.kernel.offset import demand_mesh
    from orthogen.kernel.offset import offset as offset_of

    demand_choices(unit=unit)
    taken = read(scan, unit=unit)
    points = taken.points * MM_PER_UNIT[taken.unit or "mm"]
    mesh = Mesh(points_mm=points, faces=taken.faces)
    demand_mesh(mesh)
    closed, caps = capped(mesh)
    mesh, turned = _outward(closed)
    made = offset_of(mesh, distance_mm, cell_mm=cell_mm)
    return OffsetSurface(
        corners_mm=made.mesh.corners_mm,
        distance_mm=distance_mm,
        volume_mm3=signed_volume_mm3(made.mesh),
        findings=(*taken.findings, *_unit_taken(taken), *_closed(caps), *turned, *_moved(made.moved_vertices)),
    )


def _outward(mesh: Mesh) -> tuple[Mesh, tuple[Finding, ...]]:
    """Return the mesh with its faces turned outwards, and that it was turned."""
    if len(mesh.faces) == 0 or not signed_volume_mm3(mesh) < 0:
        return mesh, ()
    note = "The mesh was inside out; all its faces were turned over."
    faces = np.ascontiguousarray(mesh.faces[:, ::-1])
    return Mesh(points_mm=mesh.points_mm, faces=faces), (Finding(check="turned", note=note, level="warning"),)


def _closed(caps: tuple[Cap, ...]) -> tuple[Finding, ...]:
    """Say what was closed: how many holes, their area, and where the largest is."""
    if not caps:
        return ()
    area = sum(cap.area_mm2 for cap in caps)
    holes = "One hole was" if len(caps) == 1 else f"{len(caps)} holes were"
    largest = f"{area:.1f} mm² in all, the largest {caps[0].area_mm2:.1f} mm²"
    note = f"{holes} closed, {largest}: the offset there is not anatomy."
    where = place(caps[0].middle_mm)
    return (Finding(check="holes_closed", note=note, measured=area, unit="mm²", level="warning", where_mm=where),)


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
