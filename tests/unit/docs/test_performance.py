"""Performance page: it renders from any results, says what was missed and what was left out, and hides no machine."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from docs.performance_page import NAMES, RESULTS, performance_texts
from docs.performance_targets import Target, targets_table
from docs.plot import line_plot

MACHINE = {"cpu": "A processor", "cores": 2, "memory_gib": 8.0, "system": "A system", "python": "3.12.0",
           "versions": {"numpy": "2.4"}, "others_percent": 0.1, "day": "2026-01-01"}  # fmt: skip
SOUND = {"vertex_max_mm": 5e-4, "vertices": 10, "vertices_off": 0, "vertices_off_smooth": 0, "centroid_rms_mm": 0.002,
         "centroid_p999_mm": 0.015, "centroid_max_mm": 0.1, "complete_rms_mm": 0.002, "complete_max_mm": 0.2,
         "wrong_side": 0, "open_edges": 0, "crowded_edges": 0, "flat_faces": 0, "meeting_pairs": 0,
         "meeting_pairs_libigl": 0}  # fmt: skip


def lap(wall_s: float, **more: Any) -> dict[str, Any]:
    return {"wall_s": [wall_s], "cpu_s": [wall_s], "peak_mib": 100.0, "before_mib": 40.0, "faces": 1000,
            "area_mm2": 1e4, "sha256": "a", **more}  # fmt: skip


def results() -> dict[str, dict[str, Any]]:
    """What four runs of the benchmarks tell, small."""
    rows = {
        "this kernel": lap(0.5, errors=dict(SOUND)),
        "OpenVDB": lap(4.0, errors={"left_out": "No module named igl"}),
        "libigl": {"wall_s": [], "cpu_s": [], "left_out": "there is no libigl"},
    }
    case = {
        "title": "A foot",
        "why": "",
        "sets_pace": True,
        "distance_mm": 3.0,
        "cell_mm": 0.5,
        "faces": 200,
        "rows": rows,
    }
    absent = {
        "title": "A scan",
        "why": "",
        "sets_pace": False,
        "distance_mm": 3.0,
        "cell_mm": 0.5,
        "left_out": "no scan",
    }
    point = {"mesh": "foot200", "faces": 200, "distance_mm": 3.0, "cell_mm": 0.5, "rows": {"this kernel": lap(0.5)}}
    other = {**point, "distance_mm": 6.0, "rows": {"this kernel": lap(0.8)}}
    ball = {"kernel_ms": [6.0], "numpy_ms": [60.0], "asked": 9, "steepest_deg": 70.0, "error_rms_mm": 1e-5,
            "too_thick_mm": 1e-4, "too_thin_mm": 1e-4, "numpy_error_rms_mm": 0.01, "numpy_error_max_mm": 0.03,
            "thinner_than_balls_mm": 0.0, "thinner_than_balls_rough_mm": 0.0}  # fmt: skip
    process = {"wall_s": [0.5], "cpu_s": [0.5], "peak_mib": [90.0]}
    names = ("python -c pass", "orthogen --help", "orthogen inspect", "orthogen build", "trimesh load + save")
    foreseen = ("three_instants", "flat_floor", "band", "calibration", "optimiser")
    dose = {name: [0.01] for name in ("bed_s", "fields_s", "solid_s", "verified_s")}
    return {
        "offset": {"machine": MACHINE, "cases": [case, absent], "sweep": [point, other],
                   "threads": {"1": lap(0.8), "2": lap(0.5)}},
        "rolling": {"machine": MACHINE, "nodes": [3, 3], "step_mm": 0.5, "constant": ball, "varying": ball},
        "stages": {"machine": MACHINE, "dense_faces": 200, "fewer_faces": 100, "rows": dict.fromkeys(names, process),
                   "stages_s": {"total": [0.4]}, "imports_s": {"numpy": 0.1}, "help_imports_s": {"click": 0.03},
                   "changed_dose": {"insole": dose, "shell": dose}},
        "prediction": {"machine": MACHINE, "rows": {name: {"wall_s": [0.5], "cpu_s": [0.5]} for name in foreseen}},
        "pressure": {"machine": MACHINE, "rows": {
            kind: {"format": kind, "mb": 16.0, "frames": 9, "cpu_s": [seconds]}
            for kind, seconds in (("emed", 0.4), ("zebris", 1.5))}},
        "batch": {"machine": MACHINE, "devices": 60, "wall_s": {"1": [40.0], "2": [20.0]}, "cpu_s": [40.0]},
        "store": {"machine": MACHINE, "held_cases": 100, "held_versions": 500, "rows": {
            name: {"wall_s": 0.2, "cpu_s": 0.1} for name in ("history", "due", "diff", "filing")}},
    }  # fmt: skip


def texts(folder: Path, given: dict[str, dict[str, Any]]) -> dict[str, str]:
    for name, result in given.items():
        (folder / f"{name}.json").write_text(json.dumps(result))
    return performance_texts(folder)


def row(page: str, start: str) -> list[str]:
    """The cells of the first table row that begins so."""
    [line, *_] = [line for line in page.splitlines() if line.startswith(f"| {start}")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_missed_target_says_so_and_a_met_one_too(tmp_path: Path) -> None:
    page = texts(tmp_path, results())["performance.md"]
    assert row(page, "A foot: OpenVDB ÷ ours, wall") == ["A foot: OpenVDB ÷ ours, wall", "≥ 15 ×", "8 ×", "**missed**"]
    assert row(page, "A foot: centroid error, rms")[-1] == "met"
    assert row(page, "constant thickness: CPU time")[-1] == "**missed**"
    assert row(page, "CPU time per area, most ÷ least, 1 to 6 mm")[2:] == ["1.6", "**missed**"]


def test_what_is_left_out_stands_there_with_its_reason(tmp_path: Path) -> None:
    page = texts(tmp_path, results())["performance.md"]
    assert "left out: there is no libigl" in page and "Left out: no scan" in page
    assert "not judged: No module named igl" in page


def test_without_the_peer_the_pace_is_open_and_not_met(tmp_path: Path) -> None:
    given = results()
    given["offset"]["cases"][0]["rows"]["OpenVDB"] = {"wall_s": [], "cpu_s": [], "left_out": "there is no OpenVDB"}
    given["offset"]["cases"][0]["rows"]["this kernel"]["errors"] = {"left_out": "there is no libigl"}
    page = texts(tmp_path, given)["performance.md"]
    assert row(page, "A foot: OpenVDB ÷ ours, wall")[2:] == ["not measured", "open"]
    assert row(page, "A foot: open or crowded")[2:] == ["not measured", "open"]


def test_other_bytes_at_another_number_of_threads_are_seen(tmp_path: Path) -> None:
    given = results()
    given["offset"]["threads"]["2"]["sha256"] = "b"
    page = texts(tmp_path, given)["performance.md"]
    assert "**different**" in page
    assert row(page, "different results at 1, 2 threads")[-1] == "**missed**"


@pytest.mark.parametrize(("load", "said"), [(0.1, False), (70.0, True), (None, True)])
def test_a_busy_machine_is_told(tmp_path: Path, load: float | None, said: bool) -> None:
    given = results()
    given["offset"]["machine"] = {**MACHINE, "others_percent": load}
    assert ("not known to be quiet" in texts(tmp_path, given)["performance.md"]) == said


def test_a_target_is_judged_on_its_own_side() -> None:
    low = Target(about="a", measured=2.0, limit=1.0)
    assert low.met is False and Target(about="a", measured=2.0, limit=1.0, at_least=True).met is True
    assert Target(about="a", measured=None, limit=1.0).met is None
    assert "**missed**" in targets_table([low])


def test_points_of_a_plot_lie_on_logarithmic_axes() -> None:
    drawn = line_plot("t", across="x", up="y", lines={"a": [(1.0, 1.0), (10.0, 10.0), (100.0, 100.0)]})
    (x0, y0), (x1, y1), (x2, y2) = [
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)
    ]
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.2) and y0 - y1 == pytest.approx(y1 - y2, abs=0.2)
    assert x0 < x1 and y0 > y1


@pytest.mark.parametrize("name", NAMES)
def test_stored_results_name_no_host_and_no_folder(name: str) -> None:
    text = (RESULTS / f"{name}.json").read_text()
    assert set(json.loads(text)["machine"]) == set(MACHINE)
    assert not re.search(r'["\s\'](/|[A-Z]:\\\\)\w', text), "an absolute path"


def alike(found: Any, example: Any, where: str) -> None:
    """Every key of the example is there, with a value of its kind; of a list the first stands for all."""
    if isinstance(example, dict):
        assert isinstance(found, dict), where
        if "left_out" not in found:
            assert set(example) - {"errors", "left_out"} <= set(found), where
        for key in set(found) & set(example):
            alike(found[key], example[key], f"{where}.{key}")
    elif isinstance(example, list):
        assert isinstance(found, list), where
        for item in found:
            alike(item, example[0], where)
    elif found is None:
        assert where.endswith("others_percent"), where
    elif isinstance(example, bool | str):
        assert isinstance(found, type(example)), where
    else:
        assert isinstance(found, int | float) and abs(found) < 1e12, where


@pytest.mark.parametrize("name", NAMES)
def test_stored_results_hold_what_the_page_needs(name: str) -> None:
    alike(json.loads((RESULTS / f"{name}.json").read_text()), _open_names(results()[name]), name)


def _open_names(example: dict[str, Any]) -> dict[str, Any]:
    """The example without what is named by the run: tools, stages, imports, threads, libraries."""
    free = {"versions", "stages_s", "imports_s", "help_imports_s", "threads"}
    kept = {key: value for key, value in example.items() if key not in free}
    if "cases" in kept:
        kept["cases"] = [{k: v for k, v in kept["cases"][0].items() if k != "rows"}]
        kept["sweep"] = [{**kept["sweep"][0]}]
    return {**kept, "machine": {k: v for k, v in kept["machine"].items() if k != "versions"}}


def test_the_slowest_recording_is_held_against_its_bar(tmp_path: Path) -> None:
    page = texts(tmp_path, results())["performance.md"]
    assert row(page, "a recording of 16 MB, the slowest kind: CPU time")[2:] == ["1.5 s", "**missed**"]
    assert "| emed | emed | 16.0 | 9 | 0.4 |" in page


def test_orders_and_the_store_are_held_against_their_bars(tmp_path: Path) -> None:
    page = texts(tmp_path, results())["performance.md"]
    assert row(page, "devices a minute and core")[2:] == ["90", "**missed**"]
    assert row(page, "two workers ÷ one")[2:] == ["2 ×", "met"]
    assert row(page, "100 cases of 5 versions: due")[2:] == ["200 ms", "met"]
    assert row(page, "100 cases of 5 versions: filing")[2:] == ["200 ms", "**missed**"]
