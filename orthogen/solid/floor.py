"""Floor. the foot bed of a full-contact insole -> its underside: the shoe's sole and a drafted outer wall."""

import math

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import ramp
from orthogen.kernel.rank import median
from orthogen.kernel.rolling import rolled_below
from orthogen.records.device import Design
from orthogen.records.finding import Finding
from orthogen.solid.bevel import EDGE_MM, least_wall
from orthogen.solid.edge import rounded
from orthogen.solid.rim import band, continued, near_or_inside

_DRAFT = math.radians(80.0)
_STEEPNESS = math.tan(_DRAFT)
_EDGE_MM = 2.4
_LOW_MM = 2.0
_RIM_EDGE_MM = 2.0
_PATCH_MM = 8.0
_FAR_MM = 100.0


def contact_underside(design: Design) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return the bottom field (nx, ny), mm, and what was done to the floor (surface.md 5).

    Balls of e = 2 mm (or the least wall, if greater) are rolled under the foot bed; where they reach the trim line an
    outer wall begins, drafted by 10°: wall = rolled at the rim − tan 80°·inset. The bottom is the higher of wall and
    floor, their edge rounded over at most 2.4 mm, and never above the balls: the rim is e thick, no place thinner.
    Between two nodes a wall may cut a ball that it touches at the equator, where the ball is upright and the wall is
    not; balls of e / sin 80° leave it e thick at right angles.
    The floor is flat, or runs as the inner sole of the shoe does; the bed comes bent to it.
    """
    level, findings = _floor_height(design)
    floor = level + design.sole_mm
    rim = band(design.grid, design.inset_mm)
    bed = continued(design.inset_mm, design.bed_mm, rim.height(design.bed_mm))
    ball = max(_RIM_EDGE_MM, design.settled.least_wall_mm) / math.sin(_DRAFT)
    rolled = rolled_below(bed, ball, step_mm=design.grid.step_mm, where=near_or_inside(design.inset_mm))
    above = rim.height(rolled - floor)
    allowed = rolled - floor - _STEEPNESS * np.minimum(design.inset_mm, 0.0)
    drafted, near = np.zeros(above.shape), np.isfinite(above)
    drafted[near] = _drafted(above[near], design.inset_mm[near])
    return floor + np.maximum(0.0, np.minimum(drafted, allowed)), findings


def _drafted(above_mm: FloatArray, inset_mm: FloatArray) -> FloatArray:
    """Return the height (n,) over the floor of a wall that is `above_mm` high at the trim line, its foot rounded.

    The round is as wide as a low wall has room for. Below 2 mm the wall fades away: it would be finer than the grid.
    """
    share = ramp(above_mm / _LOW_MM)
    height = np.where(share > 0.0, share * (np.maximum(above_mm, -_FAR_MM) - _STEEPNESS * inset_mm), -_FAR_MM)
    width = np.clip(3.0 * above_mm / _STEEPNESS, 1e-3, _EDGE_MM)
    return rounded(height, np.maximum(_STEEPNESS * share, 1e-3), width_mm=width)


def _floor_height(design: Design) -> tuple[float, tuple[Finding, ...]]:
    """Return z of the floor: nominal thickness under heel centre and ball, lower only where the least wall demands it.

    Tied to heel and ball alone, a rearfoot post up to about 5° leaves the forefoot as thin as ordered (surface.md 5).
    Lifts and posts come on top of the nominal thickness. Towards the edge of a shortened device less wall is enough.
    The wall counts at right angles to the floor, the more upright the steeper the sole of the shoe.
    """
    marks = design.site.foot.landmarks
    ball = 0.5 * (marks["mth1"].x_mm + marks["mth5"].x_mm), 0.5 * (marks["mth1"].y_mm + marks["mth5"].y_mm)
    heel = marks["heel_centre"].x_mm, marks["heel_centre"].y_mm
    nominal = min(_level(design, *heel), _level(design, *ball)) - design.settled.thickness_mm
    upright = np.hypot(1.0, np.gradient(design.sole_mm, design.grid.step_mm, axis=0))
    limit = float((design.bed_mm - design.sole_mm - least_wall(design) * upright)[design.inset_mm >= 0].min())
    if nominal <= limit:
        return nominal, ()
    bevel = "" if design.settled.length == "full" else f", or than {EDGE_MM:g} mm on its distal bevel"
    note = (
        f"The floor lies {nominal - limit:.2f} mm lower than the nominal thickness asks, "
        f"so that no place is thinner than {design.settled.least_wall_mm:g} mm{bevel}."
    )
    return limit, (Finding(check="floor_lowered", note=note, measured=nominal - limit, unit="mm"),)


def _level(design: Design, x_mm: float, y_mm: float) -> float:
    """Return the median foot bed within 8 mm of a place, before all additions; infinity if the device ends short."""
    grid = design.grid
    ix, iy = np.nonzero((np.abs(grid.x_mm - x_mm) < _PATCH_MM) & (np.abs(grid.y_mm - y_mm) < _PATCH_MM))
    near = np.hypot(grid.x_mm[ix, 0] - x_mm, grid.y_mm[0, iy] - y_mm) < _PATCH_MM
    ix, iy = ix[near], iy[near]
    if not (design.inset_mm[ix, iy] > 0).all():
        return np.inf
    return median((design.bed_mm - design.tilt_mm - design.relief_mm)[ix, iy])
