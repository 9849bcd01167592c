"""Gait readers: one known walk or table, written in every kind and with every quirk, is read as what it is."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen.errors import CorruptFile, OrthogenError, OutOfRange, UnitUnclear, UnknownFormat
from orthogen.intake.gait import read_gait
from orthogen.intake.gait.rows import sheets
from orthogen.records.gait import Gait
from orthogen.records.markers import Markers
from tests import walks
from tests.feet import SHARED, need_shared


def markers(folder: Path, name: str, data: bytes | str) -> Markers:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = read_gait(path)
    assert isinstance(found, Markers)
    return found


def gait(folder: Path, name: str, data: bytes | str) -> Gait:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = read_gait(path)
    assert isinstance(found, Gait)
    return found


def same_places(found: Markers, told: walks.Walk, *, atol: float) -> None:
    assert list(found.places_mm) == list(told.places_mm)
    for label, place in told.places_mm.items():
        np.testing.assert_allclose(found.places_mm[label], place, atol=atol, err_msg=label)


@pytest.mark.parametrize("computer", [84, 85, 86])
@pytest.mark.parametrize("real", [True, False])
def test_a_c3d_of_any_computer_gives_places_and_events(tmp_path: Path, computer: int, real: bool) -> None:
    told = walks.walk()
    found = markers(tmp_path, "walk.c3d", walks.c3d_bytes(told, computer=computer, real=real, first_frame=153))
    same_places(found, told, atol=0.001 if real else 0.2)
    for side, kinds in told.events_s.items():
        for what, times in kinds.items():
            np.testing.assert_allclose(found.events_s[side][what], times, atol=1e-4)  # type: ignore[index]
    assert found.rate_hz == 100


def test_a_c3d_in_metres_with_prefixes_and_gaps(tmp_path: Path) -> None:
    told = walks.walk()
    told.places_mm["LHEE"][10:15] = np.nan
    found = markers(tmp_path, "walk.c3d", walks.c3d_bytes(told, unit="m", prefix="Jane Doe:"))
    same_places(found, told, atol=0.01)
    assert "Jane" not in repr(found)


def test_a_c3d_without_a_unit_is_in_mm_and_says_so(tmp_path: Path) -> None:
    found = markers(tmp_path, "walk.c3d", walks.c3d_bytes(walks.walk(), unit=""))
    assert [item.check for item in found.findings] == ["marker_unit"]


def test_model_outputs_are_no_markers_and_legs_are_read(tmp_path: Path) -> None:
    told = walks.walk()
    told.places_mm["LAnkleAngles"] = told.places_mm["LHEE"] * 0 + 5
    more = {"POINT": {"ANGLES": ["LAnkleAngles"]}, "PROCESSING": {"Bodymass": 73.4, "LLegLength": 880.0,
                                                                  "RLegLength": 871.0}}  # fmt: skip
    found = markers(tmp_path, "walk.c3d", walks.c3d_bytes(told, more=more))
    assert "LAnkleAngles" not in found.places_mm
    assert found.leg_length_mm == {"left": 880.0, "right": 871.0}
    assert found.body_mass_kg == pytest.approx(73.4)


def test_names_that_stand_twice_are_told_apart_by_their_descriptions(tmp_path: Path) -> None:
    told = walks.walk()
    names = list(told.places_mm)
    cut = ["RFOO" if name in ("RHEE", "RTOE") else name for name in names]
    found = markers(tmp_path, "walk.c3d", walks.c3d_bytes(told, more={"POINT": {"LABELS": cut, "DESCRIPTIONS": names}}))
    assert {"RHEE", "RTOE"} <= set(found.places_mm)
    assert "marker_twice" in [item.check for item in found.findings]


def test_a_truncated_c3d_says_how_much_is_there(tmp_path: Path) -> None:
    with pytest.raises(CorruptFile, match="of 400 frames"):
        markers(tmp_path, "walk.c3d", walks.c3d_bytes(walks.walk())[:-4000])
    with pytest.raises(UnitUnclear, match="furlong"):
        markers(tmp_path, "walk.c3d", walks.c3d_bytes(walks.walk(), unit="furlong"))


@pytest.mark.parametrize(("end", "comma", "unit"), [("\n", False, "mm"), ("\r\n", True, "mm"), ("\r", False, "m")])
def test_a_trc_is_read_whatever_its_header_counts(tmp_path: Path, end: str, comma: bool, unit: str) -> None:
    told = walks.walk()
    told.places_mm["RTOE"][20:22] = np.nan
    found = markers(tmp_path, "walk.trc", walks.trc_text(told, told_markers=3, end=end, comma=comma, unit=unit))
    same_places(found, told, atol=0.01)
    assert "Somebody" not in repr(found)


def test_a_trc_in_an_unknown_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnitUnclear, match="furlongs"):
        markers(tmp_path, "walk.trc", walks.trc_text(walks.walk(), unit="furlongs"))


@pytest.mark.parametrize(("old", "degrees"), [(True, True), (False, True), (False, False)])
def test_motion_files_give_eversion_between_flexion_and_extension_of_the_hip(
    tmp_path: Path, old: bool, degrees: bool
) -> None:
    found = gait(tmp_path, "walk.mot", walks.mot_text(old=old, degrees=degrees))
    assert found.values["right"]["rearfoot_eversion_max"].value == pytest.approx(8.0, abs=0.05)
    assert found.values["left"]["rearfoot_eversion_max"].value == pytest.approx(3.0, abs=0.05)
    assert found.values["right"]["cadence"].value == pytest.approx(120, abs=1)


def test_a_fixed_subtalar_joint_gives_no_eversion(tmp_path: Path) -> None:
    found = gait(tmp_path, "walk.sto", walks.mot_text(subtalar=False))
    assert "rearfoot_eversion_max" not in found.values["right"]
    assert all(item.level == "warning" for item in found.findings)


@pytest.mark.parametrize(
    "kind", ["tab", "semicolon", "comma", "utf-16", "xlsx", "xlsx, texts in cells", "slash", "words", "first"]
)
def test_gaitrite_tables(tmp_path: Path, kind: str) -> None:
    rows = [walks.GAITRITE, *walks.GAITRITE_ROWS]
    if kind == "slash":
        rows[0] = tuple(word.replace(") L", ")/L").replace(") R", ")/R") for word in rows[0])
    if kind == "words":
        rows[0] = tuple(re.sub(r" +([LR])$", lambda m: {"L": " Left", "R": " Right"}[m[1]], word) for word in rows[0])
    if kind == "first":
        rows[0] = tuple(re.sub(r"^(.*?) +([LR])$", r"\2 \1", word) for word in rows[0])
    data: dict[str, bytes] = {
        "tab": walks.table_text(rows).encode(), "comma": walks.table_text(rows, between=",", end="\n").encode(),
        "semicolon": walks.table_text(rows, between=";", comma=True).encode(),
        "utf-16": b"\xff\xfe" + walks.table_text(rows).encode("utf-16-le"), "slash": walks.table_text(rows).encode(),
        "words": walks.table_text(rows).encode(), "first": walks.table_text(rows).encode(),
        "xlsx": walks.xlsx_bytes(rows), "xlsx, texts in cells": walks.xlsx_bytes(rows, shared=False),
    }  # fmt: skip
    found = gait(tmp_path, "walk.txt", data[kind])
    assert found.method == "gaitrite"
    assert found.values["both"]["speed"].value == pytest.approx(1.30)
    assert found.values["left"]["step_length"].value == pytest.approx(0.703)
    assert found.values["right"]["foot_progression_angle"].value == pytest.approx(10)
    assert found.values["right"]["stance_time"].n == 2
    assert found.values["left"]["double_support"].value == pytest.approx(23)
    assert "Nobody" not in repr(found)


@pytest.mark.parametrize("strides", [False, True])
def test_pkmas_tables(tmp_path: Path, strides: bool) -> None:
    rows = [*walks.PKMAS, *(walks.PKMAS_STRIDES if strides else ())]
    for data in (walks.table_text(rows).encode(), walks.xlsx_bytes(rows)):
        found = gait(tmp_path, "walk.txt", data)
        assert found.method == "pkmas"
        assert found.values["both"]["speed"].value == pytest.approx(1.30)
        assert found.values["left"]["stride_length"].value == pytest.approx(1.42)
        assert found.values["left"]["stride_length"].n == (2 if strides else 1)
        assert found.values["right"]["stance"].value == pytest.approx(61.5)
        assert found.values["right"]["step_width"].value == pytest.approx(0.099)


def test_a_table_in_another_unit_than_its_name_says_is_refused(tmp_path: Path) -> None:
    rows = [walks.GAITRITE, tuple(word.replace("128.0", "12800") for word in walks.GAITRITE_ROWS[0])]
    with pytest.raises(CorruptFile, match="walking speed"):
        gait(tmp_path, "walk.txt", walks.table_text(rows))


def test_a_spreadsheet_with_entities_is_refused() -> None:
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a><c r="A1"><v>&b;</v></c></a>')
    with pytest.raises(CorruptFile):
        sheets(made.getvalue())


def test_the_typed_form(tmp_path: Path) -> None:
    found = gait(tmp_path, "gait.toml", walks.FORM)
    assert found.method == "manual"
    assert found.values["right"]["rearfoot_eversion_max"].sd == pytest.approx(1.1)
    assert found.values["right"]["step_width"].value == pytest.approx(0.095)
    assert found.values["both"]["speed"].value == pytest.approx(1.28)
    assert found.values["both"]["limb_length_difference"].value == -9
    assert not found.findings
    assert "P-17" not in repr(found)


def test_the_form_as_json_with_what_is_unknown_left_open(tmp_path: Path) -> None:
    form = {"schema": "orthogen.gait/1", "both": {"speed": None, "cadence": {"value": None, "unit": "steps/min"}},
            "sides": {"left": {"fpi6": {"value": 7}, "shoe_colour": 3}}}  # fmt: skip
    found = gait(tmp_path, "gait.json", json.dumps(form))
    assert found.values == {"left": {"fpi6": found.values["left"]["fpi6"]}, "right": {}, "both": {}}
    assert [(item.check, item.level) for item in found.findings] == [("unknown_measure", "warning")]


@pytest.mark.parametrize(
    ("said", "error"),
    [("fpi6 = 13", OutOfRange), ("fpi6 = 'seven'", CorruptFile), ("speed = {value = 3, unit = 'mph'}", UnitUnclear),
     ("fpi6 = true", CorruptFile), ("fpi6 = {value = 3, sd = -1}", CorruptFile), ("fpi6 = nan", CorruptFile)],
)  # fmt: skip
def test_a_wrong_value_of_the_form_is_refused(tmp_path: Path, said: str, error: type[OrthogenError]) -> None:
    with pytest.raises(error):
        gait(tmp_path, "gait.toml", f'schema = "orthogen.gait/1"\n[sides.left]\n{said}\n')


def test_what_is_no_gait_file_is_refused(tmp_path: Path) -> None:
    for data in (b"hello", b"solid x\nendsolid x", b"\0" * 2000, b"{}"):
        with pytest.raises(UnknownFormat):
            gait(tmp_path, "x", data)


def test_a_real_laboratory_file_loses_what_is_personal() -> None:
    need_shared()
    found = read_gait(SHARED / "gait" / "ktk_walk.c3d")
    assert isinstance(found, Markers)
    assert replace(found, sha256="").file == "ktk_walk.c3d"
    assert "1111111111" not in repr(found)
    assert found.rate_hz == 100 and len(found.places_mm["LHEE"]) == 221
    assert {side: sorted(kinds) for side, kinds in found.events_s.items()} == {
        "left": ["off", "strike"], "right": ["off", "strike"]
    }  # fmt: skip
    assert found.leg_length_mm == {"left": 886.0, "right": 884.0}


def test_a_value_of_one_foot_is_not_taken_for_both(tmp_path: Path) -> None:
    said = 'schema = "orthogen.gait/1"\n[both]\nfpi6 = 5\n[sides.left]\nlimb_length_difference = 4\nleg_length = 880\n'
    found = gait(tmp_path, "gait.toml", said)
    assert [item.check for item in found.findings] == ["misplaced_measure"] * 2
    assert found.values == {"left": {"leg_length": found.values["left"]["leg_length"]}, "right": {}, "both": {}}


def test_markers_of_several_subjects_are_told(tmp_path: Path) -> None:
    told = walks.walk()
    places = {f"{name}:{label}": place for name in ("A", "B") for label, place in told.places_mm.items()}
    two = walks.Walk(places_mm=places, events_s=told.events_s, rate_hz=told.rate_hz)
    found = markers(tmp_path, "walk.c3d", walks.c3d_bytes(two))
    assert "several_subjects" in [item.check for item in found.findings]
    assert list(found.places_mm) == list(told.places_mm)


@pytest.mark.parametrize("names", [("LHS", "LTO", "RHS", "RTO"), ("Left_Heel_Strike", "Left Toe Off", "R IC", "R OFF")])
def test_events_whose_side_stands_in_their_name(tmp_path: Path, names: tuple[str, ...]) -> None:
    told = walks.walk()
    flat = [(what, t) for kinds in told.events_s.values() for what, ts in kinds.items() for t in ts]
    kinds = [(side, what) for side, group in told.events_s.items() for what, ts in group.items() for _ in ts]
    label = dict(zip([("left", "strike"), ("left", "off"), ("right", "strike"), ("right", "off")], names, strict=True))
    more = {"EVENT": {"CONTEXTS": ["General"] * len(flat), "LABELS": [label[kind] for kind in kinds],
                      "TIMES": np.array([[0.0, t] for _, t in flat]).ravel()}}  # fmt: skip
    found = markers(tmp_path, "walk.c3d", walks.c3d_bytes(told, more=more))
    for side, group in told.events_s.items():
        for what, times in group.items():
            np.testing.assert_allclose(found.events_s[side][what], times, atol=1e-4)  # type: ignore[index]
