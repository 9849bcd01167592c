"""Every refusal of prediction.md 5 and 2.1 is triggered once, and a good case by none."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen import design, pipeline, solid
from orthogen.errors import NotPredictable
from orthogen.kernel.arrays import frozen
from orthogen.lab.evidence import people
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.heel_lift import HeelLift
from orthogen.modifications.metatarsal_pad import MetatarsalPad
from orthogen.predict import Person, band, equilibrium, forecast, modes, optimised, refuse, stance
from orthogen.predict.calibrate import record
from orthogen.predict.support import plain, under
from orthogen.records.assessed import FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.prediction import Loading, Prediction, Refused
from orthogen.records.prescription import Prescription
from tests.beds import calibrated, scaled_to_print, usual_foot
from tests.feet import truth_foot

FOOT = "adult_left_cavus"


def _predicted(foot: Foot, person: Person, *modifications: object) -> Prediction:
    order = Prescription(profile="none", modifications=(HeelCup(depth_mm=14.0), *modifications))  # type: ignore[arg-type]
    plan = design.design(foot, order)
    return forecast(foot, plan, solid.make_insole(plan, label=""), person, target="mth2")


def _load(*, steps: int = 5, cv: float | None = 8.0) -> FootLoad:
    _, load, on_foot = scaled_to_print(FOOT)
    return FootLoad(load=replace(load, steps=steps, step_cv_percent=cv), on_foot=on_foot)


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


def _said_of_person(**form: object) -> tuple[Refused, ...]:
    return refuse.of_person(Assessment(**form))  # type: ignore[arg-type]


def _sole_only(**changed: object) -> tuple[Refused, ...]:
    return refuse.of_foot(replace(truth_foot("adult_right_sole_only"), **changed))  # type: ignore[arg-type]


def _holed() -> tuple[Refused, ...]:
    foot = truth_foot("adult_right_sole_only")
    z = foot.plantar.z_mm.copy()
    z[np.hypot(foot.plantar.grid.x_mm - 35.0, foot.plantar.grid.y_mm) < 6.0] = np.nan
    return _sole_only(plantar=replace(foot.plantar, z_mm=frozen(z)))


def _headless() -> tuple[Refused, ...]:
    marks = truth_foot("adult_right_sole_only").landmarks
    return _sole_only(landmarks={name: mark for name, mark in marks.items() if name != "mth4"})


def _of_load(name: str, load: FootLoad | None, mass_kg: float | None = None) -> tuple[Refused, ...]:
    return refuse.of_load(truth_foot(name), load, mass_kg)


def _apart() -> tuple[Refused, ...]:
    why = "the print fits the scan with a correlation of 0.71"
    return _of_load("adult_right_normal", replace(_load(), on_foot=None, apart=why))


def _of_calibration(**changed: object) -> tuple[Refused, ...]:
    fit, _ = calibrated(FOOT)
    _, load, on_foot = scaled_to_print(FOOT)
    return refuse.of_calibration(replace(record(fit, load, on_foot), **changed))  # type: ignore[arg-type]


def _high_heel() -> tuple[Refused, ...]:
    foot, _, _ = scaled_to_print(FOOT)
    plan = design.design(foot, Prescription(profile="none", modifications=(HeelCup(), HeelLift(height_mm=10.0))))
    assert not refuse.of_design(plan)
    return refuse.of_design(replace(plan, tilt_mm=2.2 * plan.tilt_mm))


def _outside_model() -> tuple[Refused, ...]:
    return _predicted(truth_foot("adult_right_sole_only"), Person(body_mass_kg=500.0)).refused


def _target_unloaded() -> tuple[Refused, ...]:
    foot, _, _ = scaled_to_print(FOOT)
    order = Prescription(profile="none", modifications=(HeelCup(),))
    found = optimised(foot, order, Person(load=_load()), dosing=pipeline.dosing(foot, order), material="tpu",
                      target="midfoot", change_percent=-10.0)  # fmt: skip
    return found.refused


# check -> what triggers it: every check that may refuse stands here, and in docs/prediction.md
TRIGGERS: dict[str, Callable[[], tuple[Refused, ...]]] = {
    "numbness_or_tingling": lambda: _said_of_person(red_flags={"numbness_or_tingling": True}),
    "open_ulcer": lambda: _said_of_person(red_flags={"open_ulcer": True}),
    "suspected_charcot_foot": lambda: _said_of_person(red_flags={"suspected_charcot_foot": True}),
    "unilateral_or_rigid_flatfoot": lambda: _said_of_person(red_flags={"unilateral_or_rigid_flatfoot": True}),
    "history_neuropath": lambda: _said_of_person(diagnosis="Diabetic neuropathy"),
    "history_ulcer": lambda: _said_of_person(diagnosis="healed ulcer"),
    "history_charcot": lambda: _said_of_person(diagnosis="Charcot foot"),
    "history_amputat": lambda: _said_of_person(diagnosis="amputation of toe 2"),
    "history_rigid": lambda: _said_of_person(diagnosis="rigid cavus"),
    "history_rocker": lambda: _said_of_person(shoe="rocker sole"),
    "history_running": lambda: _said_of_person(diagnosis="running injury"),
    "history_jump": lambda: _said_of_person(diagnosis="jumper's knee, long jump"),
    "short_foot": lambda: _sole_only(foot_length_mm=150.0),
    "arch_unresolved": lambda: _sole_only(sole_flattened=True),
    "heads_unknown": _headless,
    "scan_holes": _holed,
    "loaded_without_print": lambda: _of_load("adult_right_normal", None, 70.0),
    "no_force": lambda: _of_load("adult_right_sole_only", None),
    "print_apart": _apart,
    "few_steps": lambda: _of_load("adult_right_normal", _load(steps=2)),
    "steps_differ": lambda: _of_load("adult_right_normal", _load(cv=30.0)),
    "calibration_clamped": lambda: _of_calibration(clamped_share=0.11),
    "calibration_heel": lambda: _of_calibration(rms_ratio={"heel": 0.5, "mid": 0.9, "late": 0.4}),
    "calibration_ball": lambda: _of_calibration(rms_ratio={"heel": 0.4, "mid": 0.9, "late": 0.46}),
    "high_heel": _high_heel,
    "outside_model": _outside_model,
    "target_unloaded": _target_unloaded,
}


@pytest.mark.parametrize("check", TRIGGERS)
def test_what_speaks_against_percentages_refuses_and_says_what_to_do(check: str) -> None:
    (said,) = [item for item in TRIGGERS[check]() if item.check == check]
    assert len(said.reason) > 30 and not said.reason.endswith(".")


def test_every_refusal_is_triggered_and_told_in_the_docs() -> None:
    room = Path(refuse.__file__).parent
    said = "".join(path.read_text() for path in sorted(room.glob("*.py")))
    checks = (
        set(re.findall(r'check="(\w+)"', said)) | set(refuse.OUTSIDE) | {f"history_{word}" for word in refuse.WORDS}
    )
    checks |= {"calibration_heel", "calibration_ball"}
    assert set(re.findall(r'check=f"(\w+)_\{', said)) == {"history", "calibration"}
    page = (room.parents[1] / "docs" / "prediction.md").read_text()
    table = page.split("## What it refuses")[1].split("## ")[0]
    first = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|"))
    assert set(TRIGGERS) == checks == set(re.findall(r"`(\w+)`", first))


def test_a_sound_case_is_refused_nothing() -> None:
    assert not refuse.of_person(None) and not _said_of_person(red_flags={"diabetes": False})
    assert not _sole_only() and not _of_load("adult_right_sole_only", None, 70.0)
    assert not _of_load("adult_right_normal", _load()) and not _of_calibration()


def test_a_print_of_which_nobody_knows_the_side_is_no_print_of_this_foot() -> None:
    foot = truth_foot("adult_right_sole_only")
    one = FootLoad(load=replace(scaled_to_print(FOOT)[1], side="unsure"), apart="nobody says its side")
    (person,) = people([foot], [one], None)
    assert refuse.named(refuse.of_load(foot, person.load, 70.0)) == {"print_apart"}
    sure = replace(one, load=replace(one.load, side="right"), apart="too long")
    assert people([foot], [one, sure], None)[0].load is sure
    shod = replace(sure, load=replace(sure.load, instrument="insole"))
    assert people([foot], [shod], None)[0].load is None


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
