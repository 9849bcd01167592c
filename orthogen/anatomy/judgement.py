"""Judgement. how two feet lie on each other, and their measures -> the verdict and its margin."""

import numpy as np

from orthogen.lazyclass import dataclass
from orthogen.records.foot import Foot
from orthogen.records.likeness import Change, Overlay, SameOrNot

# Too far apart to be one foot, or a pair, under any load: length, ball, heel [E]; load widens a ball by 10 % [S1].
FAR_MM = {"foot_length_mm": 10.0, "ball_width_mm": 14.0, "heel_width_mm": 9.0}
# Loaded minus unloaded foot, with what capture adds: ball +9.7…10.4 % [S1], arch down, heel and length a little [E].
LOADED_MM = {
    "foot_length_mm": (-2.0, 7.0),
    "ball_width_mm": (-2.0, 13.0),
    "heel_width_mm": (-3.0, 5.0),
    "arch_height_mm": (-16.0, 0.5),
}
# Limits read off made feet, docs/comparing-scans.md; [E] all of them, as real repeats are not published as shapes.
ONE_CAPTURE_MM = 0.1  # skin, root mean square: half of what the quietest pair of captures gave
COPY_MM = 0.25  # shape: a mirrored file gives 0.1 at most, one pair of feet in forty less than 0.25
SAME_MM = 0.55  # shape: captures of one foot give 0.53 at most, one strange foot in 300 of the same length less
OTHER_MM = 1.1  # shape: a foot that stood up between two captures gives 0.9 at most
PERSON_MM, STRANGER_MM = 1.6, 2.5  # shape: the one real pair at hand gives 1.2
SAME_TOES_MM = 2.0  # a hallux turned by 10°
SAME_HEEL_MM, OTHER_HEEL_MM = 0.35, 0.9  # heel of one foot under two loads: 0.45 at most
LOADED_SHAPE_MM = 2.0  # shape of one foot under two loads: 1.3 at most for 2 to 4 mm of length and ball
LEAST_OVERLAP_RATIO = 0.8


@dataclass(frozen=True)
class Evidence:
    """All that a verdict rests on; overlay is None for feet whose measures are far apart."""

    a: Foot
    b: Foot
    changes: tuple[Change, ...]
    overlay: Overlay | None

    @property
    def mirror_images(self) -> bool:
        """True if the scans as captured, not their canonical frames, are mirror images of each other."""
        return self.overlay is not None and (self.a.mirrored != self.b.mirrored) != self.overlay.mirrors

    @property
    def side_contradicts(self) -> bool:
        """True if the overlay says that one of two sides is wrong."""
        return self.overlay is not None and self.overlay.mirrors and "unsure" not in (self.a.side, self.b.side)

    @property
    def comparable(self) -> bool:
        """True if both scans are of one kind and one known load: only then does a far shape tell another foot."""
        return self.a.load == self.b.load != "unknown" and self.a.kind == self.b.kind

    @property
    def loads_differ(self) -> bool:
        """True if one foot stands and the other does not."""
        return {self.a.load, self.b.load} == {"standing", "unloaded"}

    def beyond_load_mm(self) -> float:
        """Return how far the changes leave what load does to a foot, 0 within."""
        sign = 1.0 if self.b.load == "standing" else -1.0
        steps = [(sign * change.difference_mm, *LOADED_MM[change.measure]) for change in self.changes]
        return max(0.0, *(max(low - step, step - high) for step, low, high in steps))


Bands = tuple[tuple[float, SameOrNot], ...]
MIRRORED: Bands = (
    (COPY_MM, "mirrored_copy"),
    (SAME_MM, "unsure"),
    (PERSON_MM, "other_side"),
    (STRANGER_MM, "unsure"),
    (np.inf, "other_foot"),
)
ALIKE: Bands = ((SAME_MM, "same_foot"), (OTHER_MM, "unsure"), (np.inf, "other_foot"))
HEEL_UNDER_LOAD: Bands = ((SAME_HEEL_MM, "other_load"), (OTHER_HEEL_MM, "unsure"), (np.inf, "other_foot"))
HEEL_ALONE: Bands = ((OTHER_HEEL_MM, "unsure"), (np.inf, "other_foot"))


def far_apart(changes: tuple[Change, ...]) -> bool:
    """Return True if some measure alone tells the feet apart, under any load, and as a pair of one person."""
    return _beyond_far_mm(changes) > 0


def most_by_load_mm(measure: str) -> float:
    """Return by how much a measure of one foot can differ between two loads, either way."""
    return max(abs(limit_mm) for limit_mm in LOADED_MM[measure])


def judged(evidence: Evidence) -> tuple[SameOrNot, float]:
    """Return the verdict and by how many mm the number that decided it keeps from the nearest limit.

    The same foot is only said where all speaks for it: overlap, shape, toes and every measure; else it is unsure.
    """
    overlay = evidence.overlay
    if overlay is None:
        return "other_foot", _beyond_far_mm(evidence.changes)
    if overlay.overlap_ratio < LEAST_OVERLAP_RATIO:
        return "unsure", 0.0
    if evidence.mirror_images:
        verdict, margin_mm = _placed(overlay.shape_mm, MIRRORED)
        return ("unsure" if verdict == "other_foot" and not evidence.comparable else verdict), margin_mm
    if overlay.shape_mm > SAME_MM and not evidence.comparable:
        return _under_load(evidence, overlay)
    verdict, margin_mm = _placed(overlay.shape_mm, ALIKE)
    against_mm = [overlay.toes_mm - SAME_TOES_MM]
    if not overlay.mirrors:  # else one foot was measured on the wrong side
        against_mm += [abs(change.difference_mm) - change.limit_mm for change in evidence.changes]
    if verdict == "same_foot" and max(against_mm) >= 0:
        return "unsure", max(against_mm)
    return verdict, margin_mm


def _under_load(evidence: Evidence, overlay: Overlay) -> tuple[SameOrNot, float]:
    """Return the verdict on shapes that may differ by load: the heel must be one, the changes those of load."""
    if not evidence.loads_differ:
        return _placed(overlay.hindfoot_mm, HEEL_ALONE)
    beyond_mm = evidence.beyond_load_mm()
    if beyond_mm >= max(change.limit_mm for change in evidence.changes):
        return "other_foot", beyond_mm - max(change.limit_mm for change in evidence.changes)
    verdict, margin_mm = _placed(overlay.hindfoot_mm, HEEL_UNDER_LOAD)
    against_mm = max(beyond_mm, overlay.shape_mm - LOADED_SHAPE_MM)
    return ("unsure", against_mm) if verdict == "other_load" and against_mm > 0 else (verdict, margin_mm)


def _placed(value_mm: float, bands: Bands) -> tuple[SameOrNot, float]:
    """Return the verdict of the band that holds the value, and its distance to the nearest end of the band."""
    ends = [0.0, *(above for above, _ in bands)]
    place = int(np.searchsorted(ends[1:], value_mm))
    from_below = value_mm - ends[place] if place else np.inf
    return bands[place][1], float(min(from_below, ends[place + 1] - value_mm))


def _beyond_far_mm(changes: tuple[Change, ...]) -> float:
    """Return how far the measures lie beyond what one foot or one person can show, negative within."""
    return max(abs(one.difference_mm) - FAR_MM[one.measure] for one in changes if one.measure in FAR_MM)
