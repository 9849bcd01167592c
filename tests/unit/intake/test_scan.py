"""Scan. the door: units, names, findings, refusals, and every shared scan."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import pytest

from orthogen.errors import CorruptFile, IntakeError, UnitUnclear, UnknownFormat
from orthogen.intake import formats, read_scan, read_triangles
from orthogen.kernel.arrays import FloatArray
from orthogen.records.scan import Unit
from tests.feet import SHARED, need_shared
from tests.unit.intake.shapes import (
    FACES,
    POINTS,
    TRIANGLES,
    glb_bytes,
    glb_tree,
    obj_text,
    off_text,
    ply_binary,
    ply_text,
    stl_binary,
    stl_text,
    threemf_plain,
)

FILES = {
    "binary.stl": stl_binary(),
    "text.stl": stl_text().encode(),
    "little.ply": ply_binary(),
    "big.ply": ply_binary(order=">"),
    "text.ply": ply_text().encode(),
    "foot.obj": obj_text().encode(),
    "foot.off": off_text().encode(),
    "foot.glb": glb_bytes(*glb_tree()),
    "foot.3mf": threemf_plain(),
}


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def surface(triangles: FloatArray) -> list[object]:
    """Return the triangles as a sorted list, each turned so that its smallest corner comes first."""
    turned = []
    for corners in triangles.tolist():
        start = corners.index(min(corners))
        turned.append(corners[start:] + corners[:start])
    return sorted(turned)


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_scan(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, FILES[name])
    scan = read_scan(path)
    assert surface(scan.points[scan.faces]) == surface(TRIANGLES) and len(scan.points) == 4
    assert scan.name == name.partition(".")[0] and scan.sha256 == hashlib.sha256(FILES[name]).hexdigest()
    assert scan.format.lower() == name.partition(".")[2]
    assert not scan.points.flags.writeable and not scan.faces.flags.writeable
    assert not [item for item in scan.findings if item.level != "note"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("suffix", [".stl", ".obj", ".3mf", ".STL", ".bin", ""])
def test_content_decides_and_a_wrong_name_is_a_finding(tmp_path: Path, name: str, suffix: str) -> None:
    scan = read_scan(written(tmp_path, f"scan{suffix}", FILES[name]))
    assert scan.format.lower() == name.partition(".")[2]
    wrong = suffix.lower() in {".stl", ".obj", ".3mf"} and suffix.lower() != f".{scan.format.lower()}"
    assert ("format_by_content" in {item.check for item in scan.findings}) is wrong


@pytest.mark.parametrize("name", ["binary.stl", "text.ply", "foot.off", "foot.obj"])
def test_without_a_declared_unit_it_stays_open_until_given(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, FILES[name])
    assert (read_scan(path).unit, read_scan(path).unit_source) == (None, None)
    assert (read_scan(path, unit="in").unit, read_scan(path, unit="in").unit_source) == ("in", "given")


@pytest.mark.parametrize(
    ("name", "data", "unit"),
    [
        ("a.glb", FILES["foot.glb"], "m"),
        ("a.3mf", FILES["foot.3mf"], "mm"),
        ("a.3mf", threemf_plain('unit="inch"'), "in"),
        ("a.obj", b"# 1 unit = 1000.000000 mm\n" + FILES["foot.obj"], "m"),
        ("a.ply", ply_text(comment="units: cm").encode(), "cm"),
    ],
)  # fmt: skip
def test_a_declared_unit_is_taken_and_the_user_overrules_it_aloud(
    tmp_path: Path, name: str, data: bytes, unit: Unit
) -> None:
    path = written(tmp_path, name, data)
    assert (read_scan(path).unit, read_scan(path).unit_source) == (unit, "declared")
    assert not [item for item in read_scan(path, unit=unit).findings if item.check == "unit_conflict"]
    other: Unit = "cm" if unit != "cm" else "in"
    scan = read_scan(path, unit=other)
    assert (scan.unit, scan.unit_source) == (other, "given")
    assert [item.level for item in scan.findings if item.check == "unit_conflict"] == ["warning"]


def test_a_declared_unit_that_is_none_of_the_four_must_be_settled_by_the_user(tmp_path: Path) -> None:
    path = written(tmp_path, "a.obj", b"# 1 unit = 100 mm\n" + FILES["foot.obj"])
    with pytest.raises(UnitUnclear, match="1 unit = 100 mm"):
        read_scan(path)
    assert read_scan(path, unit="m").unit == "m"


def test_triangles_come_as_stored(tmp_path: Path) -> None:
    bad = np.vstack([TRIANGLES, TRIANGLES[:1], TRIANGLES[:1, [0, 0, 1]]])
    assert np.array_equal(read_triangles(written(tmp_path, "a.stl", stl_binary(bad))), bad)
    assert np.array_equal(read_triangles(written(tmp_path, "a.glb", FILES["foot.glb"])), 1000 * TRIANGLES)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (stl_binary(np.where(TRIANGLES == 240, np.nan, TRIANGLES)), "3 of 4 faces have coordinates"),
        (stl_binary(np.where(TRIANGLES == 240, np.inf, TRIANGLES)), "3 of 4 faces have coordinates"),
        (ply_text(faces=FACES[:0]).encode(), "points but no faces"),
    ],
)
def test_triangles_that_are_none_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        read_triangles(written(tmp_path, "a", data))


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a.stl", b"", CorruptFile, r"^a\.stl is empty \(0 bytes\)$"),
        (
            "a.stl",
            b"dear doctor, here is the foot",
            UnknownFormat,
            r"^a\.stl: the file is text that describes no mesh$",
        ),
        ("a.stl", b"solid", UnknownFormat, "text that describes no mesh"),
        ("a.stl", stl_binary()[:-9], CorruptFile, r"^a\.stl: .* 3 of 4 faces are there$"),
        ("a.bin", stl_binary()[:-9], UnknownFormat, "none of the known formats"),
        ("a.pdf", b"%PDF-1.4\n\0\1\2", UnknownFormat, "none of the known formats"),
        ("a.zip", b"PK\3\4nothing", UnknownFormat, "none of the known formats"),
        ("a.ply", ply_text(np.full((4, 3), np.nan)).encode(), CorruptFile, "none of the 4 points"),
        ("a.ply", ply_text(POINTS[:0], FACES[:0]).encode(), CorruptFile, "holds no points"),
    ],
)
def test_refusals_name_the_file_and_the_trouble(
    tmp_path: Path, name: str, data: bytes, error: type[IntakeError], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        read_scan(written(tmp_path, name, data))
    assert "\n" not in str(caught.value) and caught.value.next_step and caught.value.exit_code == 3


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.stl")
    (tmp_path / "ring.stl").symlink_to(tmp_path / "ring.stl")
    for name, message in (
        ("lost.stl", "there is no file"),
        ("", "is a folder"),
        ("pipe.stl", "no ordinary file"),
        ("ring.stl", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ):
        with pytest.raises(IntakeError, match=message):
            read_scan(tmp_path / name)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(IntakeError, match="may not be read"):
        read_scan(written(tmp_path, "a.stl", stl_binary()))


def test_an_oversized_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.stl"
    with path.open("wb") as file:
        file.truncate(2_100_000_000)  # sparse: it takes no room
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(IntakeError, match=r"huge\.stl has 2\.1 GB"):
        read_scan(path)


def test_the_table_of_formats_is_what_is_read() -> None:
    assert {item.name for item in formats()} == {
        "STL",
        "PLY",
        "OBJ",
        "GLB",
        "glTF",
        "3MF",
        "OFF",
        "VRML",
        "AOP",
        "PS2D",
        "SCA",
        "XYZ",
    }
    assert len({suffix for item in formats() for suffix in item.suffixes}) == 18


SHARED_SCANS = sorted(path.name for path in (SHARED / "scans").glob("*.*") if path.suffix != ".md")


@pytest.mark.parametrize("name", SHARED_SCANS or ["absent"])
def test_every_shared_scan_is_read_or_refused(name: str) -> None:
    need_shared()
    path = SHARED / "scans" / name
    if name.startswith(("empty", "truncated")):
        with pytest.raises(CorruptFile):
            read_scan(path)
        return
    scan = read_scan(path)
    assert scan.unit == ("m" if path.suffix == ".glb" else None)
    assert np.isfinite(scan.points).all()
    assert (len(scan.faces) == 0) is ("points" in name)
    truth = SHARED / "scans" / "truth" / f"{path.stem}.json"
    if truth.exists() and "mth1_mm" in (said := json.loads(truth.read_text())):
        canonical = scan.points @ np.array(said["canonical_from_file"])[:3, :3].T
        size = np.ptp(canonical + np.array(said["canonical_from_file"])[:3, 3], axis=0)
        assert size[0] > 0.9 * said["foot_length_mm"]
