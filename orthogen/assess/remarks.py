"""Remarks. the steps of one foot -> what must be known of them: number, cuts, side, and numbers that no foot has."""

import numpy as np

from orthogen.assess.frame import PrintFrame
from orthogen.assess.stance import Masked
from orthogen.assess.steps import cross_talk
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import PressureRecording

_FEWEST_STEPS = 3
_SURE_AGAINST = 0.2  # a print that speaks so clearly for the other side than the file [E]
_STANDARD_G = 9.81
# formats.md 1.0, sanity tests of a reader; below the length a child's foot, above none.
_PEAK_KPA, _LENGTH_MM, _WIDTH_MM, _BODY_WEIGHTS = (100.0, 1500.0), (120.0, 330.0), (45.0, 135.0), (0.5, 3.0)
_FORCE_N = (120.0, 5000.0)


def remarks(recording: PressureRecording, side: str, items: list[Masked]) -> list[Finding]:
    """Return the findings on the steps of one foot."""
    whole = [item for item in items if item[0].whole]
    frames = [frame for _, frame, _ in (whole or items)]
    forces = np.array([step.force_n.max() for step, _, _ in (whole or items)])
    found = [*_side(recording, side, frames), *_number(recording, whole), *_plausible(recording, forces, frames)]
    noisy = int(cross_talk(recording).sum()) - int((~np.isfinite(recording.frames_kpa).any(axis=0)).sum())
    if recording.instrument == "insole" and noisy:
        cells = "1 cell stays" if noisy == 1 else f"{noisy} cells stay"
        note = f"{cells} loaded while the foot swings, or in a line one cell wide (cross-talk): left out."
        found.append(Finding(check="cross_talk", note=note, measured=float(noisy), level="warning"))
    if len(forces) > 1 and (spread := float(100 * forces.std(ddof=1) / forces.mean())) > 25:
        note = f"The highest forces of the steps differ by {spread:.0f} % (coefficient of variation)."
        found.append(Finding(check="steps_differ", note=note, measured=spread, unit="%", high=25, level="warning"))
    turned = sum(abs(np.degrees(np.arctan2(step.ahead[1], step.ahead[0]))) > 45 for step, _, _ in items)
    if turned:
        note = f"{turned} of {len(items)} steps run across the rows or against them; each was turned to its own walk."
        found.append(Finding(check="steps_turned", note=note, measured=float(turned)))
    return found


def _number(recording: PressureRecording, whole: list[Masked]) -> list[Finding]:
    if len(recording.frames_kpa) == 1:
        note = (
            "A single picture of highest pressures: its sum is no force at any moment, and it has no times and no path."
        )
        return [Finding(check="single_picture", note=note)]
    if not whole:
        note = "Every step of this foot is cut by the recording or by the edge of the plate."
        return [Finding(check="steps_cut", note=note, level="warning")]
    if len(whole) < _FEWEST_STEPS and len(recording.frames_kpa) > 1:
        note = f"{len(whole)} whole step{'s' * (len(whole) > 1)}; three or more tell how much steps differ."
        return [Finding(check="few_steps", note=note, measured=float(len(whole)), low=float(_FEWEST_STEPS))]
    return []


def _side(recording: PressureRecording, side: str, frames: list[PrintFrame]) -> list[Finding]:
    score = float(np.mean([frame.side_score for frame in frames]))
    if side == "unsure":
        note = "The print does not tell left from right: say it with --pressure-side."
        return [Finding(check="print_side_unsure", note=note, measured=score, level="warning")]
    if recording.side is None:
        note = f"A {side} foot by the shape of its print (score {score:+.2f}; right is positive)."
        return [Finding(check="print_side", note=note, measured=score)]
    how = {"declared": "says the file", "inferred": "by the name of the file or its device", "given": "as given"}
    found = [Finding(check="print_side", note=f"A {side} foot, {how[recording.side_source or 'declared']}.")]
    if abs(score) >= _SURE_AGAINST and (score > 0) != (side == "right"):
        other = "right" if score > 0 else "left"
        note = f"The shape of the print looks like a {other} foot (score {score:+.2f}): check the side of the file."
        found.append(Finding(check="print_side_against", note=note, measured=score, level="warning"))
    return found


def _plausible(recording: PressureRecording, forces: FloatArray, frames: list[PrintFrame]) -> list[Finding]:
    """Return a warning for every number that no foot has: mostly a wrong unit or pitch (formats.md 1.0)."""
    force = float(forces.mean())
    checks = [
        ("peak_plausible", float(np.nanmax(recording.frames_kpa)), "kPa", _PEAK_KPA, "highest pressure", "unit"),
        ("length_plausible", float(np.mean([f.length_mm for f in frames])), "mm", _LENGTH_MM, "print's length",
         "pitch"),
        ("width_plausible", float(np.mean([f.width_mm for f in frames])), "mm", _WIDTH_MM, "print's width", "pitch"),
    ]  # fmt: skip
    if recording.body_mass_kg and len(recording.frames_kpa) > 1:
        weights = force / (recording.body_mass_kg * _STANDARD_G)
        checks.append(("force_plausible", weights, "body weights", _BODY_WEIGHTS, "highest force", "unit and pitch"))
    elif len(recording.frames_kpa) > 1:  # the sum of a maximum picture is no force
        checks.append(("force_plausible", force, "N", _FORCE_N, "highest force", "unit and pitch"))
    return [
        Finding(check=check, measured=value, unit=unit, low=low, high=high, level="note" if low <= value <= high else
                "warning", note=f"The {what} is {value:.3g} {unit}" + ("." if low <= value <= high else
                f", outside {low:g} to {high:g}: check the {suspect}."))
        for check, value, unit, (low, high), what, suspect in checks
        if check == "force_plausible" or not low <= value <= high
    ]  # fmt: skip
