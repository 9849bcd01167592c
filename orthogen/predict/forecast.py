"""Forecast. foot, its device, its print -> the prediction, or the reasons why there is none."""

from collections.abc import Mapping

import numpy as np

from orthogen.errors import NotPredictable
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.lazyclass import dataclass
from orthogen.predict import calibrate, masks, refuse, score, stance
from orthogen.predict.band import Subject, spread, told
from orthogen.predict.loading import usual
from orthogen.predict.sole import Sole, sole_of
from orthogen.predict.support import MATERIALS_KPA, of_device, plain, under
from orthogen.records.assessed import FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.device import Design, Insole
from orthogen.records.foot import Foot
from orthogen.records.prediction import PARTS, Calibration, Part, Prediction, Refused
from orthogen.records.prescription import Stage

FINE_MM, COARSE_MM = 1.0, 2.0
_EDGE_MM, _MATERIAL_MM = 15.0, 0.5
_NAMES = {"tpu": "TPU", "eva": "EVA", "soft_eva": "soft EVA", "poron": "Poron"}
_EDGED = (Stage.PAD, Stage.WELL, Stage.SKIVE)


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known beside scan and device: the form, its body mass or the print's, and the load of this side."""

    form: Assessment | None = None
    body_mass_kg: float | None = None
    load: FootLoad | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """A foot that may be predicted: in coarse cells with its step, and what it was calibrated to."""

    subject: Subject
    calibration: Calibration | None


def forecast(
    foot: Foot, design: Design, insole: Insole, person: Person, *, material: str = "tpu", target: Part | None = None
) -> Prediction:
    """Return what the device changes against the shoe's flat floor; material: a name out of MATERIALS_KPA.

    target: a part that is to be relieved; the offload score is then told. Never raises for what speaks against telling
    percentages: that is `refused`.
    """
    known = known_of(foot, person)
    if isinstance(known, Known):
        refused = refuse.of_design(design)
        if not refused:
            try:
                return _told(foot, design, insole, known, material, target)
            except NotPredictable as beyond:
                refused = (Refused(check="outside_model", reason=str(beyond)),)
    else:
        refused = known
    return Prediction(
        side="left" if foot.mirrored else "right", scan="unloaded" if foot.load == "unloaded" else "loaded",
        refused=refused, assumed=_assumed(design, material),
    )  # fmt: skip


def known_of(foot: Foot, person: Person) -> Known | tuple[Refused, ...]:
    """Return the foot in the model, calibrated where there is a print, or the reasons why it is not for it."""
    load = person.load
    mass = person.body_mass_kg or (load.load.body_mass_kg if load else None)
    refused = (*refuse.of_person(person.form), *refuse.of_foot(foot), *refuse.of_load(foot, load, mass))
    if refused:
        return refused
    sole = sole_of(foot, step_mm=COARSE_MM, loaded=foot.load != "unloaded")
    if load is None or load.on_foot is None or not load.load.instants:
        return Known(subject=Subject(sole=sole, loadings=usual(sole, mass or 0.0), seen=None), calibration=None)
    try:
        seen = calibrate.print_on(sole, load.load, load.on_foot)
        fit = calibrate.fitted(sole, seen)
    except NotPredictable as beyond:
        return (Refused(check="outside_model", reason=str(beyond)),)
    calibration = calibrate.record(fit, load.load, load.on_foot)
    return refuse.of_calibration(calibration) or Known(
        subject=Subject(sole=fit.sole, loadings=seen.loadings, seen=seen), calibration=calibration
    )


def _told(foot: Foot, design: Design, insole: Insole, known: Known, material: str, target: Part | None) -> Prediction:
    subject, stiff = known.subject, MATERIALS_KPA[material]
    sole = sole_of(foot, step_mm=FINE_MM, loaded=foot.load != "unloaded")
    if known.calibration is not None:
        sole = calibrate.carried(known.calibration, sole)
    reference = stance.before(sole, under(sole, plain(sole.grid)), subject.loadings)
    new = stance.after(reference, under(sole, of_device(sole.grid, design, insole, stiff_kpa=stiff)))
    (drawn,) = spread(subject, [of_device(subject.sole.grid, design, insole, stiff_kpa=stiff)])
    edges = edges_near(sole, design, reference.parts)
    changes = tuple(
        told(part, drawn[part], before_kpa=reference.peaks_kpa[part], near_edge=edges[part]) for part in PARTS
    )
    before, after = (np.max([item.pressure_kpa for item in standing], axis=0) for standing in
                     (reference.standing, new))  # fmt: skip
    top = float(before.max())
    return Prediction(
        side="left" if foot.mirrored else "right", scan="unloaded" if foot.load == "unloaded" else "loaded", refused=(),
        changes=changes, grid=sole.grid, before_share=_map(sole, before / top), after_share=_map(sole, after / top),
        correlation=known.calibration.correlation if known.calibration else None,
        steps=known.calibration.steps if known.calibration else 0, assumed=_assumed(design, material),
        offload=score.offload(changes, target, masks.touching(sole, reference.parts, target)) if target else None,
    )  # fmt: skip


def _map(sole: Sole, share: FloatArray) -> FloatArray:
    return frozen(sole.field(share))


def edges_near(sole: Sole, design: Design, parts: Mapping[str, BoolArray]) -> dict[str, tuple[str, ...]]:
    """Return part -> the additions that end within 15 mm of it: pads, wells, skives, the edge of a short device."""
    fields = {item.KIND: design.fields_mm[item.KIND] for item in design.settled.modifications
              if item.STAGE in _EDGED and item.KIND in design.fields_mm}  # fmt: skip
    grid, found = sole.grid, {}
    x, y = grid.x_mm + 0 * grid.y_mm, grid.y_mm + 0 * grid.x_mm
    taken = {kind: np.nan_to_num(design.grid.sample_linear(field, x, y)) for kind, field in fields.items()}
    near = {kind: masks.near_to(sole, masks.edge_cells(grid, field, least_mm=_MATERIAL_MM).ravel()[sole.at], _EDGE_MM)
            for kind, field in taken.items()}  # fmt: skip
    if design.settled.length != "full":
        inside = np.nan_to_num(design.grid.sample_linear(design.inset_mm, x, y), nan=-1.0) > 0
        ends = masks.edge_cells(grid, inside.astype(np.float64), least_mm=0.5).ravel()[sole.at]
        near["device_edge"] = masks.near_to(sole, ends & (sole.ahead_mm > -40.0), _EDGE_MM)
    for part, cells in parts.items():
        found[part] = tuple(kind for kind, close in near.items() if (close & cells).any())
    return found


def _assumed(design: Design, material: str) -> tuple[str, ...]:
    """Return in sentences what the model takes for granted of the device and the shoe."""
    body = (
        "The shell is taken as rigid; its bending is not modelled."
        if design.settled.construction == "shell"
        else f"The insole is taken as solid {_NAMES.get(material, material)} of {MATERIALS_KPA[material]:.0f} kPa."
    )
    return (body, "The shoe is taken as flat, giving 20 mm per MPa, with and without the device.")
