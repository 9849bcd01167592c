"""Every refusal of prediction.md 5 and 2.1 is triggered once, and a good case by none."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen import design, solid
from orthogen.errors import NotPredictable
from orthogen.kernel.arrays import frozen
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.heel_lift import HeelLift
from orthogen.modifications.metatarsal_pad import MetatarsalPad
from orthogen.predict import Person, band, equilibrium, forecast, modes, refuse, stance
from orthogen.predict.calibrate import record
from orthogen.predict.support import plain, under
from orthogen.records.assessed import FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.prediction import Loading, Prediction
from orthogen.records.prescription import Prescription
from tests.beds import calibrated, scaled_to_print, usual_foot
from tests.feet import truth_foot

FOOT = "adult_left_cavus"


def _predicted(foot: Foot, person: Person, *modifications: object) -> Prediction:
    order = Prescription(profile="none", modifications=(HeelCup(depth_mm=14.0), *modifications))  # type: ignore[arg-type]
    plan = design.design(foot, order)
    return forecast(foot, plan, solid.make_insole(plan, label=""), person, target="mth2")


def _load(*, steps: int = 5, cv: float | None = 8.0, **more: object) -> FootLoad:
    _, load, on_foot = scaled_to_print(FOOT)
    return FootLoad(load=replace(load, steps=steps, step_cv_percent=cv), on_foot=on_foot, **more)  # type: ignore[arg-type]


def test_a_whole_case_is_told_with_bands_and_never_with_a_pressure() -> None:
    foot, _, _ = scaled_to_print(FOOT)
    found = _predicted(foot, Person(load=_load()), MetatarsalPad())
    assert not found.refused and found.calibrated and found.offload is not None
    named = {item.part: item for item in found.changes}
    assert named["mth2"].near_edge == ("metatarsal_pad",) and named["mth2"].median is None
    heel = named["heel"]
    assert heel.low is not None and heel.high is not None and heel.median is not None
    assert heel.high - heel.low >= 20.0 and heel.low < heel.median < heel.high
    assert found.before_share is not None and found.before_share.max() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("flag", "diagnosis", "check"),
    [("numbness_or_tingling", None, "numbness_or_tingling"), ("open_ulcer", None, "open_ulcer"),
     ("suspected_charcot_foot", None, "suspected_charcot_foot"),
     ("unilateral_or_rigid_flatfoot", None, "unilateral_or_rigid_flatfoot"),
     (None, "diabetic neuropathy", "history_neuropath"), (None, "amputation of toe 2", "history_amputat"),
     (None, "rigid cavus", "history_rigid"), (None, "running injury", "history_running")],
)  # fmt: skip
def test_a_history_refuses(flag: str | None, diagnosis: str | None, check: str) -> None:
    form = Assessment(red_flags={flag: True} if flag else {}, diagnosis=diagnosis)
    assert check in refuse.named(refuse.of_person(form))
    assert not refuse.of_person(Assessment(red_flags={"diabetes": False}))


def test_a_foot_that_the_scan_does_not_show_refuses() -> None:
    foot = truth_foot("adult_right_sole_only")
    assert not refuse.of_foot(foot)
    assert refuse.named(refuse.of_foot(replace(foot, foot_length_mm=150.0))) >= {"short_foot"}
    assert refuse.named(refuse.of_foot(replace(foot, sole_flattened=True))) == {"arch_unresolved"}
    marks = {name: mark for name, mark in foot.landmarks.items() if name != "mth4"}
    assert refuse.named(refuse.of_foot(replace(foot, landmarks=marks))) == {"heads_unknown"}
    z = foot.plantar.z_mm.copy()
    z[np.hypot(foot.plantar.grid.x_mm - 35.0, foot.plantar.grid.y_mm) < 6.0] = np.nan
    holed = replace(foot, plantar=replace(foot.plantar, z_mm=frozen(z)))
    assert refuse.named(refuse.of_foot(holed)) == {"scan_holes"}


def test_a_print_or_its_absence_refuses() -> None:
    loaded, hanging = truth_foot("adult_right_normal"), truth_foot("adult_right_sole_only")
    assert refuse.named(refuse.of_load(loaded, None, 70.0)) == {"loaded_without_print"}
    assert refuse.named(refuse.of_load(hanging, None, None)) == {"no_force"}
    assert not refuse.of_load(hanging, None, 70.0)
    assert refuse.named(refuse.of_load(loaded, _load(steps=2), None)) == {"few_steps"}
    assert refuse.named(refuse.of_load(loaded, _load(cv=30.0), None)) == {"steps_differ"}
    apart = replace(_load(), on_foot=None, apart="the print fits the scan with a correlation of 0.71")
    (said,) = refuse.of_load(loaded, apart, None)
    assert said.check == "print_apart" and "0.71" in said.reason
    assert not refuse.of_load(loaded, _load(), None)


def test_a_calibration_that_does_not_hold_refuses() -> None:
    fit, _ = calibrated(FOOT)
    _, load, on_foot = scaled_to_print(FOOT)
    good = record(fit, load, on_foot)
    assert not refuse.of_calibration(good)
    assert refuse.named(refuse.of_calibration(replace(good, clamped_share=0.11))) == {"calibration_clamped"}
    worse = replace(good, rms_ratio={"heel": 0.5, "mid": 0.9, "late": 0.46})
    assert refuse.named(refuse.of_calibration(worse)) == {"calibration_heel", "calibration_ball"}


def test_a_high_heel_refuses() -> None:
    foot, _, _ = scaled_to_print(FOOT)
    plan = design.design(foot, Prescription(profile="none", modifications=(HeelCup(), HeelLift(height_mm=10.0))))
    assert not refuse.of_design(plan)
    assert refuse.named(refuse.of_design(replace(plan, tilt_mm=2.2 * plan.tilt_mm))) == {"high_heel"}


@pytest.mark.parametrize(
    ("limit", "value", "word"),
    [("MOST_PITCH_DEG", 0.5, "pitch"), ("MOST_ROLL_DEG", 0.1, "roll"), ("MOST_STRAIN", 0.1, "strained"),
     ("MOST_KPA", 50.0, "highest pressure")],
)  # fmt: skip
def test_the_limits_of_the_model_refuse(monkeypatch: pytest.MonkeyPatch, limit: str, value: float, word: str) -> None:
    sole, loadings = usual_foot("adult_right_normal", mass_kg=60.0)
    stance.before(sole, under(sole, plain(sole.grid)), loadings)
    monkeypatch.setattr(equilibrium, limit, value)
    with pytest.raises(NotPredictable, match=word):
        stance.before(sole, under(sole, plain(sole.grid)), loadings)


def test_no_balance_is_told_as_a_refusal_of_the_whole() -> None:
    sole, _ = usual_foot("adult_right_sole_only")
    outside = Loading(name="heel", force_n=700.0, x_mm=600.0, y_mm=0.0, toe_share=0.0)
    with pytest.raises(NotPredictable):
        equilibrium.stand(sole, under(sole, plain(sole.grid)), outside, hinges=modes.hinges(sole),
                          stiffness=equilibrium.Stiffness())  # fmt: skip


def test_what_is_told_of_one_part() -> None:
    rows = np.linspace(-40.0, -25.0, 40)
    assert band.told("heel", rows, before_kpa=300.0).told == "lower"
    assert band.told("heel", -rows, before_kpa=300.0).told == "higher"
    assert band.told("heel", rows + 20.0, before_kpa=300.0).told == "unclear"
    weak = band.told("midfoot", rows, before_kpa=79.0)
    assert weak.told == "new_contact" and weak.median is None
    beside = band.told("mth2", rows, before_kpa=300.0, near_edge=("metatarsal_pad",))
    assert beside.told == "direction_lower" and beside.median is None
    assert band.told("hallux", rows + 13.0, before_kpa=300.0).told == "unclear"
    steady = band.told("heel", np.full(40, -30.0), before_kpa=300.0)
    assert (steady.low, steady.high) == (-40.0, -20.0)
