"""Signing off: a review flag stops a build until a clinician is named; a flag that stops is never signed away."""

import json
from pathlib import Path

import pytest

from orthogen import build
from orthogen.errors import CorruptFile, OutputNotWritable, PrescriptionError, UnacceptedWarning, UnknownName
from orthogen.intake import read_assessment
from orthogen.lab import sign_off
from orthogen.publish import assessment_form_json, assessment_form_toml
from orthogen.records.assessment import Assessment
from tests.unit.lab.fakes import Street

DIABETES = Assessment(red_flags={"diabetes": True})


def test_a_review_flag_waits_for_a_name_and_the_name_is_kept(street: Street, tmp_path: Path) -> None:
    with pytest.raises(UnacceptedWarning, match="sign-off") as refusal:
        build("jm.ply", profile="neutral", assessment=DIABETES, out=tmp_path)
    assert refusal.value.warning_id == "red-flag.diabetes" and list(tmp_path.iterdir()) == []
    signed = sign_off("jm", flag="diabetes", by="A. Clinician", out=tmp_path)
    for version in ("v001", "v002"):
        done = build("jm.ply", profile="neutral", assessment=DIABETES, out=tmp_path)
        told = json.loads((tmp_path / "jm" / version / "build.json").read_text())
        assert told["sign_offs"] == [{"flag": "diabetes", "by": "A. Clinician", "date": signed.date}]
        assert "red-flag.diabetes" in (tmp_path / "jm" / version / "prescription.toml").read_text()
        assert any("signed off by A. Clinician" in note for note in done.notes)


def test_it_holds_for_its_own_case_and_flag_alone(street: Street, tmp_path: Path) -> None:
    sign_off("other", flag="diabetes", by="A. Clinician", out=tmp_path)
    sign_off("jm", flag="red-flag.swelling", by="A. Clinician", out=tmp_path)
    with pytest.raises(UnacceptedWarning, match="diabetes"):
        build("jm.ply", profile="neutral", assessment=DIABETES, out=tmp_path)


def test_a_sign_off_that_nothing_asks_for_is_not_part_of_the_record(street: Street, tmp_path: Path) -> None:
    sign_off("jm", flag="diabetes", by="A. Clinician", out=tmp_path)
    done = build("jm.ply", profile="neutral", out=tmp_path)
    assert done.sign_offs == () and not any("not needed" in note for note in done.notes)


@pytest.mark.parametrize(("by", "said"), [("", "no clinician is named"), ("B. Clinician", "confirmed by B. Clinician")])
def test_a_flag_accepted_by_hand_says_who_did(street: Street, tmp_path: Path, by: str, said: str) -> None:
    accepted = ["red-flag.diabetes"]
    done = build("jm.ply", profile="neutral", assessment=DIABETES, accepted=accepted, by=by, out=tmp_path)
    assert any(said in note for note in done.notes)


def test_signatures_are_added_never_replaced(tmp_path: Path) -> None:
    for flag, by in (("diabetes", "A"), ("swelling", "B"), ("diabetes", "C")):
        sign_off("jm", flag=flag, by=by, out=tmp_path)
    kept = (tmp_path / "jm" / "sign-offs.toml").read_text()
    assert [kept.count(f'by = "{by}"') for by in "ABC"] == [1, 1, 1]
    assert [path.name for path in (tmp_path / "jm").iterdir()] == ["sign-offs.toml"]


@pytest.mark.parametrize(
    ("flag", "by", "error"),
    [("open_ulcer", "A", PrescriptionError), ("diabetis", "A", UnknownName), ("diabetes", " ", PrescriptionError)],
)
def test_what_cannot_be_signed(tmp_path: Path, flag: str, by: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        sign_off("jm", flag=flag, by=by, out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_is_damaged_or_cannot_be_written_is_said(street: Street, tmp_path: Path) -> None:
    (tmp_path / "jm").mkdir()
    (tmp_path / "jm" / "sign-offs.toml").write_text('schema = "orthogen.sign-offs/1"\n[[sign_offs]]\nflag = 3\n')
    for act in (lambda: sign_off("jm", flag="diabetes", by="A", out=tmp_path),
                lambda: build("jm.ply", profile="neutral", out=tmp_path)):  # fmt: skip
        with pytest.raises(CorruptFile):
            act()
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputNotWritable):
        sign_off("jm", flag="diabetes", by="A", out=tmp_path / "file")


def test_a_stop_flag_stays_a_stop(street: Street, tmp_path: Path) -> None:
    with pytest.raises(PrescriptionError, match="open_ulcer"):
        build("jm.ply", profile="neutral", assessment=Assessment(red_flags={"open_ulcer": True}), out=tmp_path)


@pytest.mark.parametrize("form", [assessment_form_toml().encode(), assessment_form_json()])
def test_an_empty_form_answers_nothing(tmp_path: Path, form: bytes) -> None:
    path = tmp_path / "form"
    path.write_bytes(form)
    assert read_assessment(path) == Assessment()


def test_every_line_of_the_form_can_be_answered(tmp_path: Path) -> None:
    path = tmp_path / "form.toml"
    lines = assessment_form_toml().splitlines()
    path.write_text("\n".join(line.removeprefix("# ") if " = " in line else line for line in lines))
    read = read_assessment(path)
    assert len(read.red_flags) == 23 and read.body_mass_kg == 78 and set(read.posture_index) == {"left", "right"}
