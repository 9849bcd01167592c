"""Least wall. mesh -> the thinnest place of the solid, at right angles."""

import numpy as np

from orthogen.kernel.arrays import BoolArray
from orthogen.kernel.mesh import Mesh, place
from orthogen.kernel.nearest import Wall, least_walls
from orthogen.records.finding import Finding, Level

_PRINTABLE_MM = 0.5  # the thinnest wall that a listed process holds (clinical.md D, MJF PA12)
_BLUNT_EDGE_MM = 0.8  # surface.md 5: the thinnest edge, for polypropylene; 1.2 for filament printers
_TOLERANCE_MM = 0.02
_SHEETS_FACE_DEG = 135.0


def check(mesh: Mesh, *, closed: bool) -> Finding:
    """Return the least wall of any solid (kernel.nearest), a fault below 0.5 mm: no printer holds it.

    Faces without area must have been left out. A knife edge sharper than 20° is a wall of 0 mm. An open surface has
    no inside, hence no wall.
    """
    if not closed:
        note = "The surface is not closed, so it has no wall to measure."
        return Finding(check="least_wall", note=note, unit="mm", low=_PRINTABLE_MM, level="warning")
    (wall,) = least_walls(mesh, (np.ones(len(mesh.points_mm), dtype=bool),))
    return _finding("least_wall", wall, low_mm=_PRINTABLE_MM, bad="fault")


def check_sheets(sheets: Mesh, on_edge: BoolArray, *, ordered_mm: float) -> tuple[Finding, Finding]:
    """Return the least wall between foot bed and underside, and that at the named edges, rim land and distal bevel.

    Faces that stand at 135° or more to each other count. A fault more than 0.02 mm below what was ordered; at the
    edges (v,), thin by design, a warning below 0.8 mm.
    """
    inner, edge = least_walls(sheets, (~on_edge, on_edge), facing_deg=_SHEETS_FACE_DEG)
    return (
        _finding("least_wall", inner, low_mm=ordered_mm - _TOLERANCE_MM, bad="fault"),
        _finding("edge_wall", edge, low_mm=_BLUNT_EDGE_MM, bad="warning"),
    )


def _finding(check: str, wall: Wall, *, low_mm: float, bad: Level) -> Finding:
    thickness = wall.thickness_mm
    if thickness == float("inf"):
        note = "No two faces look away from each other, so there is no wall to measure."
        return Finding(check=check, note=note, unit="mm", low=low_mm, level="warning")
    good = thickness >= low_mm
    digits = 2 if good or f"{thickness:.2f}" != f"{low_mm:.2f}" else 4  # "1.98 mm, less than 1.98 mm" tells nothing
    where = "The thinnest place along the rim and the distal edge" if check == "edge_wall" else "The thinnest place"
    return Finding(
        check=check,
        note=f"{where} is {thickness:.{digits}f} mm" + ("." if good else f", less than {low_mm:g} mm."),
        measured=thickness,
        unit="mm",
        low=low_mm,
        level="note" if good else bad,
        where_mm=place(wall.where_mm),
    )
