"""Benchmarks: the evaluator sees each fault, a tool that fails is told, the feet are closed. Nothing is timed."""

import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.feet import synthetic
from benchmarks.machine import Machine
from benchmarks.offset.__main__ import interleaved
from benchmarks.processes import Failed, ran, rounded
from benchmarks.rolling import constant_mm, top_mm, truth_mm
from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.mesh import welded
from tests.solids import sphere

Shape = tuple[FloatArray, IntArray]


def ball(radius: float, rings: int = 40) -> Shape:
    mesh = welded(sphere(radius=radius, rings=rings, sectors=2 * rings))
    return mesh.points_mm, np.ascontiguousarray(mesh.faces)


def test_the_synthetic_foot_is_a_closed_mesh() -> None:
    foot = synthetic(5_000)
    open_edges, crowded, turned, flat, volume, _ = _native.faults(foot.points_mm, foot.faces, 1)
    assert (open_edges, crowded, turned, flat) == (0, 0, 0, 0) and volume > 5e5


def test_a_tool_that_fails_is_left_out_with_its_reason_and_without_folders() -> None:
    def fails() -> dict[str, object]:
        raise Failed("FileNotFoundError: '/some/folder/mesh.npz'")

    rows = interleaved({"good": lambda: {"wall_s": 1.0, "cpu_s": 2.0, "faces": 3}, "bad": fails}, rounds=2)
    assert rows["good"] == {"wall_s": [1.0, 1.0], "cpu_s": [2.0, 2.0], "faces": 3}
    assert rows["bad"]["left_out"] == "FileNotFoundError: mesh.npz"


def test_a_tool_that_had_its_seconds_sits_out() -> None:
    rows = interleaved({"slow": lambda: {"wall_s": 5.0, "cpu_s": 5.0}}, rounds=5, seconds=8.0)
    assert rows["slow"]["wall_s"] == [5.0, 5.0]


def test_a_process_tells_what_it_said_and_why_it_failed() -> None:
    assert ran([sys.executable, "-c", "print(7)"]).said == "7\n"
    with pytest.raises(Failed, match="ZeroDivisionError"):
        ran([sys.executable, "-c", "1 / 0"])
    with pytest.raises(Failed, match="there is no"):
        ran(["no-such-program"])


def test_numbers_are_kept_short_and_the_machine_has_no_name() -> None:
    assert rounded({"a": [1.23456789], "b": True}) == {"a": [1.2346], "b": True}
    told = Machine().told()
    assert not {"node", "host", "name"} & set(told) and told["cores"] >= 1


def test_the_truth_of_the_rolling_ball_is_a_distance_of_three() -> None:
    x, y = np.array([60.0, 150.0, 240.0]), np.array([-20.0, 5.0, 10.0])
    below, _ = truth_mm(constant_mm, x, y)
    fine = np.arange(-4.0, 4.0, 0.01)
    for k in range(3):
        qx, qy = x[k] + fine[:, None], y[k] + fine[None, :]
        away = np.sqrt((qx - x[k]) ** 2 + (qy - y[k]) ** 2 + (top_mm(qx, qy) - below[k]) ** 2)
        assert away.min() == pytest.approx(3.0, abs=1e-4)


class TestEvaluator:
    """It shares no code with the kernel and needs libigl, the extra "bench"."""

    @pytest.fixture(autouse=True)
    def _libigl(self) -> None:
        pytest.importorskip("igl", reason="the evaluator of the benchmarks needs libigl (the extra bench)")

    def test_a_concentric_ball_is_right_and_a_larger_one_is_not(self) -> None:
        from benchmarks.offset.evaluator import errors

        start = ball(10.0)
        good, bad = errors(start, ball(13.0), 3.0), errors(start, ball(13.1), 3.0)
        assert good["vertex_max_mm"] < 0.03 and good["complete_max_mm"] < 0.05 and good["wrong_side"] == 0
        assert bad["vertex_max_mm"] == pytest.approx(0.1, abs=0.03)
        assert bad["vertices_off"] == bad["vertices_off_smooth"] == bad["vertices"]

    def test_the_wrong_side_and_a_missing_part_are_seen(self) -> None:
        from benchmarks.offset.evaluator import errors

        start, (v, f) = ball(10.0), ball(13.0)
        assert errors(start, ball(7.0), 3.0)["wrong_side"] > 1000
        half = np.ascontiguousarray(f[v[f].mean(1)[:, 2] > 0])
        assert errors(start, (v, half), 3.0)["complete_max_mm"] > 5.0

    def test_open_edges_doubled_and_meeting_faces_are_counted(self) -> None:
        from benchmarks.offset.evaluator import soundness, welded

        v, f = ball(10.0, rings=8)
        assert soundness(v, f) == {"open_edges": 0, "crowded_edges": 0, "flat_faces": 0, "meeting_pairs_libigl": 0}
        assert soundness(v, f[1:])["open_edges"] == 3
        assert soundness(v, np.concatenate([f, f[:1]]))["crowded_edges"] == 3
        two = np.concatenate([v, v + np.array([3.0, 0.1, 0.2])]), np.concatenate([f, f + len(v)])
        assert soundness(*two)["meeting_pairs_libigl"] > 10
        again = v[f].reshape(-1, 3), np.arange(3 * len(f)).reshape(-1, 3)
        assert soundness(*welded(*again)[:2])["open_edges"] == 0
        collapsed = np.concatenate([f, [[0, 0, 1]]])
        assert welded(v, collapsed)[2] == 1


def test_every_case_has_a_mesh_that_is_known() -> None:
    from benchmarks.feet import MESHES
    from benchmarks.offset.cases import CASES, PEER_SWEEP, SWEEP

    assert {case.mesh for case in CASES} | {point.mesh for point in SWEEP} <= set(MESHES)
    assert set(PEER_SWEEP) <= set(SWEEP)
    assert all(Path(case.title).name == case.title for case in CASES)
