"""Build. what is ordered, what is filed, and what stops before anything is."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from orthogen import build, inspect, intake
from orthogen.errors import OutputNotWritable, PrescriptionError, SideUnsure, UnacceptedWarning, UnknownName
from orthogen.intake import read_prescription
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
from orthogen.records.finding import Finding
from tests.unit.lab.fakes import Street, foot

FAULT = Finding(check="closed", note="3 open edges", measured=3.0, high=0.0, level="fault")
SIDES = Finding(check="side-contradicts", note="the shape says right", level="warning")


def filed(out: Path) -> list[str]:
    """Return the files of all cases; what the store keeps beside them is its own."""
    files = (path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    return sorted(name for name in files if "/" in name and not name.startswith("store/"))


def test_one_foot(street: Street, tmp_path: Path) -> None:
    done = build("scans/jm.ply", profile="neutral", out=tmp_path, by="JM")
    names = ("build.json", "device-record.html", "inputs.json", "leaflet.html", "prescription.toml", "report.html",
             "right.stl")  # fmt: skip
    assert filed(tmp_path) == [f"jm/v001/{n}" for n in names]
    assert done.verdict == "accepted" and done.folder == str(tmp_path / "jm" / "v001") and done.case == "jm"
    assert street.labels == ["R jm"]
    assert any("Not screened" in note for note in done.notes)


def test_the_manifest_has_every_key_that_programs_rely_on(street: Street, tmp_path: Path) -> None:
    build("jm.ply", profile="neutral", out=tmp_path)
    told: dict[str, Any] = json.loads((tmp_path / "jm/v001/build.json").read_text())
    assert told["schema"] == "orthogen.build/1" and told["version"] == "v001" and told["verdict"] == "accepted"
    assert {"case", "folder", "program_version", "notes", "devices"} <= set(told)
    (device,) = told["devices"]
    assert {"side", "stl_from_file", "scan", "prescription", "fit", "findings", "doses", "faces", "volume_mm3"} < set(
        device
    )
    assert device["files"] == {"stl": "right.stl", "3mf": None}
    stages = ["intake", "anatomy", "prescribe", "design", "build", "verify", "publish", "total"]
    assert list(device["timings_s"]) == stages
    assert device["prescription"]["modifications"]["heel_cup"]["depth_mm"] == 12.0


def test_nothing_is_overwritten(street: Street, tmp_path: Path) -> None:
    assert [build("jm.ply", profile="neutral", out=tmp_path).version for _ in range(2)] == ["v001", "v002"]


def test_lasting_files_are_the_same_bytes_and_feed_back(street: Street, tmp_path: Path) -> None:
    first = Path(build("jm.ply", profile="overpronation", sets=["heel_cup.depth_mm=17.3"], out=tmp_path).folder)
    again = Path(build("jm.ply", prescription=first / "prescription.toml", out=tmp_path / "b", case="other").folder)
    for name in ("right.stl", "prescription.toml"):
        assert (first / name).read_bytes() == (again / name).read_bytes()
    cup = read_prescription(first / "prescription.toml")["right"].modifications
    assert any(getattr(item, "depth_mm", None) == 17.3 for item in cup)


def test_3mf_comes_beside_the_stl(street: Street, tmp_path: Path) -> None:
    build("jm.ply", profile="neutral", formats=["3mf"], out=tmp_path)
    assert {"jm/v001/right.stl", "jm/v001/right.3mf"} < set(filed(tmp_path))
    (device,) = json.loads((tmp_path / "jm/v001/build.json").read_text())["devices"]
    assert device["files"] == {"stl": "right.stl", "3mf": "right.3mf"}


def test_a_rejected_device_cannot_be_taken_for_a_good_one(street: Street, tmp_path: Path) -> None:
    street.findings = (FAULT,)
    done = build("jm.ply", profile="neutral", out=tmp_path)
    assert done.verdict == "rejected"
    assert "jm/v001/right.rejected.stl" in filed(tmp_path) and "jm/v001/right.stl" not in filed(tmp_path)


def test_two_scans_are_the_two_feet_of_one_person(street: Street, tmp_path: Path) -> None:
    street.feet = {"a": (foot("left"),), "b": (foot("right"),)}
    done = build("a.stl", "b.stl", profile="neutral", sets=["left.heel_lift.height_mm=4"], out=tmp_path)
    lifts = {d.foot.side: [m.KIND for m in d.prescription.modifications] for d in done.devices}
    assert lifts == {"left": ["heel_lift", "heel_cup"], "right": ["heel_cup"]}
    assert {"a/v001/left.stl", "a/v001/right.stl"} < set(filed(tmp_path))


def test_two_left_feet_are_no_pair(street: Street, tmp_path: Path) -> None:
    street.feet = {"a": (foot("left"),), "b": (foot("left"),)}
    with pytest.raises(PrescriptionError, match="left and left"):
        build("a.stl", "b.stl", profile="neutral", out=tmp_path)
    assert filed(tmp_path) == [] and not (tmp_path / "a").exists()


def test_an_unsure_side_is_asked_for(street: Street, tmp_path: Path) -> None:
    street.feet = {"a": (foot("unsure"),)}
    with pytest.raises(SideUnsure, match="left from right") as refusal:
        build("a.stl", profile="neutral", out=tmp_path)
    assert "--side left" in refusal.value.next_step
    assert build("a.stl", profile="neutral", side="left", out=tmp_path).devices[0].foot.side == "left"


def test_a_contradicted_side_must_be_confirmed_and_is_recorded(street: Street, tmp_path: Path) -> None:
    street.feet = {"a": (foot("left", SIDES),)}
    with pytest.raises(UnacceptedWarning, match="shape says right") as refusal:
        build("a.stl", profile="neutral", side="left", out=tmp_path)
    assert refusal.value.warning_id == "side-contradicts"
    done = build("a.stl", profile="neutral", side="left", accepted=["side-contradicts"], out=tmp_path)
    assert done.devices[0].prescription.accepted == ("side-contradicts",)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"profile": "neutral", "prescription": "p.toml"}, "both a profile and a prescription"),
        ({}, "neither a profile nor a prescription"),
        ({"profile": "neutral", "case": "../x"}, "no plain name"),
        ({"profile": "neutral", "sets": ["left.heel_cup.depth_mm=14"]}, "not in the scan"),
        ({"profile": "neutral", "second_scan": "b.stl", "side": "left"}, "given for two scans"),
    ],
)
def test_contradictions_stop_before_anything_is_filed(
    street: Street, tmp_path: Path, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(PrescriptionError, match=said):
        build("a.stl", **asked, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_confirmation_nobody_needed_is_told_and_not_recorded(street: Street, tmp_path: Path) -> None:
    done = build("a.stl", profile="neutral", accepted=["heel_cup.depth_mm"], out=tmp_path)
    assert done.devices[0].prescription.accepted == ()
    assert any("heel_cup.depth_mm was not needed" in note for note in done.notes)


def test_a_warning_that_there_is_not_cannot_be_accepted(street: Street, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="side-contradict") as refusal:
        build("a.stl", profile="neutral", accepted=["side-contradict"], out=tmp_path)
    assert "side-contradicts" in refusal.value.next_step and list(tmp_path.iterdir()) == []


def test_a_unit_against_the_one_that_the_file_declares_must_be_confirmed(street: Street, tmp_path: Path) -> None:
    conflict = Finding(check="unit_conflict", note="The file declares cm.", level="warning")
    street.feet = {"a": (foot("right", conflict),)}
    with pytest.raises(UnacceptedWarning, match="declares cm") as refusal:
        build("a.stl", profile="neutral", unit="mm", out=tmp_path)
    assert refusal.value.warning_id == "unit-conflict" and list(tmp_path.iterdir()) == []
    done = build("a.stl", profile="neutral", unit="mm", accepted=["unit-conflict"], out=tmp_path)
    assert done.devices[0].prescription.accepted == ("unit-conflict",)


def test_of_two_scans_the_contradicted_one_stops_both(street: Street, tmp_path: Path) -> None:
    against = Finding(check="side-contradicts", note="The file says left, the shape right.", level="warning")
    street.feet = {"a": (foot("left", against),), "b": (foot("right"),)}
    with pytest.raises(UnacceptedWarning, match="the shape right"):
        build("a.stl", "b.stl", profile="neutral", out=tmp_path)
    done = build("a.stl", "b.stl", profile="neutral", accepted=["side-contradicts"], out=tmp_path)
    assert [item.prescription.accepted for item in done.devices] == [("side-contradicts",), ()]
    assert not any("was not needed" in note for note in done.notes)


@pytest.mark.parametrize("given", [{"side": "left"}, {"landmarks": {"mth1": (180.0, 20.0)}}])
def test_one_side_for_a_scan_of_two_feet_is_refused(street: Street, tmp_path: Path, given: dict[str, Any]) -> None:
    street.feet = {"a": (foot("left"), foot("right"))}
    for command in (build, inspect):
        more = {"profile": "neutral", "out": tmp_path} if command is build else {}
        with pytest.raises(PrescriptionError, match="shows 2 feet"):
            command("a.stl", **given, **more)
    assert list(tmp_path.iterdir()) == []


def test_the_load_of_the_form_is_given_to_the_scan(street: Street, tmp_path: Path) -> None:
    form = Assessment(load_state="unloaded", red_flags=dict.fromkeys((*STOP_FLAGS, *REVIEW_FLAGS), False))
    done = build("a.stl", profile="neutral", assessment=form, out=tmp_path)
    assert done.notes[0].startswith("Screened")
    assert (done.devices[0].foot.load, done.devices[0].foot.load_source) == ("unloaded", "given")
    told = json.loads((tmp_path / "a" / "v001" / "build.json").read_text())["devices"][0]["scan"]
    assert (told["load"], told["load_source"]) == ("unloaded", "given")


@pytest.mark.parametrize("state", [None, "unknown", "standing"])
def test_the_load_of_the_command_line_must_agree_with_the_form(street: Street, tmp_path: Path, state: Any) -> None:
    form = Assessment(load_state=state)
    made = build("a.stl", profile="neutral", assessment=form, load="standing", out=tmp_path).devices[0].foot
    assert (made.load, made.load_source) == ("standing", "given")
    if state == "standing":
        with pytest.raises(PrescriptionError, match="the assessment form says standing"):
            build("a.stl", profile="neutral", assessment=form, load="unloaded", out=tmp_path)
    else:
        assert build("a.stl", profile="neutral", assessment=form, out=tmp_path).devices[0].foot.load_source == "found"


def test_toes_are_needed_unless_every_device_ends_behind_the_ball(street: Street, tmp_path: Path) -> None:
    made = build("a.stl", profile="neutral", length="three-quarter", out=tmp_path)
    short = made.devices[0].prescription
    for asked in (
        {"profile": "neutral"},
        {"profile": "neutral", "length": "sulcus"},
        {"prescription": {"left": short, "right": short}},
        {"prescription": {"left": replace(short, length="full"), "right": short}},
        {"prescription": {"left": short, "right": short}, "length": "full"},
    ):
        build("a.stl", **asked, out=tmp_path)
    assert street.toes_needed == [False, True, True, False, True, True]
    profile = intake.read_profile("neutral")
    build("a.stl", profile=replace(profile, settings=replace(profile.settings, length="three-quarter")), out=tmp_path)
    assert street.toes_needed[-1] is False


def test_a_foot_without_toes_is_told(street: Street, tmp_path: Path) -> None:
    street.feet = {"a": (foot(landmarks={}),)}
    done = build("a.stl", profile="neutral", length="three-quarter", out=tmp_path)
    assert any("big toe is not in the scan" in note and "250 mm is estimated" in note for note in done.notes)


def test_a_place_that_cannot_be_written_is_refused_before_the_work(street: Street, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    street.before_make = lambda: pytest.fail("the work must not begin")
    with pytest.raises(OutputNotWritable, match="cannot write"):
        build("a.stl", profile="neutral", out=tmp_path / "file")


def test_a_strange_file_name_becomes_a_plain_case_and_is_told(street: Street, tmp_path: Path) -> None:
    done = build("my scan (2).stl", profile="neutral", out=tmp_path)
    assert done.case == "my-scan-2" and any("my scan (2)" in note for note in done.notes)


def test_a_choice_a_material_and_a_thickness_are_kept_and_made_again(street: Street, tmp_path: Path) -> None:
    more = {"choose": ["pad_place=far"], "construction": "shell", "material": "pp", "thickness_mm": 3.5}
    first = build("jm.ply", profile="metatarsalgia", out=tmp_path, **more)
    order = first.devices[0].prescription
    assert order.choices == {"pad_place": "far"} and (order.material, order.thickness_mm) == ("pp", 3.5)
    written = Path(first.folder, "prescription.toml")
    again = build("jm.ply", prescription=written, out=tmp_path)
    assert Path(again.folder, "prescription.toml").read_bytes() == written.read_bytes()
    with pytest.raises(PrescriptionError, match="finished prescription"):
        build("jm.ply", prescription=written, choose=["pad_place=far"], out=tmp_path)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"choose": ["pad_place=under"]}, "no option"),
        ({"material": "wood"}, "no material"),
        ({"thickness_mm": 0.5}, "outside"),
        ({"thickness_mm": float("nan")}, "finite"),
        ({"accepted": ["avoid.medial_skive"]}, "no warning"),
    ],
)
def test_what_cannot_be_made_of_a_profile_is_refused(
    street: Street, tmp_path: Path, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(PrescriptionError, match=said):
        build("jm.ply", profile="metatarsalgia", out=tmp_path, **more)


def test_an_id_of_the_profile_is_known_with_its_prescription_too(street: Street, tmp_path: Path) -> None:
    needs = ["requires.in_shoe_pressure", "requires.clinician"]
    done = build("jm.ply", profile="diabetic_offloading", accepted=needs, out=tmp_path)
    assert done.devices[0].prescription.accepted == tuple(needs)
    written = Path(done.folder, "prescription.toml")
    with pytest.raises(UnacceptedWarning, match="no post of more than 2"):
        build("jm.ply", prescription=written, sets=["rearfoot_post.angle_deg=3"], out=tmp_path)
    build("jm.ply", prescription=written, sets=["rearfoot_post.angle_deg=3"], accepted=["avoid.rearfoot_post"],
          out=tmp_path)  # fmt: skip
