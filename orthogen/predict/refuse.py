"""Refuse. foot, print, form, calibration -> the reasons why no percentages may be told (prediction.md 5)."""

from collections.abc import Sequence

import numpy as np

from orthogen.kernel.smooth import patches
from orthogen.predict.sole import HEADS
from orthogen.records.assessed import FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.device import Design
from orthogen.records.foot import Foot
from orthogen.records.prediction import Calibration, Refused

LEAST_LENGTH_MM, LEAST_STEPS, MOST_CV_PERCENT = 160.0, 3, 25.0
MOST_CLAMPED, MOST_RMS, MOST_RISE_MM = 0.10, 0.45, 20.0
_HOLE_MM2, _CONTACT_MM, _BALL_END_MM = 50.0, 6.0, 10.0
OUTSIDE = {
    "numbness_or_tingling": "numbness is reported: pressure must be measured in the shoe, no model may decide",
    "open_ulcer": "an ulcer is reported: pressure must be measured in the shoe, no model may decide",
    "suspected_charcot_foot": "a Charcot foot is suspected: it is outside the model, measure in the shoe",
    "unilateral_or_rigid_flatfoot": "a rigid deformity is reported: it is outside the model, measure in the shoe",
}  # fmt: skip
WORDS = ("neuropath", "ulcer", "charcot", "amputat", "rigid", "rocker", "running", "jump")


def of_person(form: Assessment | None) -> tuple[Refused, ...]:
    """Return what the form says against any percentages."""
    if form is None:
        return ()
    found = [Refused(check=name, reason=why) for name, why in OUTSIDE.items() if form.red_flags.get(name)]
    said = f"{form.diagnosis or ''} {form.shoe or ''}".lower()
    found += [
        Refused(
            check=f"history_{word}", reason=f"the form says {said.strip()!r}: outside the model; measure in the shoe"
        )
        for word in WORDS
        if word in said
    ]
    return tuple(found)


def of_foot(foot: Foot) -> tuple[Refused, ...]:
    """Return what the scan lacks for a prediction."""
    found = []
    if foot.foot_length_mm < LEAST_LENGTH_MM:
        said = (f"the foot is {foot.foot_length_mm:.0f} mm long; the model is not made for feet below "
                f"{LEAST_LENGTH_MM:.0f} mm: measure in the shoe")  # fmt: skip
        found.append(Refused(check="short_foot", reason=said))
    if foot.sole_flattened:
        said = "the scanned sole carries no arch: scan the foot unloaded, or take an impression"
        found.append(Refused(check="arch_unresolved", reason=said))
    missing = [name for name in HEADS if name not in foot.landmarks]
    if missing:
        found.append(Refused(check="heads_unknown", reason=f"the scan does not show {', '.join(missing)}: scan the "
                             "whole forefoot, or build with --landmark"))  # fmt: skip
    elif (area := hole_mm2(foot)) > _HOLE_MM2:
        found.append(Refused(check="scan_holes", reason=f"{area:.0f} mm² of the sole that touches the ground are "
                             f"missing in the scan; {_HOLE_MM2:.0f} mm² are allowed: scan again"))  # fmt: skip
    return tuple(found)


def of_load(foot: Foot, load: FootLoad | None, body_mass_kg: float | None) -> tuple[Refused, ...]:
    """Return what speaks against the print, or against doing without one; load: of this side, where there is one."""
    if load is not None and load.on_foot is None and load.apart:
        return (Refused(check="print_apart", reason=load.apart),)
    if load is None or load.on_foot is None or not load.load.instants:
        return _without_print(foot, body_mass_kg)
    return _of_steps(load.load.steps, load.load.step_cv_percent)


def _without_print(foot: Foot, body_mass_kg: float | None) -> tuple[Refused, ...]:
    found = []
    if foot.load != "unloaded":
        scan = "the scan was taken under load" if foot.load == "standing" else "nobody says if the scan was loaded"
        found.append(Refused(check="loaded_without_print", reason=f"{scan} and there is no barefoot print, so how the "
                             "sole hangs free is unknown: record three steps or more on a pressure plate and give them "
                             "with --pressure; a print in a shoe, or one picture, cannot stand in"))  # fmt: skip
    if body_mass_kg is None:
        said = "neither the body mass nor a measured force is known: give a form with body_mass_kg, --assessment FILE"
        found.append(Refused(check="no_force", reason=said))
    return tuple(found)


def _of_steps(steps: int, cv_percent: float | None) -> tuple[Refused, ...]:
    if steps < LEAST_STEPS:
        said = f"the print holds {steps} whole steps; {LEAST_STEPS} are needed: record more"
        return (Refused(check="few_steps", reason=said),)
    if cv_percent is not None and cv_percent > MOST_CV_PERCENT:
        return (Refused(check="steps_differ", reason=f"the highest forces of the steps vary by {cv_percent:.0f} %; "
                        f"{MOST_CV_PERCENT:.0f} % are allowed: record again at one pace"),)  # fmt: skip
    return ()


def of_calibration(calibration: Calibration) -> tuple[Refused, ...]:
    """Return where the model cannot be made to agree with the print."""
    found = []
    if calibration.clamped_share > MOST_CLAMPED:
        said = (f"on {100 * calibration.clamped_share:.0f} % of the loaded area the sole would have to move by 4 mm or "
                f"more to fit the print; {100 * MOST_CLAMPED:.0f} % are allowed: check that scan and print are the "
                "same foot")  # fmt: skip
        found.append(Refused(check="calibration_clamped", reason=said))
    for name, where in (("heel", "heel"), ("late", "ball")):
        if (rms := calibration.rms_ratio.get(name, 0.0)) > MOST_RMS:
            found.append(Refused(check=f"calibration_{where}", reason=f"under the {where} model and print differ by "
                                 f"{rms:.2f} of the mean pressure; {MOST_RMS} is the limit: check that scan and print "
                                 "are the same foot"))  # fmt: skip
    return tuple(found)


def of_design(design: Design) -> tuple[Refused, ...]:
    """Return what of a device is outside the model: a heel more than 20 mm above the ball."""
    rise = float(design.tilt_mm[design.inset_mm > 0].max() - design.tilt_mm[design.inset_mm > 0].min())
    if rise <= MOST_RISE_MM:
        return ()
    said = (f"posts and lifts raise one part {rise:.0f} mm above another; {MOST_RISE_MM:.0f} mm is the limit of the "
            "model: measure in the shoe")  # fmt: skip
    return (Refused(check="high_heel", reason=said),)


def named(refused: Sequence[Refused]) -> frozenset[str]:
    """Return the checks of some refusals."""
    return frozenset(item.check for item in refused)


def hole_mm2(foot: Foot) -> float:
    """Return the area of the holes behind the toes whose rim lies below 6 mm: where the sole touches the ground."""
    grid, z = foot.plantar.grid, np.pad(foot.plantar.z_mm, 1, constant_values=np.nan)
    number = patches(~np.isfinite(z))
    low = np.nan_to_num(z, nan=99.0) < _CONTACT_MM
    beside = np.zeros(low.shape, dtype=bool)
    for axis in (0, 1):
        for way in (-1, 1):
            beside |= np.roll(low, way, axis)
    behind = np.pad(grid.x_mm < foot.mth_line_x_mm(grid.y_mm) + _BALL_END_MM, 1)
    touched = np.unique(number[beside & behind & (number > 0) & (number != number[0, 0])])
    return float((np.isin(number, touched) & behind).sum() * grid.step_mm**2)
