"""Stance. a scan in mm -> the foot standing upright in it, without floor, outward-wound; or the refusal."""

from dataclasses import dataclass

import numpy as np

from orthogen.anatomy.floor import outward_sign, without_floor
from orthogen.anatomy.kind import sheet
from orthogen.anatomy.shape import refusal
from orthogen.anatomy.support import Support, supports
from orthogen.anatomy.surface import Surface, spread
from orthogen.anatomy.walking import Walking, aligned, stand, upright
from orthogen.errors import AnatomyError, ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

SEARCH_SAMPLES = 20_000
THINNED = 3
TRIES = 4
LEAST_SCORE = 0.6
LEVEL = Support(np.array([0.0, 0.0, 1.0]), 0.0, 0.0)


@dataclass(frozen=True)
class Stance:
    """upright_from_scan: rigid frame with z = 0 on the support; surface and walking are in and from that frame."""

    upright_from_scan: FloatArray
    surface: Surface
    walking: Walking
    findings: tuple[Finding, ...]


def find_stance(surface: Surface) -> Stance:
    """Return how a whole foot stands on the best support plane on which it looks like one (pose.md 2.3).

    Up to four planes with at least 60 % of the best one's contact are tried: an unloaded foot may rest on its side
    nearly as well as on its sole. Raises what the candidates look like if none is a whole foot: KindNotYet,
    ScanIncomplete (a cropped foot is not tried on its other sides) or NotAFoot.
    """
    samples = spread(surface, SEARCH_SAMPLES)
    refused: list[AnatomyError] = []
    found = supports(samples)
    for support in found[:TRIES]:
        if support.score < LEAST_SCORE * found[0].score:
            break
        frame = upright(samples, support)
        one_sided = sheet(samples.in_frame(frame))
        if one_sided is not None:
            raise one_sided
        standing, findings = _cleared(surface.in_frame(frame))
        fine = spread(standing, THINNED * SEARCH_SAMPLES)
        walking = stand(fine.where(np.arange(len(fine)) % THINNED == 0), LEVEL)
        error = refusal(walking)
        if error is None:
            walking = aligned(fine, walking.walking_from_scan, walking.heel_toe)
            return Stance(frame, standing, walking, findings)
        refused.append(error)
        if isinstance(error, ScanIncomplete):
            break
    raise next((error for error in refused if isinstance(error, ScanIncomplete)), refused[0])


def _cleared(surface: Surface) -> tuple[Surface, tuple[Finding, ...]]:
    """Return an upright surface wound outward and without attached floor, and what was done to it."""
    findings = []
    if outward_sign(surface) < 0:
        surface = Surface(surface.points, surface.faces[:, ::-1])
        findings.append(Finding(check="winding_inverted", note="All faces were inside out; they were turned."))
    cleared, area_cm2 = without_floor(surface)
    if area_cm2 > 0:
        note = f"A piece of floor was attached to the foot; {area_cm2:.0f} cm² of it were removed."
        findings.append(Finding(check="floor_removed", note=note, measured=area_cm2, unit="cm2"))
    return cleared, tuple(findings)
