"""VRML. shapes, transforms in any order, names used again, and what is refused."""

import numpy as np
import pytest
import trimesh

from orthogen.errors import CorruptFile, IntakeError, UnknownFormat
from orthogen.intake import vrml, vrml_nodes
from orthogen.intake.raw import RawMesh
from tests.unit.intake.shapes import FACES, POINTS, vrml_faces, vrml_text

SHAPE = f"Shape {{ geometry {vrml_faces()} }}"


def mesh_of(*nodes: str) -> RawMesh:
    return vrml.read(vrml_text(*nodes).encode())


@pytest.mark.parametrize(
    "change",
    [
        str,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("[ 0 0 0,", "[ # first ] point\n 0 0 0 # 1 2 3\n,"),
        lambda text: text.replace(", -1 ]", " ]"),
        lambda text: text.replace(",", " "),
        lambda text: text.replace("Shape {", 'WorldInfo { title "a } { [ \\" b" info [ "c ]", "d" ] } Shape {'),
        lambda text: text.replace("Shape {", "Group { children [ # one\n Shape {") + "] }",
        lambda text: text.replace("coord ", "normal Normal { vector [ 0 0 1, 1 0 0 ] } coord "),
        lambda text: text.replace("coordIndex", "colorIndex [ 0 1 2 -1 ] solid FALSE creaseAngle 0.5 coordIndex"),
    ],
    ids=["plain", "CRLF", "CR", "BOM", "comments", "no last end", "no commas", "texts", "group", "normals", "fields"],
)
def test_variants_give_the_same_mesh(change: object) -> None:
    mesh = vrml.read(change(vrml_text()).encode())  # type: ignore[operator]
    assert np.array_equal(mesh.points, POINTS) and np.array_equal(mesh.faces, FACES)
    assert mesh.mm_per_unit is None and mesh.findings == ()


def test_a_list_of_many_chunks_keeps_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orthogen.intake.text._CHUNK_BYTES", 20)
    assert np.array_equal(mesh_of().points, POINTS) and np.array_equal(mesh_of().faces, FACES)


def test_polygons_are_fanned_and_clockwise_faces_turned() -> None:
    quad = vrml_faces().replace("coordIndex [ ", "coordIndex [ 0 1 2 3 -1 ")
    assert mesh_of(f"Shape {{ geometry {quad} }}").faces.tolist()[:2] == [[0, 1, 2], [0, 2, 3]]
    turned = vrml_faces(more="ccw FALSE")
    assert np.array_equal(mesh_of(f"Shape {{ geometry {turned} }}").faces, FACES[:, ::-1])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("translation 1 2 3", POINTS + np.array([1, 2, 3])),
        ("scale 2 3 4", POINTS * [2, 3, 4]),
        ("rotation 0 0 1 1.5707963267948966", POINTS[:, [1, 0, 2]] * [-1, 1, 1]),
        ("rotation 0 0 9 1.5707963267948966", POINTS[:, [1, 0, 2]] * [-1, 1, 1]),
        ("rotation 0 0 0 3", POINTS),
        ("translation 5 0 0 scale 2 2 2", POINTS * 2 + [5, 0, 0]),
        ("center 10 0 0 scale 2 1 1", (POINTS - [10, 0, 0]) * [2, 1, 1] + [10, 0, 0]),
        ("scaleOrientation 0 0 1 1.5707963267948966 scale 2 1 1", POINTS * [1, 2, 1]),
    ],
)
def test_transforms_apply_wherever_their_fields_stand(fields: str, expected: np.ndarray) -> None:
    for text in (f"{fields} children [ {SHAPE} ]", f"children [ {SHAPE} ] {fields}", f"children {SHAPE} {fields}"):
        assert np.allclose(mesh_of(f"Transform {{ {text} }}").points, expected, atol=1e-9)


def test_transforms_nest_and_names_are_used_again() -> None:
    inner = f"Transform {{ translation 1 0 0 children DEF foot {SHAPE} }}"
    mesh = mesh_of(f"Transform {{ scale 2 2 2 children [ {inner} USE foot ] }}", "USE foot")
    assert np.array_equal(mesh.points, np.vstack([2 * POINTS + [2, 0, 0], 2 * POINTS, POINTS]))
    assert np.array_equal(mesh.faces, np.vstack([FACES, FACES + 4, FACES + 8]))


def test_a_coordinate_used_again() -> None:
    again = vrml_faces().partition("coord ")[0] + "coord USE P coordIndex [ 0 1 2 -1 ] }"
    first = SHAPE.replace("coord Coordinate", "coord DEF P Coordinate")
    assert mesh_of(first, f"Shape {{ geometry {again} }}").faces.tolist()[-1] == [4, 5, 6]


def test_a_point_set_is_a_cloud_unless_there_are_faces() -> None:
    cloud = "Shape { geometry PointSet { coord Coordinate { point [ 1 2 3, 4 5 6 ] } } }"
    assert mesh_of(cloud).points.tolist() == [[1, 2, 3], [4, 5, 6]] and len(mesh_of(cloud).faces) == 0
    assert np.array_equal(mesh_of(cloud, SHAPE).points, POINTS)


def test_other_files_are_never_followed() -> None:
    inline = 'Inline { url [ "file:///etc/passwd", "http://example.org/a.wrl" ] }'
    (finding,) = mesh_of(inline, SHAPE).findings
    assert (finding.check, finding.measured, finding.level) == ("parts_left_out", 1.0, "warning")
    with pytest.raises(UnknownFormat, match="other files"):
        mesh_of(inline)


def test_other_shapes_are_left_out_aloud() -> None:
    (finding,) = mesh_of("Shape { geometry Box { size 1 1 1 } }", SHAPE).findings
    assert finding.check == "parts_left_out" and finding.level == "warning"


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("#VRML V1.0 ascii\n", UnknownFormat, "only VRML 2.0"),
        (vrml_text(SHAPE[:-1]), CorruptFile, "truncated: 1 brackets"),
        (vrml_text(SHAPE[:-8]), CorruptFile, "truncated inside a list"),
        (vrml_text(SHAPE + "}"), CorruptFile, "never opened"),
        (vrml_text('WorldInfo { title "a }'), CorruptFile, "truncated inside a text"),
        (vrml_text(SHAPE.replace("0, 2, 1, -1", "0, 2, -1")), CorruptFile, "fewer than three corners"),
        (vrml_text(SHAPE.replace("0, 2, 1, -1", "0, 2, 4, -1")), CorruptFile, "point 4 "),
        (vrml_text(SHAPE.replace("0, 2, 1, -1", "0, 2, -7, -1")), CorruptFile, "point -7 "),
        (vrml_text(SHAPE.replace("0, 2, 1, -1", "0, 2, 1.5, -1")), CorruptFile, "not whole"),
        (vrml_text(SHAPE.replace("0, 2, 1, -1", "0, 2, nan, -1")), CorruptFile, "not whole"),
        (vrml_text(SHAPE.replace("240 16 8", "240 16")), CorruptFile, "fewer than three numbers"),
        (vrml_text(SHAPE.replace("240", "x")), CorruptFile, "'x' stands"),
        (vrml_text(f"LOD {{ level [ {SHAPE} {SHAPE} ] }}"), UnknownFormat, "LOD"),
        (vrml_text("PROTO A [ ] { }"), UnknownFormat, "PROTO"),
        (vrml_text("Transform { translation 1 2 }"), CorruptFile, "stands where"),
        (vrml_text("Group { children [ " * 200), CorruptFile, "100 deep"),
    ],
)
def test_refusals(text: str, error: type[IntakeError], message: str) -> None:
    with pytest.raises(error, match=message):
        vrml.read(text.encode())


def test_names_that_multiply_are_stopped() -> None:
    doubled = [f"DEF a{k} Group {{ children [ USE a{k - 1} USE a{k - 1} ] }}" for k in range(1, 60)]
    with pytest.raises(CorruptFile, match="repeats its shapes"):
        mesh_of(f"DEF a0 {SHAPE}", *doubled)


def test_endless_words_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vrml_nodes, "_MOST_WORDS", 1000)
    with pytest.raises(CorruptFile, match="over 1000 words"):
        mesh_of("x " * 2000)


def test_nothing_of_a_person_stays() -> None:
    mesh = mesh_of('WorldInfo { title "Erika Mustermann" }', SHAPE, "# Erika Mustermann")
    assert "Mustermann" not in repr(mesh)


def test_a_rotation_agrees_with_trimesh() -> None:
    turn = trimesh.transformations.rotation_matrix(1.1, [1, 2, 3])
    mesh = mesh_of(f"Transform {{ rotation 1 2 3 1.1 children {SHAPE} }}")
    assert np.allclose(mesh.points, POINTS @ turn[:3, :3].T)


def test_endless_lists_are_refused_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orthogen.intake.raw.MOST_POINTS", 3)
    with pytest.raises(IntakeError, match="holds 4 points, more than the 3"):
        mesh_of()
