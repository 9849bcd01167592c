"""Cli. argv -> exit code, one JSON document, one plain sentence; never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from orthogen import intake, pipeline
from orthogen.cli import main, run
from orthogen.kernel import stl
from orthogen.records.finding import Finding
from tests import walks
from tests.solids import box
from tests.unit.lab.fakes import Street, foot

FAULT = Finding(check="closed", note="3 open edges", measured=3.0, high=0.0, level="fault")
COMMANDS = [
    "assess", "batch", "build", "case", "check-print", "check-store", "diff", "due", "formats", "history", "inspect",
    "modifications", "offset", "optimise", "predict", "profiles", "rebuild", "refit", "rollback", "sign-off",
    "validate", "verify", "words",
]  # fmt: skip


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of one command."""
    code = run(list(arguments))
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def test_the_commands_are_pinned() -> None:
    assert sorted(main.commands) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = called(capsys, name, "--help")
    assert code == 0 and f"orthogen {name}" in out.split("Example:")[1]


def test_without_a_command_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys)
    assert code == 0 and "orthogen build scan.ply" in out


def test_help_needs_neither_numpy_nor_the_rooms() -> None:
    script = (
        "import sys; from orthogen.cli import run; run(['build', '--help']); "
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy', 'trimesh', 'orthogen.lab')))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60).returncode == 0


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no folder of threads on this system")
def test_a_command_starts_no_threads_of_blas() -> None:
    script = "from orthogen.cli import run; run(['-h']); import numpy, os; print(len(os.listdir('/proc/self/task')))"
    given = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=given)
    assert done.stdout.split()[-1] == "1"


def test_inspect_as_text_json_and_map(street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    street.feet = {"a": (foot("unsure"),)}
    code, out, _ = called(capsys, "inspect", "a.ply")
    assert code == 0 and "SIDE UNSURE" in out
    code, out, _ = called(capsys, "inspect", "a.ply", "--json", "--map", str(tmp_path / "map.npz"))
    assert code == 0 and json.loads(out)["feet"][0]["side"] == "unsure"
    assert np.load(tmp_path / "map.npz")["z"].ndim == 2


def test_inspect_draws_a_picture(street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    street.feet = {"a": (foot("right"), foot("left"))}
    code, out, _ = called(capsys, "inspect", "a.ply", "--picture", str(tmp_path / "a.PNG"))
    assert code == 0 and "RIGHT FOOT" in out and "LEFT FOOT" in out
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    code, _, _ = called(capsys, "inspect", "a.ply", "--map", str(tmp_path / "m.npz"))
    assert {path.name for path in tmp_path.iterdir()} == {"a.PNG", "m-left.npz", "m-right.npz"}


def test_a_given_load_is_shown(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert "unloaded, as given" in called(capsys, "inspect", "a.ply", "--load", "unloaded")[1]
    told = json.loads(called(capsys, "inspect", "a.ply", "--load", "unloaded", "--json")[1])["feet"][0]
    assert (told["load"], told["load_source"]) == ("unloaded", "given")


def test_a_small_foot_of_unknown_unit_is_told_on_the_terminal(
    street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    small = Finding(check="unit_small_foot", note="A foot of 140 mm is a small child's.", level="warning")
    street.feet = {"a": (foot("right", small),)}
    code, out, _ = called(capsys, "build", "a.ply", "--profile", "neutral", "--out", str(tmp_path))
    assert code == 0 and "A foot of 140 mm" in out
    assert "A foot of 140 mm" in (tmp_path / "a" / "v001" / "report.html").read_text()


def test_build_says_what_was_asked_what_was_got_and_where(
    street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = called(capsys, "build", "a.ply", "--profile", "neutral", "--out", str(tmp_path))
    assert code == 0 and "heel_cup.depth_mm" in out and "12.00 mm" in out and "Not screened" in out
    assert out.rstrip().endswith(f"ACCEPTED: {tmp_path}/a/v001") and "reading a" in err


def test_a_rejected_device_exits_with_1(street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    street.findings = (FAULT,)
    code, out, _ = called(capsys, "build", "a.ply", "--profile", "neutral", "--out", str(tmp_path), "--json")
    told = json.loads(out)
    assert code == 1 and told["verdict"] == "rejected" and told["devices"][0]["files"]["stl"] == "right.rejected.stl"


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["build", "a.ply"], 2, "PrescriptionError"),
        (["build", "a.ply", "--profile", "none"], 2, "UnknownName"),
        (["build", "a.ply", "--profile", "neutral", "--prescription", "p"], 2, "PrescriptionError"),
        (["build", "a.ply", "--profile", "neutral", "--set", "x"], 2, "PrescriptionError"),
        (["build", "a.ply", "--profile", "neutral", "--set", "heel_cup.depth_mm=99"], 2, "OutOfRange"),
        (["build", "a.ply", "--profile", "neutral", "--set", "heel_cup.depth_mm=29"], 2, "UnacceptedWarning"),
        (["build", "a.ply", "--profile", "neutral", "--side", "both"], 2, "BadParameter"),
        (["build", "a.ply", "--profile", "neutral", "--assessment", "none.toml"], 3, "CorruptFile"),
        (["build", "a.ply", "--profile", "neutral", "--out", "/dev/null/x"], 6, "OutputNotWritable"),
        (["build", "unsure.ply", "--profile", "neutral"], 4, "SideUnsure"),
        (["build"], 2, "MissingParameter"),
        (["build", "a.ply", "--profile", "neutral", "--side", "left", "--side", "right"], 2, "BadParameter"),
        (["build", "a.ply", "--profile", "neutral", "--profile", "supination"], 2, "BadParameter"),
        (["inspect", "a.ply", "--landmark", "nose=1,2"], 2, "UnknownName"),
        (["inspect", "a.ply", "--landmark", "mth1=1"], 2, "PrescriptionError"),
        (["inspect", "a.ply", "--landmark", "mth1=nan,2"], 2, "PrescriptionError"),
        (["inspect", "a.ply", "--map", "/dev/null/x.npz"], 6, "OutputNotWritable"),
        (["inspect", "a.ply", "--picture", "/dev/null/x.png"], 6, "OutputNotWritable"),
        (["inspect", "a.ply", "--picture", "x.jpg"], 2, "BadParameter"),
        (["inspect", "a.ply", "--load", "sitting"], 2, "BadParameter"),
        (["inspect", "pair.ply", "--side", "left"], 2, "PrescriptionError"),
        (["build", "pair.ply", "--profile", "neutral", "--side", "left"], 2, "PrescriptionError"),
        (["build", "a.ply", "--profile", "neutral", "--accept-warning", "nonsense"], 2, "UnknownName"),
        (["profiles", "none"], 2, "UnknownName"),
        (["modifications", "none"], 2, "UnknownName"),
        (["nonsense"], 2, "NoSuchCommand"),
    ],
)
def test_a_refusal_is_one_sentence_one_step_and_one_document(
    street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: list[str], code: int, error: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    street.feet = {"unsure": (foot("unsure"),), "pair": (foot("left"), foot("right"))}
    plain, out, err = called(capsys, *arguments)
    assert plain == code and out == "" and "Error: " in err and "Next: " in err
    with_json, out, _ = called(capsys, *arguments, "--json")
    told: dict[str, Any] = json.loads(out)
    assert with_json == code
    assert list(told) == ["schema", "code", "error", "message", "next"]
    assert told["schema"] == "orthogen.error/1" and told["code"] == code
    assert told["error"] in (error, "UsageError") and told["message"] and told["next"]
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_exits_with_130_and_leaves_nothing(
    street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    street.before_make = interrupted
    code, out, _ = called(capsys, "build", "a.ply", "--profile", "neutral", "--out", str(tmp_path / "o"), "--json")
    assert code == 130 and json.loads(out)["code"] == 130 and not (tmp_path / "o").exists()


def test_an_operating_system_that_refuses_is_told_in_a_sentence(
    street: Street, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error", "a.ply")

    monkeypatch.setattr(intake, "read_scan", refuse)
    code, _, err = called(capsys, "inspect", "a.ply")
    assert code == 6 and "Input/output error" in err


def test_verify_compares_with_the_build(
    street: Street, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    called(capsys, "build", "a.ply", "--profile", "neutral", "--out", str(tmp_path))
    folder = tmp_path / "a" / "v001"
    monkeypatch.setattr(intake, "read_triangles", lambda path: np.zeros((1, 3, 3)))
    monkeypatch.setattr(pipeline, "examine", lambda triangles: ())
    arguments = ["verify", str(folder / "right.stl"), "--build", str(folder / "build.json"), "--json"]
    code, out, _ = called(capsys, *arguments)
    assert code == 0 and {f["check"] for f in json.loads(out)["findings"]} == {"sha256", "heel_cup.depth_mm"}
    (folder / "right.stl").write_bytes(b"another")
    code, out, _ = called(capsys, *arguments)
    assert code == 1 and [f["ok"] for f in json.loads(out)["findings"]] == [False]


@pytest.mark.parametrize("name", ["profiles", "modifications", "formats"])
def test_lists_as_text_and_json(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert called(capsys, name)[1]
    assert json.loads(called(capsys, name, "--json")[1])["schema"] == f"orthogen.{name}/1"


def test_one_of_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(called(capsys, "modifications", "heel_cup", "--json")[1])
    assert [entry["kind"] for entry in told["modifications"]] == ["heel_cup"]
    told = json.loads(called(capsys, "profiles", "neutral", "--json")[1])
    assert [entry["name"] for entry in told["profiles"]] == ["neutral"]


def test_an_option_may_repeat_itself(street: Street, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    twice = ["--profile", "neutral", "--profile", "neutral", "--out", str(tmp_path)]
    assert called(capsys, "build", "a.ply", *twice)[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["modifications", "profiles none"])
def test_a_full_disk_under_stdout_is_told_in_a_sentence(command: str) -> None:
    line = f"{sys.executable} -m orthogen {command} --json > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)
    assert done.returncode in (2, 6) and done.stderr.startswith("Error: ") and "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes of a POSIX shell")
def test_a_reader_that_left_is_no_error() -> None:
    line = f"{sys.executable} -m orthogen modifications --json; echo $? >&2"
    done = subprocess.run(["bash", "-c", f"({line}) | true"], capture_output=True, text=True, timeout=60)
    assert done.stderr.strip() == "0"


def test_a_terminal_without_the_characters_is_no_error() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "orthogen", "modifications"], capture_output=True, env=environment, timeout=60
    )
    assert done.returncode == 0 and b"Traceback" not in done.stderr


def test_offset_writes_a_closed_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    start, out = tmp_path / "box.stl", tmp_path / "out.stl"
    start.write_bytes(stl.binary(box(size=(20.0, 10.0, 6.0)), header="a box"))
    code, said, _ = called(capsys, "offset", str(start), str(out), "--distance-mm", "-2", "--json")
    document = json.loads(said)
    assert code == 0 and document["schema"] == "orthogen.offset/1" and document["distance_mm"] == -2.0
    assert abs(document["volume_mm3"] / (16.0 * 6.0 * 2.0) - 1) < 0.05
    assert len(stl.triangles(out.read_bytes())) == document["faces"]


def test_offset_closes_a_flat_hole_and_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    start, out = tmp_path / "box.stl", tmp_path / "out.stl"
    start.write_bytes(stl.binary(box(size=(20.0, 10.0, 6.0))[2:], header="an open box"))
    code, said, _ = called(capsys, "offset", str(start), str(out), "--distance-mm", "-2", "--json")
    closed = [finding for finding in json.loads(said)["findings"] if finding["check"] == "holes_closed"]
    assert code == 0 and len(closed) == 1 and "not anatomy" in closed[0]["note"] and closed[0]["measured"] > 50.0
    assert abs(json.loads(said)["volume_mm3"] / (16.0 * 6.0 * 2.0) - 1) < 1e-4


def test_offset_of_an_open_mesh_is_refused_with_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    start = tmp_path / "corner.stl"
    start.write_bytes(stl.binary(box(size=(20.0, 10.0, 6.0))[:7], header="three sides of a box"))
    code, _, said = called(capsys, "offset", str(start), str(tmp_path / "out.stl"), "--distance-mm", "2")
    assert code == 5 and "open edges" in said and not (tmp_path / "out.stl").exists()


def test_an_empty_form_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "assess", "--form")
    assert code == 0 and "# diabetes = false" in out and 'schema = "orthogen.assessment/1"' in out
    code, out, _ = called(capsys, "assess", "--form", "--json")
    assert code == 0 and json.loads(out)["red_flags"]["diabetes"] is None


def test_signing_off_and_what_cannot_be_signed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = ("sign-off", "C1", "--by", "A. Clinician", "--out", str(tmp_path), "--json", "--flag")
    code, out, _ = called(capsys, *told, "diabetes")
    assert code == 0 and json.loads(out)["flag"] == "diabetes"
    for flag in ("open_ulcer", "diabetis"):
        code, out, _ = called(capsys, *told, flag)
        assert code == 2 and json.loads(out)["schema"] == "orthogen.error/1"


def test_a_gait_form_is_assessed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    form = tmp_path / "gait.toml"
    form.write_text(walks.FORM)
    code, out, _ = called(capsys, "assess", "--gait", str(form), "--json")
    assert code == 0 and json.loads(out)["proposal"]["profile"] == "overpronation"
    code, out, _ = called(capsys, "assess", "--gait", str(form))
    assert code == 0 and "PROPOSAL, not confirmed by a clinician" in out
    code, _, said = called(capsys, "assess", "--gait", str(form), "--picture", str(tmp_path / "a.png"))
    assert code == 2 and "no pressure to draw" in said
    form.write_text("what is this")
    code, _, said = called(capsys, "assess", "--gait", str(form))
    assert code == 3 and "no gait file of a known kind" in said
