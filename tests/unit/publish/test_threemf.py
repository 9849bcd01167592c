"""Archive 3MF. the very mesh of the STL, the same bytes on every run, and readers that agree."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

import numpy as np
import pytest
import trimesh

import orthogen
from orthogen.kernel import stl
from orthogen.publish import threemf_bytes

CORE = "{http://schemas.microsoft.com/3dmanufacturing/core/2015/02}"
IDENTITY = "{http://schemas.microsoft.com/3dmanufacturing/production/2015/06}UUID"


def ball_stl() -> bytes:
    """Return the STL of a closed, oriented body whose coordinates need every bit of a 32-bit float."""
    ball = trimesh.creation.icosphere(3)
    return stl.binary(ball.triangles * [125 / 3, 15, 45 / 7] + [100.1, 0.3, 15], header="orthogen")


def model(data: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return ElementTree.fromstring(archive.read("3D/3dmodel.model"))


def test_every_triangle_is_that_of_the_stl_to_the_last_bit() -> None:
    source = ball_stl()
    root = model(threemf_bytes(source, case="C0001", side="left"))
    points = np.array([[float(v.get(axis, "")) for axis in "xyz"] for v in root.iter(f"{CORE}vertex")])
    faces = np.array([[int(t.get(f"v{k}", "")) for k in (1, 2, 3)] for t in root.iter(f"{CORE}triangle")])
    assert np.array_equal(points.astype(np.float32)[faces], stl.triangles(source))
    assert len(np.unique(points, axis=0)) == len(points) == 2 + len(faces) // 2


def test_unit_names_and_identity() -> None:
    root = model(threemf_bytes(ball_stl(), case="C0001", side="left"))
    assert root.get("unit") == "millimeter"
    body, item = next(root.iter(f"{CORE}object")), next(root.iter(f"{CORE}item"))
    assert (body.get("name"), body.get("partnumber"), item.get("partnumber")) == ("C0001 left", "C0001-L", "C0001-L")
    said = {element.get("name"): element.text for element in root.iter(f"{CORE}metadata")}
    assert said == {"Title": "C0001 left", "Application": f"orthogen {orthogen.__version__}"}
    marks = [next(root.iter(CORE + name)).get(IDENTITY, "") for name in ("object", "item", "build")]
    assert len(set(marks)) == 3 and {UUID(mark).version for mark in marks} == {5}


def test_identity_lasts_and_is_one_of_a_kind() -> None:
    def mark(case: str, side: str) -> str:
        return next(model(threemf_bytes(ball_stl(), case=case, side=side)).iter(f"{CORE}object")).get(IDENTITY, "")

    marks = {(case, side): mark(case, side) for case in ("C0001", "C0002") for side in ("left", "right")}
    assert len(set(marks.values())) == 4
    assert marks["C0001", "left"] == "7259facc-3a56-5df1-971c-b32b93f0539e"  # never to change: devices are out there


def test_same_input_same_bytes_on_every_machine() -> None:
    source = stl.binary(np.array([[[0, 0, 0], [240, 16, 8], [64, 96.125, 4]]]), header="orthogen")
    data = threemf_bytes(source, case="C0001", side="left")
    assert data == threemf_bytes(source, case="C0001", side="left")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["[Content_Types].xml", "_rels/.rels", "3D/3dmodel.model"]
    for entry in entries:  # a compressor of another version would write other bytes
        assert entry.date_time == (1980, 1, 1, 0, 0, 0) and entry.compress_type == zipfile.ZIP_STORED
        assert (entry.create_system, entry.external_attr, entry.extra) == (3, 0o600 << 16, b"")


@pytest.mark.parametrize("case", ["<&\"'>", "Füße 足", "a\nb\0c"])
def test_any_case_id_is_valid_xml(case: str) -> None:
    name = next(model(threemf_bytes(ball_stl(), case=case, side="right")).iter(f"{CORE}object")).get("name")
    assert name == re.sub(r"[\n\0]", "?", case) + " right"


def test_trimesh_reads_it_as_a_closed_body_in_millimetres() -> None:
    source = ball_stl()
    scene = trimesh.load_scene(io.BytesIO(threemf_bytes(source, case="C0001", side="left")), file_type="3mf")
    body = scene.to_mesh()
    assert scene.units == "millimeter" and body.is_watertight and body.is_winding_consistent
    assert np.isclose(body.volume, trimesh.Trimesh(**trimesh.triangles.to_kwargs(stl.triangles(source))).volume)


@pytest.mark.slicer
def test_prusa_slicer_calls_it_manifold(tmp_path: Path) -> None:
    slicer = shutil.which("prusa-slicer")
    if slicer is None:
        pytest.skip("needs prusa-slicer (apt install prusa-slicer)")
    (tmp_path / "a.3mf").write_bytes(threemf_bytes(ball_stl(), case="C0001", side="left"))
    said = subprocess.run([slicer, "--info", tmp_path / "a.3mf"], capture_output=True, text=True, check=True).stdout
    assert "manifold = yes" in said and "number_of_facets = 1280" in said
    assert not re.search("open_edges|facets_reversed|degenerate_facets|edges_fixed|facets_removed", said)
