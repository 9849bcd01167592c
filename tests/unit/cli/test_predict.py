"""Predict, optimise and validate as commands, on made-up people: documents, codes, refusals, wrong input."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from orthogen.cli import run
from orthogen.publish.wording import english
from orthogen.records.prediction import PARTS
from tests import people

ANN = people.MadeUp(name="ann", soft=1.2)
BOB = people.MadeUp(name="bob", scan="left_high_arch", mass_kg=80.0, soft=0.85, profile="metatarsalgia")
LIMITS = english()["prediction"]["limits"]
TOLD = {"lower", "higher", "unclear", "new_contact", "direction_lower", "direction_higher"}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person whom a form excludes, one without the last recording, one whole; another is not of this study."""
    home = tmp_path_factory.mktemp("study") / "people"
    people.folder_of(home, ANN)
    people.folder_of(home.parent, BOB)
    for name in ("excluded", "incomplete"):
        shutil.copytree(home / "ann", home / name)
    (home / "excluded" / "form.toml").write_text('schema = "orthogen.assessment/1"\ndiagnosis = "neuropathy"\n')
    (home / "incomplete" / "device.asf").unlink()
    return home


def called(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run([str(one) for one in arguments])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def given(study: Path, name: str = "ann", *, barefoot: bool = True) -> list[object]:
    """Return the case with its scan and print."""
    own = study / name
    pressure = ["--pressure", own / "barefoot.lst"] if barefoot else []
    return [own / "build" / "build.json", "--scan", own / "scan.stl", *pressure]


def test_a_prediction_is_bands_and_the_limits(capsys: pytest.CaptureFixture[str], study: Path) -> None:
    code, out, _ = called(capsys, "predict", *given(study), "--target", "mth2", "--json")
    document = json.loads(out)
    assert code == 0 and document["schema"] == "orthogen.predict/1" and document["limits"] == LIMITS
    (device,) = document["devices"]
    assert set(device) == {"side", "basis", "refused", "assumed", "changes", "offload"}
    assert device["side"] == "right" and not device["refused"] and "4 steps" in device["basis"]
    assert [row["part"] for row in device["changes"]] == list(PARTS)
    for row in device["changes"]:
        assert row["told"] in TOLD
        if band := row["change_percent"]:
            assert band["high"] - band["low"] >= 20.0 and band["low"] < band["median"] < band["high"]
            assert (row["told"] == "lower") <= (band["high"] < 0) and (row["told"] == "higher") <= (band["low"] > 0)
    assert device["offload"]["target"] == "mth2" and device["offload"]["passes"] in (True, False, None)


def test_a_refusal_is_an_answer(capsys: pytest.CaptureFixture[str], study: Path) -> None:
    code, out, _ = called(capsys, "predict", *given(study, barefoot=False), "--json")
    (device,) = json.loads(out)["devices"]
    assert code == 0 and not device["changes"]
    assert [why["check"] for why in device["refused"]] == ["loaded_without_print", "no_force"]
    code, text, _ = called(capsys, "predict", *given(study, barefoot=False))
    assert code == 0 and "No percentages are told:" in text and "pressure plate" in text and LIMITS in text
    form = study / "excluded" / "form.toml"
    code, text, _ = called(capsys, "predict", *given(study), "--assessment", form)
    assert code == 0 and "neuropathy" in text and "%, band" not in text


def test_a_pad_near_the_heads_leaves_a_direction_at_most(capsys: pytest.CaptureFixture[str], study: Path) -> None:
    code, text, _ = called(capsys, "predict", *given(study.parent, "bob"), "--target", "mth2")
    rows = {line[:30].strip(): line[30:].strip() for line in text.splitlines() if line.startswith("  ")}
    assert code == 0 and LIMITS in text and "median" in rows["heel"]
    assert "%" not in rows["head 2"] and "%" not in rows["shafts, behind the heads"]
    assert all("band" in row for row in rows.values() if "median" in row)


def test_the_optimiser_tells_bands_and_what_is_out_of_reach(capsys: pytest.CaptureFixture[str], study: Path) -> None:
    code, out, _ = called(capsys, "optimise", *given(study), "--target", "heel=-60", "--json")
    document = json.loads(out)
    (device,) = document["devices"]
    assert code == 0 and document["schema"] == "orthogen.optimise/1" and document["limits"] == LIMITS
    assert device["verdict"] == "not reachable by this insole in this model" and device["alternatives"]
    assert device["curve"] and device["best"] in device["curve"]
    for item in device["curve"]:
        assert set(item) >= {"doses", "intervention", "told", "near_edge", "change_percent", "elsewhere_high_percent"}
        assert item["change_percent"] is None or set(item["change_percent"]) == {"median", "low", "high"}
    code, text, _ = called(capsys, "optimise", *given(study, barefoot=False), "--target", "heel=-12")
    assert code == 0 and "heel, target −12 %: refused" in text and "pressure plate" in text and LIMITS in text


WRONG: dict[str, tuple[list[str], int, str]] = {
    "scan of the other foot": (["predict", "{ann}", "--scan", "{bob_scan}"], 2, "no device for the left foot"),
    "scan of another foot": (["predict", "{ann}", "--scan", "{flat_scan}"], 2, "another right device"),
    "no such case": (["predict", "nobody", "--scan", "{ann_scan}", "--out", "{home}"], 2, "no finished version"),
    "no such scan": (["predict", "{ann}", "--scan", "nothing.stl"], 3, "no file"),
    "no such print": (["predict", "{ann}", "--scan", "{ann_scan}", "--pressure", "nothing.lst"], 3, "no file"),
    "material": (["predict", "{ann}", "--scan", "{ann_scan}", "--material", "wood"], 2, "known: rigid, tpu"),
    "part": (["predict", "{ann}", "--scan", "{ann_scan}", "--target", "nose"], 2, "known: heel"),
    "target without a number": (["optimise", "{ann}", "--scan", "{ann_scan}", "--target", "mth2"], 2, "PART=PERCENT"),
    "target that rises": (["optimise", "{ann}", "--scan", "{ann_scan}", "--target", "mth2=5"], 2, "no relief"),
    "no target": (["optimise", "{ann}", "--scan", "{ann_scan}"], 2, "--target"),
    "target of no part": (["optimise", "{ann}", "--scan", "{ann_scan}", "--target", "nose=-5"], 2, "known: heel"),
    "no study": (["validate", "{home}/none"], 2, "no folder of a person"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_one_sentence_and_a_code(capsys: pytest.CaptureFixture[str], study: Path, case: str) -> None:
    arguments, wanted, words = WRONG[case]
    places: dict[str, Any] = {
        "ann": study / "ann" / "build", "ann_scan": study / "ann" / "scan.stl",
        "bob_scan": study.parent / "bob" / "scan.stl", "flat_scan": people.DEMO_SCANS / "right_flat.stl", "home": study,
    }  # fmt: skip
    code, out, err = called(capsys, *(one.format(**places) for one in arguments))
    assert code == wanted and words in err and "Next:" in err and not out


def test_a_study_is_compared_and_says_whom_it_leaves_out(capsys: pytest.CaptureFixture[str], study: Path) -> None:
    code, out, _ = called(capsys, "validate", study, "--json")
    document = json.loads(out)
    assert code == 0 and document["schema"] == "orthogen.validate/1" and document["limits"] == LIMITS
    assert {row["person"] for row in document["rows"]} == {"ann"}
    for row in document["rows"]:
        band = row["change_percent"]
        assert band["low"] < band["median"] < band["high"]
    whole = document["agreement"][0]
    assert whole["part"] == "all" and whole["count"] == len(document["rows"]) >= 7
    assert abs(whole["bias_percent"]) < 6.0 and whole["inside_ratio"] >= 0.8  # made by the model: no evidence
    assert whole["limits_percent"][0] < whole["bias_percent"] < whole["limits_percent"][1]
    left_out = {item["person"]: item["reason"] for item in document["left_out"]}
    assert set(left_out) == {"excluded", "incomplete"}
    assert "neuropathy" in left_out["excluded"] and "device.*" in left_out["incomplete"]


def test_nobody_left_to_compare_is_said(capsys: pytest.CaptureFixture[str], study: Path, tmp_path: Path) -> None:
    shutil.copytree(study / "incomplete", tmp_path / "incomplete")
    code, text, _ = called(capsys, "validate", tmp_path)
    assert code == 0 and "Nothing could be compared." in text and LIMITS in text
    assert "left out: incomplete: incomplete holds 0 files device.*" in text
