"""Rearfoot. a walk with markers on heel and shank -> eversion of each rearfoot through the stance.

formats.md 2.1, Oxford foot model (Stebbins et al. 2006). Against the shank, ankle → knee, either of two is measured:
the line from the heel marker (HEE) up to the one above it on the back of the heel (PCA), its tilt to the medial side
seen along the foot; or the line across the heel (LCA → STL), how far its medial end lies low. Eversion is positive.
No standing trial is known, so the angle itself carries how the markers were placed; its range does not.
"""

from collections.abc import Mapping

import numpy as np

from orthogen.assess.labels import SIDES, Side, marker, mean_of
from orthogen.assess.track import Walk
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.gait import Value

_ABOVE, _HEEL, _TOE = ("pca", "heeltop", "caltop"), ("hee", "heel"), ("toe", "d2m", "p2m", "mt2")
_LATERAL, _MEDIAL = ("lca", "callat", "heellat"), ("stl", "sust", "calmed", "heelmed")
_KNEES = (("kne", "knee", "lfe", "fle"), ("knm", "kneemedial", "mfe", "fme", "medkne"))
_ANKLES = (("ank", "ankle", "lmal", "fal"), ("mma", "anklemedial", "mmal", "tam", "medank"))


def rearfoot(walk: Walk) -> tuple[Mapping[Side, dict[str, Value]], list[Finding]]:
    """Return eversion per side, greatest, range and time of the peak, where the markers tell it; and what to know."""
    found: dict[Side, dict[str, Value]] = {}
    for side in SIDES:
        angle = _eversion_deg(walk, side)
        values = None if angle is None else _through_stance(angle, walk, side)
        if values:
            found[side] = values
    if not found:
        return found, []
    note = (
        "Rearfoot eversion is measured against the shank without a standing trial: the greatest value carries how the "
        "markers were placed, the range does not."
    )
    return found, [Finding(check="eversion_without_reference", note=note, level="warning")]


def _eversion_deg(walk: Walk, side: Side) -> FloatArray | None:
    """Return the eversion (t,), degrees, None where markers are missing."""
    knee, ankle = (_centre(walk, side, names) for names in (_KNEES, _ANKLES))
    if knee is None or ankle is None:
        return None
    shank = _unit(knee - ankle)
    heel, above = marker(walk.named, side, _HEEL), marker(walk.named, side, _ABOVE)
    lateral, medial = marker(walk.named, side, _LATERAL), marker(walk.named, side, _MEDIAL)
    toe = marker(walk.named, side, _TOE)
    if heel is not None and above is not None and toe is not None:
        return _tilt_deg(walk, side, _unit(above - heel), shank, _unit(toe - heel))
    if lateral is not None and medial is not None:
        return np.asarray(np.degrees(np.arcsin(-(_unit(medial - lateral) * shank).sum(axis=1))))
    return None


def _tilt_deg(walk: Walk, side: Side, heel: FloatArray, shank: FloatArray, ahead: FloatArray) -> FloatArray:
    """Return the angle from shank to heel line towards medial, both seen along the foot, degrees."""
    across = _unit(np.cross(walk.turn[2], ahead))  # to the left of the foot, level
    inwards = -across if side == "left" else across
    upwards = np.cross(ahead, across)
    seen = [np.arctan2((line * inwards).sum(axis=1), (line * upwards).sum(axis=1)) for line in (heel, shank)]
    return np.asarray(np.degrees(seen[0] - seen[1]))


def _centre(walk: Walk, side: Side, names: tuple[tuple[str, ...], tuple[str, ...]]) -> FloatArray | None:
    """Return the middle of a joint: between both its markers, or the lateral one alone."""
    lateral, medial = (marker(walk.named, side, stems) for stems in names)
    if lateral is None:
        return None
    return lateral if medial is None else mean_of((lateral, medial))


def _through_stance(angle: FloatArray, walk: Walk, side: Side) -> dict[str, Value]:
    """Return the means over the stances in which the angle is known throughout."""
    most, spans, times = [], [], []
    for strike, off in walk.feet[side].stances(walk.rate_hz):
        own = angle[round(strike) : round(off) + 1]
        if len(own) > 3 and np.isfinite(own).all():
            most.append(float(own.max()))
            spans.append(float(np.ptp(own)))
            times.append(100 * float(own.argmax()) / (len(own) - 1))
    if not most:
        return {}
    named = {"rearfoot_eversion_max": most, "rearfoot_eversion_range": spans, "eversion_peak_time": times}
    return {
        name: Value(value=float(np.mean(each)), sd=float(np.std(each, ddof=1)) if len(each) > 1 else None, n=len(each))
        for name, each in named.items()
    }


def _unit(vectors: FloatArray) -> FloatArray:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.where(length > 0, vectors / np.where(length > 0, length, 1.0), np.nan))
