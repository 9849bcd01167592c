"""SCA, PS2D. height maps as sheets that look at the sensor, two feet kept apart, and nobody's name."""

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake import ps2d, read_scan, sca
from tests.unit.intake.shapes import PERSON, ps2d_bytes, sca_bytes, sca_map, zip_bytes


def test_pixels_become_points_in_the_frame_of_the_sensor() -> None:
    mesh = sca.sheet(sca_bytes())
    rows, columns = np.nonzero(sca_map() != 65535)
    assert np.allclose(mesh.points[:, 0], 0.5 * columns) and np.allclose(mesh.points[:, 1], 0.25 * rows)
    assert np.allclose(mesh.points[:, 2], 0.001 * sca_map()[rows, columns], rtol=1e-6)
    assert mesh.mm_per_unit == 1.0 and mesh.findings == ()


def test_the_sheet_looks_at_the_sensor_and_background_is_a_hole() -> None:
    mesh = sca.sheet(sca_bytes())
    a, b, c = (mesh.points[mesh.faces[:, k]] for k in range(3))
    assert (np.cross(b - a, c - a)[:, 2] < 0).all()
    held = sca_map() != 65535
    whole = held[:-1, :-1] & held[:-1, 1:] & held[1:, :-1] & held[1:, 1:]
    three = sum(m.astype(int) for m in (held[:-1, :-1], held[:-1, 1:], held[1:, :-1], held[1:, 1:])) == 3
    assert len(mesh.faces) == 2 * whole.sum() + three.sum() and not whole.all()
    area = -np.cross(b - a, c - a)[:, 2].sum() / 2
    assert area == pytest.approx((whole.sum() + 0.5 * three.sum()) * 0.5 * 0.25)


def test_every_edge_is_wound_both_ways_at_most_once() -> None:
    faces = sca.sheet(sca_bytes()).faces
    edges = faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    assert len(np.unique(edges, axis=0)) == len(edges)


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("a_Links_20250101.sca", -1),
        ("a_RECHTS_20250101.sca", 1),
        ("a_Links.sca", -1),
        ("Links_Rechts_1.sca", 1),
        ("linksrechts.sca", 0),
        ("a_Linksmann_1.sca", 0),
    ],
)
def test_the_name_may_tell_the_side(name: str, side: int) -> None:
    sides = sca.read(sca_bytes(), name).sides
    assert (sides is None) if side == 0 else (sides is not None and set(sides.tolist()) == {side})


def header(width: int = 5, height: int = 6, *, pixel: float = 0.5, unit: float = 0.001, keep: int = 10**6) -> bytes:
    data = bytearray(sca_bytes())
    data[12:20] = struct.pack("<2I", width, height)
    data[32:44] = struct.pack("<3f", pixel, pixel, unit)
    return bytes(data[:keep])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (header(keep=511), "511 of 512 header bytes"),
        (header(keep=560), "24 of 30 pixels"),
        (header(2**32 - 1, 2**32 - 1), "more than the 8000000"),
        (header(600_000, 3), "of 1800000 pixels"),
        (header(0, 6), "no surface"),
        (header(30, 1), "no surface"),
        (header(pixel=float("nan")), "impossible pixels"),
        (header(pixel=-0.5), "impossible pixels"),
        (header(pixel=1e30), "impossible pixels"),
        (header(unit=0.0), "impossible pixels"),
        (header(unit=float("inf")), "impossible pixels"),
    ],
)
def test_broken_maps_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(IntakeError, match=message):
        sca.sheet(data)


def test_bytes_behind_the_map_are_a_finding() -> None:
    assert [item.check for item in sca.sheet(sca_bytes() + b"xyz").findings] == ["trailing_bytes"]


def test_a_map_of_background_alone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sca").write_bytes(sca_bytes(np.full((5, 5), 65535)))
    with pytest.raises(CorruptFile, match="no points"):
        read_scan(tmp_path / "a.sca")


@pytest.mark.parametrize("order", [False, True])
def test_both_feet_stand_apart_each_with_its_side(order: bool) -> None:
    mesh = ps2d.read(ps2d_bytes("Rechts", "Links", order=order))
    one = sca.sheet(sca_bytes())
    n = len(one.points)
    assert mesh.sides is not None and mesh.sides.tolist() == [-1] * n + [1] * n
    assert np.array_equal(mesh.points[:n], one.points) and np.array_equal(mesh.faces[: len(one.faces)], one.faces)
    shift = mesh.points[n:] - one.points
    assert np.allclose(shift, shift[0]) and shift[0, 0] == one.points[:, 0].max() + 100 and not shift[0, 1:].any()
    assert [item.check for item in mesh.findings] == ["feet_set_apart"]


def test_one_foot_alone() -> None:
    mesh = ps2d.read(ps2d_bytes("Links"))
    assert mesh.findings == () and mesh.sides is not None and set(mesh.sides.tolist()) == {-1}


def test_sides_pass_through_the_door(tmp_path: Path) -> None:
    (tmp_path / "a.ps2d").write_bytes(ps2d_bytes())
    scan = read_scan(tmp_path / "a.ps2d")
    assert (scan.format, scan.unit, scan.unit_source) == ("PS2D", "mm", "declared")
    assert scan.sides is not None and len(scan.sides) == len(scan.points) and not scan.sides.flags.writeable
    assert (np.where(scan.points[:, 0] > 50, 1, -1) == scan.sides).all()


@pytest.mark.parametrize("order", [False, True])
def test_nothing_of_a_person_stays_and_their_files_stay_shut(
    tmp_path: Path, order: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    whole, broken = ps2d_bytes(order=order), ps2d_bytes(data=sca_bytes()[:560], order=order)
    real = zipfile.ZipFile.open
    monkeypatch.setattr(
        "zipfile.ZipFile.open", lambda self, item, *rest: (opened.append(item.filename), real(self, item, *rest))[1]
    )
    path = tmp_path / "a.ps2d"
    path.write_bytes(whole)
    assert PERSON not in repr(read_scan(path))
    assert opened and all(name.endswith((".sca", ".ps2d")) for name in opened)
    path.write_bytes(broken)
    with pytest.raises(IntakeError) as caught:
        read_scan(path)
    assert PERSON not in str(caught.value) + caught.value.next_step


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"a.ima": b"", "x.scans": b""}, "no height map"),
        ({"a_Links_1.sca": sca_bytes(), "a_Links_2.sca": sca_bytes()}, "2 height maps, not one for each"),
        ({"a.sca": sca_bytes(), "b_Rechts_.sca": sca_bytes()}, "2 height maps, not one for each"),
        ({"a.ps2d": ps2d_bytes(), "b.ps2d": ps2d_bytes()}, "2 scans"),
        ({"a.ps2d": b"PK\3\4"}, "damaged"),
        ({"a.ps2d": zip_bytes({"b.ps2d": b""})}, "no height map"),
    ],
)
def test_unclear_archives_are_refused(parts: dict[str, bytes], message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        ps2d.read(zip_bytes(parts))


def test_names_with_paths_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mesh = ps2d.read(zip_bytes({"../../a_Links_.sca": sca_bytes(), "/b_Rechts_.sca": sca_bytes()}))
    assert len(mesh.points) and list(tmp_path.iterdir()) == []


def test_a_bomb_is_refused_before_it_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    for bomb, message in (
        (zip_bytes({"a.sca": b"\0" * 40_000_000}), "0.04 GB"),
        (zip_bytes({"a.ps2d": b"\0" * 110_000_000}), "0.11 GB"),
        (zip_bytes({f"{k}": b"" for k in range(10_001)} | {"a.sca": b""}), "lists 10002 files"),
    ):
        with monkeypatch.context() as patch, pytest.raises(CorruptFile, match=message):
            patch.setattr("zipfile.ZipFile.open", lambda *_: pytest.fail("the bomb was inflated"))
            ps2d.read(bomb)
