"""Check print. made damage to a printed part -> what was done to it, or the refusal in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from orthogen import lab, pipeline, publish
from orthogen.errors import CorruptFile, NotThePart, ScanIncomplete
from orthogen.kernel import stl
from orthogen.kernel.mesh import Mesh, welded
from orthogen.kernel.stl import triangles
from orthogen.records.printed import PrintCheck
from tests.feet import truth_foot
from tests.orders import ordered

Damage = Callable[[np.ndarray], np.ndarray]


def device(name: str) -> bytes:
    order = ordered("insole", "full", heel_cup=14, metatarsal_pad=4)
    return pipeline.make(truth_foot(name), order, label="X", case="X", clock=lambda: 0.0).stl


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mesh]:
    """An output folder with one version, and its device as a mesh."""
    import hashlib

    out = tmp_path_factory.mktemp("out")
    folder = out / "C1" / "v001"
    folder.mkdir(parents=True)
    data = device("adult_right_normal")
    (folder / "right.stl").write_bytes(data)
    foot = {"foot_length_mm": truth_foot("adult_right_normal").foot_length_mm}
    issued = {"side": "right", "files": {"stl": "right.stl"}, "sha256": hashlib.sha256(data).hexdigest(), "scan": foot}
    (folder / "build.json").write_text(json.dumps({"schema": "orthogen.build/1", "devices": [issued]}))
    return out, welded(triangles(data))


def posed(corners: np.ndarray, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    turn *= np.sign(np.linalg.det(turn))
    return corners @ turn.T + rng.normal(size=3) * 200.0


def check(case: tuple[Path, Mesh], corners: np.ndarray, tmp_path: Path, **told: object) -> PrintCheck:
    file = tmp_path / "printed.stl"
    file.write_bytes(stl.binary(posed(corners), header="made"))
    return lab.check_print("C1", "v001", file, out=case[0], **told)  # type: ignore[arg-type]


def places(case: tuple[Path, Mesh]) -> tuple[np.ndarray, np.ndarray]:
    points = case[1].points_mm
    return points, points.mean(axis=0)


def zone_p95(done: PrintCheck) -> dict[str, float]:
    return {item.zone: item.p95_mm for item in done.zones}


@pytest.mark.parametrize("unit_mm", [1.0, 1000.0, 25.4])
def test_a_perfect_print_in_any_pose_and_unit_is_accepted(
    case: tuple[Path, Mesh], tmp_path: Path, unit_mm: float
) -> None:
    done = check(case, case[1].corners_mm / unit_mm, tmp_path)
    assert done.verdict == "accepted" and max(zone_p95(done).values()) < 0.1
    assert abs(done.scale_error_percent) < 0.02 and done.bend_mm < 0.02


@pytest.mark.parametrize("percent", [1.0, -1.0])
def test_shrinkage_is_measured(case: tuple[Path, Mesh], tmp_path: Path, percent: float) -> None:
    points, centre = places(case)
    done = check(case, (centre + (points - centre) * (1 + percent / 100))[case[1].faces], tmp_path)
    assert done.verdict == "rejected" and done.scale_error_percent == pytest.approx(percent, abs=0.05)


def test_warp_is_measured(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    points, _ = places(case)
    u = 2 * (points[:, 0] - points[:, 0].min()) / np.ptp(points[:, 0]) - 1
    done = check(case, (points + np.outer(2.0 * u**2, [0, 0, 1]))[case[1].faces], tmp_path)
    assert done.verdict == "rejected" and done.bend_mm == pytest.approx(2.0, abs=0.1)
    assert abs(done.scale_error_percent) < 0.1


def test_noise_and_holes_are_borne(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    points, _ = places(case)
    noisy = (points + np.random.default_rng(2).normal(scale=0.1, size=points.shape))[case[1].faces]
    middle = noisy.mean(axis=1)
    holed = noisy[np.hypot(middle[:, 0] - 60, middle[:, 1] - 5) > 8]
    done = check(case, holed, tmp_path)
    assert done.verdict == "accepted" and abs(done.scale_error_percent) < 0.05


def test_a_raised_heel_is_found_where_it_is(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    points, _ = places(case)
    bump = 1.5 * np.exp(-(((points[:, 0] - 30) / 15) ** 2) - (points[:, 1] / 15) ** 2)
    top = points[:, 2] > 2.5
    done = check(case, (points + np.outer(bump * top, [0, 0, 1]))[case[1].faces], tmp_path)
    bad = {item.zone for item in done.zones if not item.ok}
    assert "heel_cup" in bad and "forefoot" not in bad


def test_a_scan_on_a_table_from_above(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    top = case[1].corners_mm[case[1].area_normals_mm2[:, 2] > 0]
    floor = np.array(
        [[[-100, -200, 0], [400, -200, 0], [400, 200, 0]], [[-100, -200, 0], [400, 200, 0], [-100, 200, 0]]]
    )
    done = check(case, np.concatenate([top, floor.astype(float)]), tmp_path)
    assert done.verdict == "accepted" and "underside" not in {item.zone for item in done.zones if item.p95_mm >= 0}
    assert any(item.check == "print_underside" and item.level == "warning" for item in done.findings)


def test_a_mirrored_part_is_called_so(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    with pytest.raises(NotThePart, match="mirror image"):
        check(case, case[1].corners_mm[:, ::-1] * [1, -1, 1], tmp_path)


def test_another_part_is_refused(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    for name in ("adult_left_cavus", "adult_right_hallux_valgus"):
        with pytest.raises(NotThePart):
            check(case, triangles(device(name)).astype(float), tmp_path)


@pytest.mark.parametrize("keep", [1.0, -1.0])
def test_half_a_part_is_refused(case: tuple[Path, Mesh], tmp_path: Path, keep: float) -> None:
    corners = case[1].corners_mm
    half = corners[keep * (corners[:, :, 0].mean(axis=1) - corners[..., 0].mean()) > 0]
    with pytest.raises(ScanIncomplete, match="shows only"):
        check(case, half, tmp_path)


def test_an_inside_out_mesh_is_turned(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    assert check(case, case[1].corners_mm[:, ::-1], tmp_path).verdict == "accepted"


def test_a_changed_design_is_refused(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    folder = tmp_path / "C1" / "v001"
    folder.mkdir(parents=True)
    for name in ("build.json", "right.stl"):
        (folder / name).write_bytes((case[0] / "C1" / "v001" / name).read_bytes())
    (folder / "right.stl").write_bytes((folder / "right.stl").read_bytes()[:-1] + b"x")
    with pytest.raises(CorruptFile, match=r"build\.json"):
        check((tmp_path, case[1]), case[1].corners_mm, tmp_path)


def test_document_and_page(case: tuple[Path, Mesh], tmp_path: Path) -> None:
    done = check(case, case[1].corners_mm, tmp_path)
    said = json.loads(publish.check_print_json(done))
    assert said["schema"] == "orthogen.check_print/1" and said["zones"]["arch"]["p95_mm"] < 0.1
    assert b"<svg" in publish.check_print_html(done) and "ACCEPTED" in publish.check_print_text(done)
