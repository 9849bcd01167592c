"""Sole. Design -> the same bent to the inner sole of its shoe, and what must be said of that."""

import math
from dataclasses import replace

import numpy as np

from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.device import Design
from orthogen.records.finding import Finding

_HEEL_RATIO = 0.18


def bent(design: Design) -> Design:
    """Return the design with its foot bed (nx, ny) raised by the inner sole of the shoe, level from heel to ball."""
    if design.settled.shoe.is_flat:
        return design
    rise = design.sole_mm
    return replace(design, bed_mm=frozen(design.bed_mm + rise), tilt_mm=frozen(design.tilt_mm + rise))


def told_of_shoe(design: Design, bottom_mm: FloatArray) -> tuple[Finding, ...]:
    """Return how a bent design and its underside (nx, ny) follow the shoe, and whether its heel goes into it."""
    return (*_bend(design), *_depth(design, bottom_mm))


def _bend(design: Design) -> tuple[Finding, ...]:
    shoe, foot = design.settled.shoe, design.site.foot
    if shoe.is_flat:
        return ()
    pitch_deg = math.degrees(math.atan(shoe.pitch_ratio(foot)))
    end = float(shoe.sole_mm(foot, design.outline_mm[:, :1]).max())
    note = (
        "From heel to ball the device lies level, as the foot was scanned; in the shoe this plane is pitched by "
        f"{pitch_deg:.1f}°. Beyond the ball it rises with the inner sole, by {end:.1f} mm at its end."
    )
    return (Finding(check="shoe_sole", note=note, measured=end, unit="mm"),)


def _depth(design: Design, bottom_mm: FloatArray) -> tuple[Finding, ...]:
    """Return a warning for a heel that stands higher than the shoe is deep behind it."""
    depth_mm = design.settled.shoe.depth_mm
    if depth_mm is None:
        return ()
    heel = (design.grid.x_mm < _HEEL_RATIO * design.site.foot.foot_length_mm) & (design.inset_mm >= 0)
    high = float(design.bed_mm[heel].max() - np.where(heel, bottom_mm, np.inf).min())
    good = high <= depth_mm
    note = f"The rim of the heel stands {high:.1f} mm above the inner sole of a shoe that is {depth_mm:g} mm deep there"
    note += "." if good else ": it would look out of the shoe; order a shallower cup or less height under the heel."
    return (
        Finding(
            check="shoe_depth", note=note, measured=high, unit="mm", high=depth_mm, level="note" if good else "warning"
        ),
    )
