"""Toeless. a foot whose toes are cut off -> its length, estimated from where the two sides of the ball stand out."""

import numpy as np

from orthogen.anatomy.outline import edges
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import LOW_RATIO, Walking, aligned
from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.outermost import Rows
from orthogen.records.finding import Finding

BALL_X = 0.678
LENGTH_SD = 0.04
LEAST_SEEN = 0.78
STATIONS = (0.45, 0.85)
PLATEAU = 0.008
TURNS = 6


def extended(fine: Samples, cut: Walking) -> tuple[Walking, Finding]:
    """Return the foot with the length it must have had, and the warning that says so.

    The middle of the two places where the outline stands out farthest, at the first and at the fifth metatarsal head,
    lies 0.678 of the length ahead of the heel: 0.641 to 0.704 on 14 feet, two of them real, one with a bunion [E].
    Raises ScanIncomplete if less than 0.78 of that length is there: then the ball itself is not whole.
    """
    seen_mm = length_mm = cut.length_mm
    for _ in range(TURNS):
        length_mm = max(_ball_mm(cut.samples.points, seen_mm, length_mm) / BALL_X, seen_mm)
    if seen_mm < LEAST_SEEN * length_mm:
        raise ScanIncomplete(
            f"only {seen_mm:.0f} mm of this foot are in the scan, too little of its ball to tell its length by",
            "scan the foot again, at least up to the roots of the toes",
        )
    note = (
        f"The toes are cut off {seen_mm:.0f} mm ahead of the heel. The length of {length_mm:.0f} mm is estimated from "
        f"the ball (± {LENGTH_SD * length_mm:.0f} mm), and with it where the metatarsal heads lie; set them with "
        "--landmark if you know better."
    )
    told = Finding(check="toes_cut_off", note=note, measured=seen_mm, unit="mm", low=length_mm, level="warning")
    return aligned(fine, cut.walking_from_scan, cut.heel_toe, length_mm=length_mm), told


def _ball_mm(points: FloatArray, seen_mm: float, length_mm: float) -> float:
    """Return the middle of the places, along x, where the two sides of the ball stand out."""
    low = points[points[:, 2] < LOW_RATIO * length_mm]
    stations = np.arange(STATIONS[0], STATIONS[1], 0.01) * length_mm
    stations = stations[stations < seen_mm - 0.015 * length_mm]
    sides = edges(Rows(low), stations, 0.012 * length_mm)
    peaks = []
    for out in (sides[:, 1], -sides[:, 0]):
        weight = np.clip(out - (np.nanmax(out) - PLATEAU * length_mm), 0, None)
        peaks.append(float(np.nansum(stations * weight) / np.nansum(weight)))
    return sum(peaks) / 2
