"""3MF. units, transforms, components in other parts, and archives made to do harm."""

import io
import zipfile

import numpy as np
import pytest
import trimesh

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake import threemf
from tests.unit.intake.shapes import FACES, POINTS, threemf_bytes, threemf_mesh, threemf_plain

MESH = f'<object id="1">{threemf_mesh()}</object>'


@pytest.mark.parametrize(
    ("unit", "mm"),
    [('unit="millimeter"', 1), ("", 1), ('unit="inch"', 25.4), ('unit="meter"', 1000), ('unit="micron"', 0.001)],
)
def test_unit(unit: str, mm: float) -> None:
    mesh = threemf.read(threemf_bytes(MESH, '<item objectid="1"/>', unit=unit))
    assert mesh.mm_per_unit == mm
    assert np.array_equal(mesh.points, POINTS) and np.array_equal(mesh.faces, FACES)


def test_items_and_components_are_placed() -> None:
    group = (
        '<object id="2"><components><component objectid="1" transform="1 0 0 0 1 0 0 0 1 5 0 0"/></components></object>'
    )
    items = '<item objectid="2" transform="0 1 0 -1 0 0 0 0 1 0 0 9"/><item objectid="1"/>'
    mesh = threemf.read(threemf_bytes(MESH + group, items))
    turned = (POINTS + np.array([5, 0, 0]))[:, [1, 0, 2]] * [-1, 1, 1] + [0, 0, 9]
    assert np.array_equal(mesh.points, np.vstack([turned, POINTS]))
    assert np.array_equal(mesh.faces, np.vstack([FACES, FACES + 4]))


def test_an_object_that_no_item_places_is_not_there() -> None:
    other = f'<object id="2">{threemf_mesh(POINTS * 9)}</object>'
    assert np.array_equal(threemf.read(threemf_bytes(other + MESH, '<item objectid="1"/>')).points, POINTS)


def test_components_in_another_part() -> None:
    group = '<object id="7"><components><component objectid="1" p:path="/3D/foot.model"/></components></object>'
    mesh = threemf.read(threemf_bytes(group, '<item objectid="7"/>', foot=MESH))
    assert np.array_equal(mesh.points, POINTS)


def test_a_scene_written_by_trimesh_reads_as_it_was() -> None:
    feet = trimesh.Scene([trimesh.creation.box((1, 2, 3)), trimesh.creation.icosphere(1)])
    mesh = threemf.read(feet.export(file_type="3mf"))
    theirs, ours = feet.to_mesh().triangles, mesh.points[mesh.faces]
    assert np.allclose(sorted(ours.sum(axis=(1, 2))), sorted(theirs.sum(axis=(1, 2))), atol=1e-5)


@pytest.mark.parametrize(
    ("resources", "build", "message"),
    [
        (MESH, "", "build section of the 3MF is empty"),
        (MESH, '<item objectid="3"/>', "object '3', which it does not hold"),
        (MESH, '<item objectid="1" transform="1 0 0"/>', "cannot be read"),
        (MESH.replace('v1="0"', 'v1="4"', 1), '<item objectid="1"/>', "point 4 .* of 4"),
        (MESH.replace('v1="0"', 'v1="x"', 1), '<item objectid="1"/>', "cannot be read"),
        (MESH.replace('v1="0"', f'v1="{10**30}"', 1), '<item objectid="1"/>', "cannot be read"),
        (MESH.replace('x="240"', "", 1), '<item objectid="1"/>', "cannot be read"),
        (MESH.replace("</mesh>", "", 1), '<item objectid="1"/>', "cannot be read"),
    ],
)
def test_broken_models_are_refused(resources: str, build: str, message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        threemf.read(threemf_bytes(resources, build))


def test_an_object_inside_itself_is_refused() -> None:
    ring = '<object id="1"><components><component objectid="1"/><component objectid="1"/></components></object>'
    with pytest.raises(CorruptFile, match="without end"):
        threemf.read(threemf_bytes(ring, '<item objectid="1"/>'))


def test_a_zip_bomb_is_refused_before_it_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("3D/3dmodel.model", b"\0" * 1000)
        archive.writestr("3D/other.model", b"\0" * 1000)
    size = (1000).to_bytes(4, "little")
    bomb = held.getvalue().replace(size, (600_000_000).to_bytes(4, "little"))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("the bomb was inflated"))
    with pytest.raises(CorruptFile, match=r"unpack to 1\.2 GB"):
        threemf.read(bomb)


def test_entities_are_refused() -> None:
    plain = threemf_plain()
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as archive, zipfile.ZipFile(held, "w") as other:
        xml = archive.read("3D/3dmodel.model")
        other.writestr("3D/3dmodel.model", b'<!DOCTYPE m [<!ENTITY a "b">]>' + xml)
    with pytest.raises(CorruptFile, match="entities"):
        threemf.read(held.getvalue())


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.99])
def test_a_truncated_archive_is_refused(keep: float) -> None:
    plain = threemf_plain()
    with pytest.raises(IntakeError):
        threemf.read(plain[: int(keep * len(plain))])


def test_sniff() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("foot.sca", "")
    assert threemf.sniff(threemf_plain()) and not threemf.sniff(held.getvalue()) and not threemf.sniff(b"PK")
