"""Printed. a part in any pose is laid on its design; a bump, a warp and the wrong part are found."""

from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from orthogen.batch.printed import check_print
from orthogen.errors import IntakeError
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.mesh import Mesh, welded
from orthogen.kernel.register import laid_on, skin


def slab(*, mirrored: bool = False) -> FloatArray:
    """A closed device-like thing: an oval plate with a cup at one end, higher on one side; triangles (n, 3, 3)."""
    n, m = 80, 32
    s, t = np.meshgrid(np.linspace(0.0, 1.0, n), np.linspace(-1.0, 1.0, m), indexing="ij")
    wide = 30.0 + 15.0 * s
    x, y = 240.0 * s, wide * t
    top = 4.0 + 18.0 * (1.0 - s) ** 2 * t**2 + 14.0 * np.exp(-(((s - 0.4) / 0.15) ** 2)) * np.clip(t, 0.0, 1.0) ** 2
    sheets = [np.stack([x, y, z], axis=-1) for z in (top, np.zeros_like(top))]
    faces = []
    for sheet, up in ((sheets[0], True), (sheets[1], False)):
        a, b, c, d = sheet[:-1, :-1], sheet[1:, :-1], sheet[1:, 1:], sheet[:-1, 1:]
        order = [(a, b, c), (a, c, d)] if up else [(a, c, b), (a, d, c)]
        faces += [np.stack(one, axis=-2).reshape(-1, 3, 3) for one in order]
    for rim, turned in ((np.s_[:, 0], False), (np.s_[:, -1], True), (np.s_[0, :], True), (np.s_[-1, :], False)):
        high, low = sheets[0][rim], sheets[1][rim]
        quads = [(low[:-1], low[1:], high[1:]), (low[:-1], high[1:], high[:-1])]
        made = [np.stack(one, axis=-2) for one in quads]
        faces += [one[:, ::-1] for one in made] if turned else made
    corners = np.concatenate(faces)
    return corners[:, ::-1] * [1.0, -1.0, 1.0] if mirrored else corners


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "C1/v001").mkdir(parents=True)
    (tmp_path / "C1/v001/right.stl").write_bytes(stl.binary(slab(), header="right"))
    (tmp_path / "C1/v001/left.stl").write_bytes(stl.binary(slab(mirrored=True), header="left"))
    return tmp_path


def scanned(folder: Path, corners: FloatArray, *, seed: int = 1) -> Path:
    """The part as a scanner sees it: anywhere, turned anyhow."""
    there = Rotation.random(rng=seed).apply(corners.reshape(-1, 3))
    there += np.array([300.0, -50.0, 80.0])
    (folder / "printed.stl").write_bytes(stl.binary(there.reshape(-1, 3, 3), header="scan"))
    return folder / "printed.stl"


@pytest.mark.parametrize("seed", range(4))
def test_a_good_part_is_accepted_in_any_pose(case: Path, seed: int) -> None:
    part = check_print("C1", "v001", scanned(case, slab(), seed=seed), out=case)
    assert part.verdict == "accepted" and part.side == "right" and part.scale_ratio == pytest.approx(1.0, abs=1e-4)
    assert max(one.measured or 0.0 for one in part.findings) < 0.05
    assert np.linalg.det(part.design_from_scan[:3, :3]) == pytest.approx(1.0)


def test_the_side_is_told_by_the_fit(case: Path) -> None:
    assert check_print("C1", "1", scanned(case, slab(mirrored=True)), out=case).side == "left"


def test_a_warped_part_is_out_of_tolerance_where_it_is_warped(case: Path) -> None:
    bent = slab()
    bent[..., 2] += 3.0 * np.clip((bent[..., 0] - 170.0) / 70.0, 0.0, None) ** 2
    part = check_print("C1", "v001", scanned(case, bent), out=case)
    wrong = {one.check for one in part.findings if not one.ok}
    assert part.verdict == "rejected" and "printed_forefoot" in wrong
    measured = {one.check: one.measured or 0.0 for one in part.findings}
    assert measured["printed_forefoot"] > 2.0 * measured["printed_arch"]


def test_shrinkage_is_told_as_a_scale(case: Path) -> None:
    part = check_print("C1", "v001", scanned(case, 0.98 * slab()), out=case)
    assert part.scale_ratio == pytest.approx(0.98, abs=4e-3) and part.verdict == "rejected"


def test_a_scan_of_the_foot_side_alone_is_measured_there(case: Path) -> None:
    corners = slab()
    upper = corners[np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] > 0.0]
    part = check_print("C1", "v001", scanned(case, upper), out=case)
    told = {one.check: one for one in part.findings}
    assert "not in the scan" in told["printed_underside"].note and (told["printed_arch"].measured or 9.0) < 0.1


def test_another_part_is_refused(case: Path) -> None:
    with pytest.raises(IntakeError, match="another part"):
        check_print("C1", "v001", scanned(case, 1.4 * slab()), out=case)
    with pytest.raises(IntakeError, match="no accepted device"):
        check_print("C1", "v002", scanned(case, slab()), out=case)


def test_points_are_spread_evenly_over_a_mesh() -> None:
    mesh = welded(slab())
    points = skin(mesh, spacing=2.0).points
    area = np.linalg.norm(mesh.area_normals_mm2, axis=1).sum() / 2.0
    assert len(points) == pytest.approx(area / 4.0, rel=0.35)
    flat = Mesh(
        points_mm=np.array([[0.0, 0, 0], [100, 0, 0], [0, 100, 0], [50, 0, 0]]), faces=np.array([[0, 1, 2], [0, 3, 1]])
    )
    many = skin(flat, spacing=1.0).points
    assert len(many) == 5000 and np.allclose(many.mean(axis=0), [100 / 3, 100 / 3, 0.0], atol=0.5)


def test_registration_is_deterministic() -> None:
    onto = skin(welded(slab()), spacing=3.0)
    assert (laid_on(onto, onto).onto_from_moving == laid_on(onto, onto).onto_from_moving).all()
