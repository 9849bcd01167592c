"""Floor. the foot bed of a full-contact insole -> its underside: a flat floor and a drafted outer wall."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_max
from orthogen.kernel.rolling import rolled_below
from orthogen.records.device import Design
from orthogen.records.finding import Finding
from orthogen.solid.rim import continued, rim_height

_DRAFT_DEG = 80.0
_BLEND_MM = 3.0
_RIM_EDGE_MM = 2.0
_PATCH_MM = 8.0


def contact_underside(design: Design, least_mm: FloatArray) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return the bottom field (nx, ny), mm, and what was done to the floor (surface.md 5).

    bottom = max(floor, min(smooth_max(floor, rim − e − tan 80°·inset), ball of e rolled under the foot bed)):
    flat, drafted by 10°, at the rim e = 2 mm thick. least_mm (nx, ny): the wall that must remain above the floor.
    """
    floor, findings = _floor_height(design, least_mm)
    rim = rim_height(design.grid, design.inset_mm, design.bed_mm)
    edge = max(_RIM_EDGE_MM, design.settled.least_wall_mm)
    wall = rim - edge - np.tan(np.radians(_DRAFT_DEG)) * design.inset_mm
    drafted = smooth_max(np.full(wall.shape, floor), np.maximum(wall, floor - _BLEND_MM), _BLEND_MM)
    bed = continued(design.inset_mm, design.bed_mm, rim)
    rolled = rolled_below(bed, edge, step_mm=design.grid.step_mm)
    return np.maximum(floor, np.minimum(drafted, rolled)), findings


def _floor_height(design: Design, least_mm: FloatArray) -> tuple[float, tuple[Finding, ...]]:
    """Return z of the floor: nominal thickness under heel centre and ball, lower only where the least wall demands it.

    Tied to heel and ball alone, a rearfoot post up to about 5° leaves the forefoot as thin as ordered (surface.md 5).
    """
    marks = design.site.foot.landmarks
    ball = 0.5 * (marks["mth1"].x_mm + marks["mth5"].x_mm), 0.5 * (marks["mth1"].y_mm + marks["mth5"].y_mm)
    heel = marks["heel_centre"].x_mm, marks["heel_centre"].y_mm
    levels = [level for level in (_level(design, *heel), _level(design, *ball)) if level is not None]
    inside = design.inset_mm >= 0
    limit = float((design.bed_mm - least_mm)[inside].min())
    nominal = min(levels, default=limit) - design.settled.thickness_mm if levels else limit
    if nominal <= limit:
        return nominal, ()
    note = (
        f"The floor lies {nominal - limit:.2f} mm lower than the nominal thickness asks, "
        f"so that no place is thinner than {design.settled.least_wall_mm:g} mm."
    )
    return limit, (Finding(check="floor_lowered", note=note, measured=nominal - limit, unit="mm"),)


def _level(design: Design, x_mm: float, y_mm: float) -> float | None:
    """Return the median foot bed within 8 mm of a place, None where the device does not reach that far."""
    grid = design.grid
    near = np.hypot(grid.x_mm - x_mm, grid.y_mm - y_mm) < _PATCH_MM
    if not (design.inset_mm[near] > 0).all():
        return None
    return float(np.median(design.bed_mm[near]))
