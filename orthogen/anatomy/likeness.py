"""Likeness. two feet -> whether they are one foot, its mirror image, its other load or another foot; what changed."""

from dataclasses import replace

import numpy as np

from orthogen.anatomy.judgement import Evidence, far_apart, judged, most_by_load_mm
from orthogen.anatomy.registration import Gaps, Skins, gaps, laid_over, skins
from orthogen.anatomy.verdict_words import told
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.frame import MIRROR_Y, inverse
from orthogen.kernel.rank import percentile
from orthogen.records.foot import Foot
from orthogen.records.likeness import Change, Likeness, Overlay

CHANGE_MM = {"foot_length_mm": 3.0, "ball_width_mm": 3.0, "heel_width_mm": 3.0, "arch_height_mm": 3.0}
PATCH_MM = 20.0
BEHIND_TOES = 0.80
FREE_MM = 2.0
HINDFOOT = 0.33
HINDFOOT_JUDGED = 0.30
SIDE_IS_SURE = 0.5
SCREENED = 1.5
AS_THEY_LIE: FloatArray = frozen(np.eye(4))


def compare_feet(a: Foot, b: Foot) -> Likeness:
    """Return what two feet have in common; the verdict does not depend on which comes first.

    Feet whose measures are too far apart are told by those alone, so that screening all pairs of a batch is cheap.
    Others are laid over each other; where a side is not sure also mirrored, and the better fit counts.
    What decides is `shape_mm`, the root mean square of outline and free skin behind the toes after means over 20 mm
    patches: in them scanner noise cancels and the form of the foot does not. Toes move, so they have a limit of their
    own; pressed skin takes no part, as a floor is the same under every foot. A change counts from 3 mm (clinical.md
    A.5 [E]). How the limits were found, and how far to trust them: docs/comparing-scans.md.
    """
    changes = _changes(a, b)
    overlay = None if far_apart(changes) else _turned(_best(b, a)) if _rank(b) < _rank(a) else _best(a, b)
    evidence = Evidence(a=a, b=b, changes=changes, overlay=overlay)
    verdict, margin_mm = judged(evidence)
    found = told(evidence, verdict)
    return Likeness(verdict=verdict, margin_mm=margin_mm, overlay=overlay, changes=changes, findings=found)


def may_be_one_foot(a: Foot, b: Foot) -> bool:
    """Return False where the measures alone rule out that `compare_feet` finds one foot: for screening, in µs.

    Under one load they may differ by one and a half times what counts as change, else by what load can do. The arch
    of a foot whose side is not sure says nothing: it may have been measured on the lateral side.
    """
    one_load = a.load == b.load != "unknown"
    sure = _side_is_sure(a) and _side_is_sure(b)
    return all(
        abs(one.difference_mm) <= (SCREENED * one.limit_mm if one_load else most_by_load_mm(one.measure))
        for one in _changes(a, b)
        if sure or one.measure != "arch_height_mm"
    )


def _changes(a: Foot, b: Foot) -> tuple[Change, ...]:
    """Return the measures of both feet beside what counts as change."""
    return tuple(
        Change(measure=name, a_mm=float(getattr(a, name)), b_mm=float(getattr(b, name)), limit_mm=limit_mm)
        for name, limit_mm in CHANGE_MM.items()
    )


def _best(a: Foot, b: Foot) -> Overlay:
    """Return how well b lies on a, as they lie or, if a side is not sure, mirrored, whichever is better."""
    pair = skins(a), skins(b)
    as_they_lie = _laid(*pair, a.foot_length_mm, start=AS_THEY_LIE)
    if _side_is_sure(a) and _side_is_sure(b):
        return as_they_lie
    mirrored = _laid(*pair, a.foot_length_mm, start=MIRROR_Y)
    return min(as_they_lie, mirrored, key=lambda each: each.shape_mm)


def _laid(a: Skins, b: Skins, length_mm: float, *, start: FloatArray) -> Overlay:
    """Return the fit of b on a from a first guess, the hindfoot once more by itself."""
    a_from_b = laid_over(a, b, start=start)
    sole, wall = (gaps(*sheets, a_from_b=a_from_b) for sheets in zip(a, b, strict=True))
    behind = wall.places[:, 0] < BEHIND_TOES * length_mm
    free = (sole.places[:, 0] < BEHIND_TOES * length_mm) & (sole.places[:, 2] > FREE_MM)
    return Overlay(
        b_from_a=frozen(inverse(a_from_b)),
        rms_mm=sole.rms_mm,
        p95_mm=percentile(np.abs(sole.outside_mm), 95) if len(sole.outside_mm) else float("inf"),
        outline_rms_mm=wall.rms_mm,
        shape_mm=float(np.sqrt((_patched(wall, behind) ** 2 + _patched(sole, free) ** 2) / 2)),
        hindfoot_mm=_hindfoot(a, b, length_mm, start=a_from_b),
        toes_mm=_patched(wall, ~behind),
        overlap_ratio=min(sole.overlap_ratio, wall.overlap_ratio),
    )


def _hindfoot(a: Skins, b: Skins, length_mm: float, *, start: FloatArray) -> float:
    """Return the outline of the heel, fitted alone: load widens the ball and lowers the arch, the heel hardly moves."""
    sole, wall = (sheet.where(sheet.points[:, 0] < HINDFOOT * length_mm) for sheet in a)
    found = gaps(wall, b[1], a_from_b=laid_over((sole, wall), b, start=start))
    return _patched(found, found.places[:, 0] < HINDFOOT_JUDGED * length_mm)


def _patched(found: Gaps, chosen: BoolArray) -> float:
    """Return the root mean square of the mean gaps of 20 mm squares; infinite where there are none."""
    squares = np.floor(found.places[chosen, :2] / PATCH_MM).astype(np.int64)
    if len(squares) == 0:
        return float("inf")
    _, square, count = np.unique(squares, axis=0, return_inverse=True, return_counts=True)
    total = np.bincount(square.ravel(), weights=found.outside_mm[chosen])
    return float(np.sqrt(np.sum(total**2 / count) / np.sum(count)))


def _side_is_sure(foot: Foot) -> bool:
    """Return False for a side that could not be told, or was given against the evidence."""
    return foot.side != "unsure" and foot.side_confidence >= SIDE_IS_SURE


def _turned(overlay: Overlay) -> Overlay:
    """Return the same with the feet exchanged."""
    return replace(overlay, b_from_a=frozen(inverse(overlay.b_from_a)))


def _rank(foot: Foot) -> tuple[float, ...]:
    """Return an order of feet: a pair is always fitted the same way round."""
    return tuple(float(getattr(foot, name)) for name in CHANGE_MM)
