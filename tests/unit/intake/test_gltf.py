"""glTF. geometry in the text or beside it, and never anywhere else."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
import trimesh

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake import gltf, gltf_scene, read_scan
from tests.unit.intake.shapes import FACES, POINTS, glb_tree, gltf_text


def written(folder: Path, text: str, **beside: bytes) -> Path:
    for name, data in beside.items():
        (folder / f"{name}.bin").write_bytes(data)
    path = folder / "foot.gltf"
    path.write_text(text)
    return path


def same(path: Path) -> None:
    scan = read_scan(path)
    assert np.array_equal(scan.points, POINTS) and np.array_equal(scan.faces, FACES)
    assert (scan.format, scan.unit, scan.unit_source) == ("glTF", "m", "declared")


def test_inside_the_text(tmp_path: Path) -> None:
    same(written(tmp_path, gltf_text()))
    same(written(tmp_path, "\ufeff  " + gltf_text().replace("application/", "application\\/")))
    assert read_scan(tmp_path / "foot.gltf").findings == ()


def test_in_a_file_beside_it_which_counts_for_the_digest(tmp_path: Path) -> None:
    path = written(tmp_path, gltf_text("my%20foot.bin"), **{"my foot": glb_tree()[1]})
    same(path)
    first = read_scan(path)
    assert [item.check for item in first.findings] == ["geometry_beside"]
    (tmp_path / "my foot.bin").write_bytes(glb_tree(POINTS * 2)[1])
    assert read_scan(path).sha256 != first.sha256


@pytest.mark.parametrize(
    "uri",
    ["../foot.bin", "/etc/passwd", "sub/foot.bin", "sub\\foot.bin", "http://example.org/foot.bin", "file:foot.bin",
     "C:foot.bin", "..", ".", ".foot.bin", "", "%2e%2e%2ffoot.bin", "foot%00.bin", "foot.bin\n", "x" * 300],
)  # fmt: skip
def test_every_other_address_is_refused(tmp_path: Path, uri: str) -> None:
    (tmp_path / "sub").mkdir()
    for folder in (tmp_path, tmp_path / "sub", tmp_path.parent):
        (folder / "foot.bin").write_bytes(glb_tree()[1])
    with pytest.raises(IntakeError, match="no file beside it"):
        read_scan(written(tmp_path / "sub", gltf_text(uri)))
    (tmp_path.parent / "foot.bin").unlink()


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "secret").write_bytes(glb_tree()[1])
    (tmp_path / "sub" / "foot.bin").symlink_to(tmp_path / "secret")
    with pytest.raises(IntakeError, match="link out of the folder"):
        read_scan(written(tmp_path / "sub", gltf_text("foot.bin")))
    (tmp_path / "sub" / "ring.bin").symlink_to("ring.bin")
    with pytest.raises(IntakeError):
        read_scan(written(tmp_path / "sub", gltf_text("ring.bin")))


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "foot.bin")
    with pytest.raises(IntakeError, match="no ordinary file"):
        read_scan(written(tmp_path, gltf_text("foot.bin")))
    with pytest.raises(IntakeError, match="there is no file"):
        read_scan(written(tmp_path, gltf_text("lost.bin")))


def test_all_files_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = gltf_text("foot.bin").encode()
    path = written(tmp_path, gltf_text("foot.bin"))
    with (tmp_path / "foot.bin").open("wb") as file:
        file.truncate(559_999_999)  # sparse: it takes no room
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"" if self.suffix == ".bin" else text)
    with pytest.raises(IntakeError, match=r"0\.56 GB that are read"):
        read_scan(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"buffers": [{"byteLength": 96}]}, "does not say where"),
        ({"buffers": [{"uri": 5}]}, "does not say where"),
        ({"buffers": [{"uri": "data:;base64,AAA$"}]}, "damaged"),
        ({"buffers": [{"uri": "data:;base64,"}]}, "truncated: 4 rows"),
        ({"buffers": [{"uri": "data:"}]}, "truncated: 4 rows"),
        ({"buffers": []}, "contradicts itself"),
        ({"nodes": [{"mesh": "Erika Mustermann"}]}, "contradicts itself"),
    ],
)
def test_broken_descriptions_are_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(CorruptFile, match=message) as caught:
        read_scan(written(tmp_path, json.dumps(json.loads(gltf_text()) | change)))
    assert "Mustermann" not in str(caught.value)


def test_nothing_of_a_person_stays(tmp_path: Path) -> None:
    tree = json.loads(gltf_text()) | {"extras": {"patient": "Erika Mustermann"}}
    tree["asset"] |= {"copyright": "Erika Mustermann", "extras": {"born": "12.3.1960"}}
    tree["nodes"][0]["name"] = "Erika Mustermann"
    assert "Mustermann" not in repr(read_scan(written(tmp_path, json.dumps(tree))))


def test_a_description_that_would_burst_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gltf_scene, "_MOST_TEXT_BYTES", 5000)
    gltf.read(gltf_text().encode(), lambda _: b"")
    with pytest.raises(CorruptFile, match="without its geometry, more than 5000"):
        gltf.read(b'{"asset": [' + b"[]," * 3000 + b"[]]}", lambda _: b"")


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(CorruptFile, match="contradicts itself"):
        gltf.read(b'{"asset": ' + b"[" * 100_000, lambda _: b"")


def test_a_scene_of_very_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gltf_scene, "_MOST_PLACED", 10)
    tree = json.loads(gltf_text())
    tree["meshes"][0]["primitives"] *= 11
    with pytest.raises(CorruptFile, match="over 10 parts"):
        gltf.read(json.dumps(tree).encode(), lambda _: b"")


def test_trimesh_writes_what_is_read(tmp_path: Path) -> None:
    sphere = trimesh.creation.icosphere(subdivisions=2, radius=0.1)
    for name, data in trimesh.Scene(sphere).export(file_type="gltf").items():
        (tmp_path / name).write_bytes(data)
    scan = read_scan(tmp_path / "model.gltf")
    assert scan.points.shape == sphere.vertices.shape and len(scan.faces) == len(sphere.faces)
    assert np.allclose(np.sort(scan.points, axis=0), np.sort(sphere.vertices, axis=0), atol=1e-6)


def test_very_many_buffers_are_refused_while_they_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gltf, "_MOST_INSIDE", 5)
    with pytest.raises(CorruptFile, match="over 5 buffers"):
        gltf.read(b'{"asset": [' + b'"data:",' * 6 + b"1]}", lambda _: b"")
