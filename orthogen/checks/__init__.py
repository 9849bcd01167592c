"""Checks. exported triangles -> findings; exported bytes, design -> findings, doses and fit."""

from collections.abc import Mapping

import numpy as np

from orthogen.checks import (
    closed,
    degenerate_faces,
    doses,
    duplicate_faces,
    gap,
    heel_width,
    least_wall,
    one_piece,
    oriented,
    overlap,
    reading,
    rim_fairness,
    self_intersection,
    sheets_match,
    shoe_volume,
    side,
    size,
    slope,
    stack_height,
    volume,
)
from orthogen.checks.reading import Reading
from orthogen.errors import GeometryError
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.beside import Beside
from orthogen.kernel.mesh import signed_volume_mm3
from orthogen.records.device import NOTHING_MM, Design, Fit, Insole
from orthogen.records.finding import Dose, Finding
from orthogen.records.prescription import Prescription, Stage
from orthogen.records.site import Made

_FARTHEST_MM = 1e9

__all__ = ["check_device", "check_mesh"]


def check_mesh(triangles_mm: FloatArray) -> tuple[Finding, ...]:
    """Return all checks that need nothing but a mesh: triangles (n, 3, 3), mm; where_mm in its own frame.

    Corners that are no numbers, or farther than 10⁹ mm away, are a fault, and the rest is checked without their
    faces. Raises GeometryError where no face is left.
    """
    usable = (np.abs(triangles_mm) < _FARTHEST_MM).all((1, 2))
    read = reading.read(triangles_mm if usable.all() else triangles_mm[usable])
    if len(read.solid.faces) == 0:
        raise GeometryError(
            f"none of the {len(triangles_mm)} faces has an area and finite corners, so there is nothing to check",
            "give a mesh of triangles in millimetres",
        )
    closed_up = bool((read.half.uses == 2).all())
    findings = (*_mesh_findings(read), least_wall.check(read.solid, closed=closed_up))
    lost = int((~usable).sum())
    if lost:
        note = f"{lost} faces have corners that are no numbers or beyond all measure; they were left out."
        bad = Finding(check="finite", note=note, measured=float(lost), unit="faces", high=0.0, level="fault")
        findings = (bad, *findings)
    return findings


def check_device(
    stl_bytes: bytes,
    stl_from_foot: FloatArray,
    design: Design,
    insole: Insole,
    *,
    ordered: Prescription,
    beds_without: Mapping[str, FloatArray],
) -> tuple[tuple[Finding, ...], tuple[Dose, ...], Fit, int, float]:
    """Return findings, doses, fit, face count and volume in mm³, all measured on the exported bytes.

    stl_from_foot: 4×4. ordered: as asked, before the guards. beds_without: KIND -> foot bed (nx, ny) of the same
    design without that one modification. insole.grid is design.grid. where_mm of the findings is in the STL frame.
    """
    read = reading.read(stl.triangles(stl_bytes).astype(np.float64))
    of_mesh = Beside(lambda: _mesh_findings(read))
    device = reading.device(read, stl_from_foot, design)
    on_end = device.on_land | device.on_bevel
    of_walls = Beside(lambda: least_wall.check_sheets(device.sheets, on_end, ordered_mm=insole.least_wall_mm))
    bare = _as_made(device, design)
    made = {
        item.KIND: overlap.made_for(item, bare, design, top_mm=device.top_mm, without_mm=beds_without[item.KIND])
        for item in design.settled.modifications
        if item.KIND in beds_without
    }
    fit, gaps = gap.check(design, device.top_mm)
    judged = ~device.on_bevel[device.rim]
    in_foot = (
        sheets_match.check(insole, device.top_mm + design.sole_mm, device.bottom_mm + design.sole_mm),
        heel_width.check(design, device.rim_mm),
        *stack_height.check(design, bare.top_mm, bare.bottom_mm),
        *shoe_volume.check(design, bare.top_mm, bare.rim_mm),
        *rim_fairness.check(device.rim_mm, judged, grid=design.grid, tilt_mm=design.tilt_mm),
        *(
            slope.check(item.KIND, made[item.KIND])
            for item in design.settled.modifications
            if item.KIND in made and item.STAGE not in (Stage.RIM, Stage.COVER)
        ),
        *gaps,
    )
    in_file = (
        *of_mesh.result(),
        *of_walls.result(),
        side.check(design, stl_from_foot, device.sheets.points_mm[device.rim]),
    )
    findings = (*in_file, *(item.moved(stl_from_foot) for item in in_foot))
    return findings, doses.check(design, ordered, made), fit, len(read.mesh.faces), signed_volume_mm3(read.mesh)


def _as_made(device: reading.Device, design: Design) -> Made:
    """Return the device as the foot will stand on it, before it is asked what any one modification did."""
    return Made(
        site=design.site,
        top_mm=device.top_mm - design.cover_mm,
        bottom_mm=device.bottom_mm,
        change_mm=np.zeros(design.grid.shape),
        without_mm=design.stood_on_mm,
        lost_mm=NOTHING_MM,
        cover_mm=design.cover_mm,
        tilt_mm=design.tilt_mm,
        relief_mm=design.relief_mm,
        rim_mm=overlap.uncovered(device.rim_mm, design),
        corners=device.corners,
    )


def _mesh_findings(read: Reading) -> tuple[Finding, ...]:
    return (
        closed.check(read.whole, read.half),
        oriented.check(read.whole, read.half),
        one_piece.check(read.whole, read.half),
        duplicate_faces.check(read.whole),
        degenerate_faces.check(read.mesh, read.without_area),
        self_intersection.check(read.solid),
        volume.check(read.whole, read.half),
        size.check(read.mesh),
    )
