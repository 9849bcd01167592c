"""Heel width. rim line -> how wide the heel is in the shoe."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import Design
from orthogen.records.finding import Finding
from orthogen.records.site import heel_room_mm

_STATION_RATIO = 0.15  # of the foot length, where the foot's own heel width is measured (scans README, "Truth")


def check(design: Design, rim_mm: FloatArray) -> Finding:
    """Return the width of the rim line (n, 3) where the foot's own heel is measured, at .15 of its length.

    A fault above foot heel + 7 mm + ½·max(0, cup − 14 mm): it would not enter the shoe (surface.md 7).
    """
    foot = design.site.foot
    cups = [getattr(item, item.DOSE) for item in design.settled.modifications if item.KIND == "heel_cup"]
    high = heel_room_mm(foot, sum(cups))
    after, x = np.roll(rim_mm, -1, axis=0), _STATION_RATIO * foot.foot_length_mm
    cut = (rim_mm[:, 0] - x) * (after[:, 0] - x) <= 0
    cut &= rim_mm[:, 0] != after[:, 0]
    share = (x - rim_mm[cut, 0]) / (after[cut, 0] - rim_mm[cut, 0])
    y = rim_mm[cut, 1] + share * (after[cut, 1] - rim_mm[cut, 1])
    width = float(np.ptp(y))
    good = width <= high
    return Finding(
        check="heel_width",
        note=f"The heel is {width:.1f} mm wide at the rim for a foot heel of {foot.heel_width_mm:.1f} mm"
        + ("." if good else f", more than the {high:.1f} mm that a shoe takes."),
        measured=width,
        unit="mm",
        high=high,
        level="note" if good else "fault",
    )
