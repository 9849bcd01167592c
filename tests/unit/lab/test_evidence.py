"""Evidence. gait given to a build: what measurements ask for is ordered, unless somebody ordered otherwise."""

import json
from pathlib import Path

import pytest

from orthogen import build
from orthogen.errors import PrescriptionError
from orthogen.lab import assess
from orthogen.publish import assess_json, assess_text
from tests import walks
from tests.unit.lab.fakes import Street, foot


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "gait.toml"
    path.write_text(walks.FORM)
    return path


def doses(told: dict, kind: str) -> dict[str, float]:  # type: ignore[type-arg]
    return {item["side"]: item["prescription"]["modifications"].get(kind, {}) for item in told["devices"]}


def test_a_build_takes_what_the_gait_asks_for_and_says_why(street: Street, form: Path, tmp_path: Path) -> None:
    street.feet = {"pair": (foot("left"), foot("right"))}
    done = build("pair.stl", profile="overpronation", gait=form, out=tmp_path / "out")
    told = json.loads((Path(done.folder) / "build.json").read_text())
    assert doses(told, "rearfoot_post") == {"left": {"angle_deg": 0.0}, "right": {"angle_deg": 4.0}}
    assert doses(told, "heel_lift") == {"left": {}, "right": {"height_mm": 6.0}}
    reasons = {item["side"]: item["prescription"]["reasons"] for item in told["devices"]}
    assert "the right leg is 9 mm shorter" in reasons["right"]["heel_lift"]
    assert told["assessment"]["gait"]["fpi6"]["right"] == 9
    assert {dose["modification"] for dose in told["assessment"]["proposal"]["doses"]} >= {"heel_lift", "rearfoot_post"}
    assert any(note.startswith("Proposal: no clinician") for note in done.notes)


def test_what_a_clinician_orders_stands_and_the_difference_is_said(street: Street, form: Path, tmp_path: Path) -> None:
    done = build("jm.stl", profile="overpronation", gait=form, sets=["heel_lift.height_mm=3"], by="A. Clinician",
                 out=tmp_path / "out")  # fmt: skip
    told = json.loads((Path(done.folder) / "build.json").read_text())
    assert doses(told, "heel_lift") == {"right": {"height_mm": 3.0}}
    assert any("measurements ask for heel lift, height of 6 mm; 3 mm is ordered" in note for note in done.notes)
    assert not any(note.startswith("Proposal:") for note in done.notes)


def test_a_finished_prescription_is_left_as_it_is(street: Street, form: Path, tmp_path: Path) -> None:
    first = build("jm.stl", profile="neutral", out=tmp_path / "out")
    order = Path(first.folder) / "prescription.toml"
    again = build("jm.stl", prescription=order, gait=form, out=tmp_path / "out")
    assert (Path(again.folder) / "prescription.toml").read_bytes() == order.read_bytes()
    assert any("rearfoot post, angle of 4 deg; nothing is ordered" in note for note in again.notes)


def test_without_measurements_nothing_is_filed_of_them(street: Street, tmp_path: Path) -> None:
    done = build("jm.stl", profile="neutral", out=tmp_path)
    assert json.loads((Path(done.folder) / "build.json").read_text())["assessment"] is None


def test_the_document_of_an_assessment(form: Path, tmp_path: Path) -> None:
    answers = tmp_path / "form.toml"
    answers.write_text("[red_flags]\ndiabetes = true\n")
    found = assess(gait=form, assessment=answers)
    told = json.loads(assess_json(found))
    assert told["schema"] == "orthogen.assess/1"
    eversion = told["gait"]["rearfoot_eversion_max"]
    assert (eversion["left"], eversion["right"], eversion["unit"]) == (3.1, 8.2, "deg")
    assert (eversion["norm_low"], eversion["norm_high"]) == (1.1, 6.1) and "S17" in eversion["source"]
    assert [flag["id"] for flag in told["flags"] if flag["level"] == "review"] == ["red-flag.diabetes"]
    for dose in told["proposal"]["doses"]:
        assert {"modification", "field", "value", "unit", "reasons", "side"} <= set(dose)
    text = assess_text(found)
    assert "PROPOSAL, not confirmed" in text and "right above" in text and "unanswered is not no" in text


def test_nothing_to_assess_is_said() -> None:
    with pytest.raises(PrescriptionError, match="nothing to assess"):
        assess()
