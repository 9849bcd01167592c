"""Shoe volume. rim line, order -> whether the walls of the device need a shoe with more room than usual."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import median
from orthogen.records.device import Design
from orthogen.records.finding import Finding

_DEEP_MM = 20.0  # clinical.md C.2: 20–25 is a deep cup
_HEEL_RATIO, _FLOOR_RATIO = 0.18, 0.25
_LOW_WALL_MM = 4.0  # half of the lowest usual flange (clinical.md C.2: +8–15); less is within what a shoe gives [E]
_ROUNDING_MM = 0.05


def check(design: Design, top_mm: FloatArray, rim_mm: FloatArray) -> tuple[Finding, ...]:
    """Return a warning for a heel cup of 20 mm or more, as measured, and for flanges of 4 mm; nothing for lower walls.

    rim_mm (n, 3): the rim line. The cup is the median rim behind .18 FL above the lowest top behind .25 FL,
    both without posts, lifts, pads and wells.
    """
    length, site = design.site.foot.foot_length_mm, design.site
    rim = rim_mm[rim_mm[:, 0] < _HEEL_RATIO * length]
    level = median(rim[:, 2] - design.grid.sample(design.tilt_mm, rim[:, 0], rim[:, 1]))
    heel = (top_mm - design.tilt_mm - design.relief_mm)[site.x_mm[:, 0] < _FLOOR_RATIO * length]
    cup = float(level - np.nanmin(heel))
    raised = {
        item.KIND.replace("_", " "): max(float(side.max()) for side in item.raised_rim_mm(site.foot, site.x_mm[:, 0]))
        for item in design.settled.modifications
    }
    deep = cup >= _DEEP_MM - _ROUNDING_MM
    why = [f"a heel cup of {cup:.0f} mm"] if deep else []
    why += [f"the {height:.0f} mm wall of the {name}" for name, height in raised.items() if height >= _LOW_WALL_MM]
    if not why:
        return ()
    take = "takes" if len(why) == 1 else "take"
    note = f"It needs a shoe with a high, wide heel: {' and '.join(why)} {take} up room that a low shoe does not have."
    measured, high = (cup, _DEEP_MM - _ROUNDING_MM) if deep else (max(raised.values()), _LOW_WALL_MM)
    return (Finding(check="shoe_volume", note=note, measured=measured, unit="mm", high=high, level="warning"),)
