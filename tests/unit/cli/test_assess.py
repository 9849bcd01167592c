"""Assess command. pressure files -> text, one JSON document or a picture; refusals in one sentence."""

import json
from pathlib import Path

import pytest

from orthogen.cli import run
from tests import footprint as fp
from tests import instruments
from tests.feet import SHARED, need_shared


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


@pytest.fixture
def plates(tmp_path: Path) -> list[str]:
    made = []
    for side in ("left", "right"):
        path = tmp_path / f"{side}.lst"
        path.write_bytes(instruments.emed(fp.walk(side)).encode("cp1252"))
        made += ["--pressure", str(path)]
    return made


def test_both_feet_as_text_json_and_picture(
    capsys: pytest.CaptureFixture[str], plates: list[str], tmp_path: Path
) -> None:
    code, out, _ = called(capsys, "assess", *plates, "--picture", str(tmp_path / "p.png"))
    assert code == 0 and "LEFT FOOT" in out and "LEFT AND RIGHT" in out
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    code, out, _ = called(capsys, "assess", *plates, "--json")
    document = json.loads(out)
    assert [foot["side"] for foot in document["pressure"]] == ["left", "right"]
    assert document["pressure"][0]["unit_original"] == "kPa"
    assert {"gait", "flags", "proposal"} <= set(document)


def test_what_is_missing_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(instruments.matrix_csv(fp.walk("left")))
    code, out, _ = called(capsys, "assess", "--pressure", str(tmp_path / "m.csv"), "--json")
    assert code == 3 and "--pressure-pitch" in json.loads(out)["next"]
    told = ["--pressure-unit", "kPa", "--pressure-pitch", "5x5", "--pressure-hz", "100", "--pressure-side", "left"]
    code, out, _ = called(capsys, "assess", "--pressure", str(tmp_path / "m.csv"), "--json", *told)
    (foot,) = json.loads(out)["pressure"]
    assert code == 0 and foot["side"] == "left" and foot["rate_hz"] == pytest.approx(100)


@pytest.mark.parametrize("pitch", ["5by5", "0x5", "1x2x3", "nan"])
def test_a_pitch_that_is_none_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], plates: list[str], pitch: str
) -> None:
    code, _, err = called(capsys, "assess", *plates, "--pressure-pitch", pitch)
    assert code == 2 and "size of a cell" in err


def test_nothing_to_assess_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = called(capsys, "assess")
    assert code == 2 and "nothing to assess" in err


def test_a_print_of_another_foot_says_why_it_is_not_on_the_scan(capsys: pytest.CaptureFixture[str]) -> None:
    need_shared()
    plate, scan = SHARED / "pressure" / "emed_barefoot_test.lst", SHARED / "scans" / "adult_right_normal.stl"
    code, out, _ = called(capsys, "assess", "--pressure", str(plate), "--scan", str(scan), "--json")
    (foot,) = json.loads(out)["pressure"]
    assert code == 0 and foot["masks_from"] == "print"
    assert "mm long" in foot["registration_refused"]
