"""Stance. a scan in mm -> the feet standing upright in it, without floor, outward-wound; or the refusal."""

from dataclasses import replace
from typing import Literal

import numpy as np

from orthogen.anatomy.cut import MissingPart, incomplete, missing_parts
from orthogen.anatomy.floor import outward_sign, without_floor
from orthogen.anatomy.ground import ground
from orthogen.anatomy.kind import is_sheet, seen_from_below
from orthogen.anatomy.pieces import feet_in
from orthogen.anatomy.proportions import ball_length
from orthogen.anatomy.shape import refusal
from orthogen.anatomy.support import Support, supports
from orthogen.anatomy.surface import Samples, Surface, spread
from orthogen.anatomy.toeless import extended
from orthogen.anatomy.walking import Walking, aligned, stand, upright
from orthogen.errors import AnatomyError, NotAFoot, ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.beside import Beside
from orthogen.kernel.frame import composed
from orthogen.kernel.rank import percentile
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

SEARCH_SAMPLES = 20_000
THINNED = 3
TRIES = 8
LEAST_SCORE = 0.15
LEANING_DEG = 4.0
CONTACT_LEAST = 0.38
LEVEL = Support(np.array([0.0, 0.0, 1.0]), 0.0, 0.0)
TURNED = "All faces were inside out; they were turned."


@dataclass(frozen=True)
class Stance:
    """upright_from_scan: rigid frame with z = 0 on the support; surface and walking are in and from that frame.

    shows: what of the foot is there; a sole ends somewhere below the ankle.
    """

    upright_from_scan: FloatArray
    surface: Surface
    walking: Walking
    shows: Literal["whole_foot", "sole"]
    findings: tuple[Finding, ...]


def find_stances(surface: Surface, *, toes_needed: bool = True) -> tuple[Stance, ...]:
    """Return how the foot stands on the best support plane on which it looks like one (pose.md 2.3).

    Two stances if removing a floor leaves two feet. Up to eight planes with at least 15 % of the best one's
    contact are tried: an unloaded foot may rest on its side, a leg may have more contact than the sole. Raises what
    the candidates look like if none is a foot: ScanIncomplete (a cropped foot is not tried on its other sides) or
    NotAFoot. Cut off toes pass if they are not needed.
    """
    samples = spread(surface, SEARCH_SAMPLES)
    refused: list[AnatomyError] = []
    found = supports(samples)
    for support in found[:TRIES]:
        if support.score < LEAST_SCORE * found[0].score:
            break
        frame = upright(samples, support)
        stances, error = _on(surface.in_frame(frame), samples.in_frame(frame), toes_needed)
        error = error or _too_little_contact(support, stances)
        if error is None:
            return tuple(replace(one, upright_from_scan=composed(one.upright_from_scan, frame)) for one in stances)
        refused.append(error)
        if isinstance(error, ScanIncomplete):
            break
    raise next((error for error in refused if isinstance(error, ScanIncomplete)), refused[0])


def _too_little_contact(support: Support, stances: tuple[Stance, ...]) -> NotAFoot | None:
    """Return the refusal of feet that touch their plane too little to stand on it: upside down, on back and stump.

    The share of length × ball width that comes within 6 mm of the plane: from 0.51 on on 24 feet standing and hanging,
    up to 0.28 where the same feet passed for feet on another plane.
    """
    under = sum(one.walking.length_mm**2 * ball_length(one.walking) for one in stances) / 100
    if support.contact_cm2 >= CONTACT_LEAST * under:
        return None
    return NotAFoot(
        f"this is not a human foot: {support.contact_cm2:.0f} cm² of it come near the plane it would stand on, "
        f"of a sole at least {CONTACT_LEAST * under:.0f}",
        "check that the file holds one foot, in any position, and nothing else",
    )


def _on(
    lying: Surface, samples: Samples, toes_needed: bool, *, may_lean: bool = True
) -> tuple[tuple[Stance, ...], AnatomyError | None]:
    """Return the stances of a scan that lies on z = 0, or why there are none."""
    as_it_lies = Beside(lambda: _rough(lying))  # most scans have nothing to clear
    sheet = is_sheet(samples)
    standing, findings = _faced_down(lying) if sheet else _cleared(lying)
    if not sheet and any(item.check == "floor_removed" for item in findings):
        parts = feet_in(standing)
        if len(parts) > 1:
            return tuple(
                replace(stance, findings=(*findings, *dropped, *stance.findings))
                for part, dropped in parts
                for stance in find_stances(part, toes_needed=toes_needed)
            ), None
        standing, dropped = parts[0]
        findings = (*findings, *dropped)
    fine, walking = as_it_lies.result() if standing is lying else _rough(standing)
    shows: Literal["whole_foot", "sole"] = "sole" if sheet else "whole_foot"
    walking, told, error = _judged(fine, walking, shows, toes_needed)
    if error is None:
        return (Stance(np.eye(4), standing, walking, shows, (*findings, *told)),), None
    level = _level(walking) if may_lean and isinstance(error, NotAFoot) else None
    if level is None:
        return (), error
    stances, _ = _on(lying.in_frame(level), samples.in_frame(level), toes_needed, may_lean=False)
    upright = tuple(replace(one, upright_from_scan=composed(one.upright_from_scan, level)) for one in stances)
    return upright, None if upright else error


def _rough(standing: Surface) -> tuple[Samples, Walking]:
    """Return samples of a surface that stands on z = 0, and the foot walking on it, found on a third of them."""
    fine = spread(standing, THINNED * SEARCH_SAMPLES)
    return fine, stand(fine.thinned(THINNED), LEVEL)


def _judged(
    fine: Samples, walking: Walking, shows: Literal["whole_foot", "sole"], toes_needed: bool
) -> tuple[Walking, tuple[Finding, ...], AnatomyError | None]:
    """Return the walking foot in full detail, what had to be assumed, and the refusal if it is no foot or cropped."""
    if not np.isfinite(walking.length_mm):
        return walking, (), refusal(walking, kind=shows)
    in_full = Beside(lambda: aligned(fine, walking.walking_from_scan, walking.heel_toe))
    cut = Beside(lambda: _missing(walking, shows))
    error = refusal(walking, kind=shows)
    missing = cut.result()
    if missing and all(part.part == "toes" for part in missing):
        longer, told, otherwise = _without_toes(fine, walking, shows)
        cropped = incomplete(missing) if toes_needed else None
        return (longer, told, cropped) if otherwise is None else (walking, (), error or otherwise)
    if missing and not isinstance(error, NotAFoot):
        error = incomplete(missing)
    if error is not None:
        return walking, (), error
    return in_full.result(), (), None


def _missing(walking: Walking, shows: Literal["whole_foot", "sole"]) -> tuple[MissingPart, ...]:
    """Return the parts that a crop took away; a sole seen from below ends where the scanner saw no more."""
    if shows == "sole" and seen_from_below(walking.samples):
        return ()
    return missing_parts(walking.samples, walking.length_mm, highest_mm=_top(walking))


def _without_toes(
    fine: Samples, cut: Walking, shows: Literal["whole_foot", "sole"]
) -> tuple[Walking, tuple[Finding, ...], AnatomyError | None]:
    """Return the foot as long as it must have been with toes, and why it is none."""
    try:
        longer, told = extended(fine, cut)
    except ScanIncomplete as too_short:
        return cut, (), too_short
    return longer, (told,), refusal(longer, kind=shows)


def _level(walking: Walking) -> FloatArray | None:
    """Return the frame that puts a leaning foot on heel and ball, from the one it lies in; None if it does not lean.

    An unloaded sole is round: it may come to rest on one border, leaning by 10° to 20°.
    """
    if not np.isfinite(walking.length_mm):
        return None
    level = ground(walking).ground_from_walking
    return composed(level, walking.walking_from_scan) if level[2, 2] < np.cos(np.radians(LEANING_DEG)) else None


def _top(walking: Walking) -> float:
    """Return how high the skin reaches, stray points left out."""
    return percentile(walking.samples.points[:, 2], 99.5)


def _faced_down(sheet: Surface) -> tuple[Surface, tuple[Finding, ...]]:
    """Return a sheet of plantar skin wound so that it faces down, and whether it had to be turned."""
    if float((sheet.areas * sheet.upward).sum()) <= 0:
        return sheet, ()
    return sheet.turned(), (Finding(check="winding_inverted", note=TURNED),)


def _cleared(surface: Surface) -> tuple[Surface, tuple[Finding, ...]]:
    """Return an upright surface wound outward and without attached floor, and what was done to it."""
    findings = []
    if outward_sign(surface) < 0:
        surface = surface.turned()
        findings.append(Finding(check="winding_inverted", note=TURNED))
    cleared, area_cm2 = without_floor(surface)
    if area_cm2 > 0:
        note = f"A piece of floor was attached to the foot; {area_cm2:.0f} cm² of it were removed."
        findings.append(Finding(check="floor_removed", note=note, measured=area_cm2, unit="cm2"))
    return cleared, tuple(findings)
