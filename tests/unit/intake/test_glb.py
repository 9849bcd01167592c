"""GLB. transforms, modes, strides, and everything that must be refused by name instead of read as zeros."""

import base64
import struct

import numpy as np
import pytest
import trimesh

from orthogen.errors import CorruptFile, IntakeError, UnknownFormat
from orthogen.intake import glb
from tests.unit.intake.shapes import FACES, POINTS, glb_bytes, glb_tree


def altered(**parts: object) -> bytes:
    tree, binary = glb_tree()
    return glb_bytes({**tree, **parts}, binary)


def primitive(**said: object) -> bytes:
    return altered(meshes=[{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, **said}]}])


def same(data: bytes, points: np.ndarray = POINTS) -> None:
    mesh = glb.read(data)
    assert np.allclose(mesh.points, points, atol=1e-12) and np.array_equal(mesh.faces, FACES)


def test_metres_by_specification() -> None:
    same(glb_bytes(*glb_tree()))
    assert glb.read(glb_bytes(*glb_tree())).mm_per_unit == 1000.0


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"translation": [1, 2, 3]}, POINTS + np.array([1, 2, 3])),
        ({"scale": [2, 3, 4]}, POINTS * [2, 3, 4]),
        ({"rotation": [0, 0, 0.5**0.5, 0.5**0.5]}, POINTS[:, [1, 0, 2]] * [-1, 1, 1]),
        (
            {"rotation": [0, 0, 0.5**0.5, 0.5**0.5], "scale": [2, 1, 1], "translation": [0, 0, 5]},
            POINTS[:, [1, 0, 2]] * [-1, 2, 1] + [0, 0, 5],
        ),
        ({"matrix": [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 7, 8, 9, 1]}, POINTS[:, [1, 0, 2]] * [-1, 1, 1] + [7, 8, 9]),
    ],
    ids=["translation", "scale", "rotation", "all three", "matrix"],
)
def test_node_transforms(node: dict[str, object], expected: np.ndarray) -> None:
    same(altered(nodes=[{"mesh": 0, **node}]), expected)


def test_parents_and_several_nodes_apply() -> None:
    nodes = [{"children": [1, 2], "scale": [2, 2, 2]}, {"mesh": 0}, {"mesh": 0, "translation": [0, 0, 10]}]
    mesh = glb.read(altered(nodes=nodes))
    assert np.array_equal(mesh.points, np.vstack([POINTS * 2, POINTS * 2 + [0, 0, 20]]))
    assert np.array_equal(mesh.faces, np.vstack([FACES, FACES + 4]))


def test_without_a_scene_all_root_nodes_count() -> None:
    tree, binary = glb_tree()
    del tree["scene"], tree["scenes"]
    same(glb_bytes(tree, binary))


def test_a_scene_written_by_trimesh_reads_as_trimesh_reads_it() -> None:
    feet = trimesh.Scene()
    for k, body in enumerate((trimesh.creation.icosphere(2), trimesh.creation.box((1, 2, 3)))):
        turn = trimesh.transformations.rotation_matrix(0.3 + k, [1, 2, 3], [4 * k, 5, 6])
        feet.add_geometry(body, transform=turn)
    mesh = glb.read(feet.export(file_type="glb"))
    theirs, ours = feet.to_mesh().triangles, mesh.points[mesh.faces]
    key = [tuple(np.round(sorted(t.tolist()), 4).ravel()) for t in ours]
    assert sorted(key) == sorted(tuple(np.round(sorted(t.tolist()), 4).ravel()) for t in theirs)


def test_strips_fans_points_and_missing_indices() -> None:
    tree, binary = glb_tree(faces=np.array([[0, 1, 2, 3]]))
    for mode, faces in ((5, [[0, 1, 2], [3, 2, 1]]), (6, [[0, 1, 2], [0, 2, 3]])):
        tree["meshes"] = [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "mode": mode}]}]
        assert glb.read(glb_bytes(tree, binary)).faces.tolist() == faces
    cloud = glb.read(primitive(mode=0))
    assert np.array_equal(cloud.points, POINTS) and cloud.faces.shape == (0, 3)
    assert len(glb.read(primitive(mode=1)).points) == 0
    tree, binary = glb_tree(points=POINTS[FACES].reshape(-1, 3))
    tree["meshes"] = [{"primitives": [{"attributes": {"POSITION": 0}}]}]
    mesh = glb.read(glb_bytes(tree, binary))
    assert np.array_equal(mesh.points[mesh.faces], POINTS[FACES])


def test_interleaved_and_quantised_positions() -> None:
    row = np.zeros(4, dtype=[("p", "<i2", 3), ("pad", "u1", 6)])
    row["p"] = POINTS
    tree, binary = glb_tree()
    indices = binary[48:]
    tree["bufferViews"] = [
        {"buffer": 0, "byteLength": 48, "byteStride": 12},
        {"buffer": 0, "byteOffset": 48, "byteLength": 48},
    ]
    tree["extensionsRequired"] = ["KHR_mesh_quantization"]
    tree["accessors"][0] |= {"componentType": 5122}  # type: ignore[index]
    same(glb_bytes(tree, row.tobytes() + indices))
    tree["accessors"][0] |= {"normalized": True}  # type: ignore[index]
    same(glb_bytes(tree, row.tobytes() + indices), POINTS / 32767)


def test_a_buffer_inside_the_description() -> None:
    tree, binary = glb_tree()
    tree["buffers"] = [
        {"byteLength": 96, "uri": "data:application/octet-stream;base64," + base64.b64encode(binary).decode()}
    ]
    same(glb_bytes(tree, b""))


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (altered(extensionsRequired=["KHR_draco_mesh_compression"]), UnknownFormat, "KHR_draco_mesh_compression"),
        (altered(extensionsRequired=["EXT_meshopt_compression"]), UnknownFormat, "EXT_meshopt_compression"),
        (altered(buffers=[{"uri": "foot.bin", "byteLength": 96}]), UnknownFormat, "in another file"),
        (altered(buffers=[{"uri": "/etc/passwd", "byteLength": 96}]), UnknownFormat, "in another file"),
        (altered(nodes=[{"mesh": 0, "children": [0]}]), CorruptFile, "node 0 of the glTF is placed twice"),
        (altered(nodes=[{"mesh": 7}]), CorruptFile, "contradicts itself"),
        (altered(nodes=[{"mesh": 0, "matrix": [1, 2]}]), CorruptFile, "contradicts itself"),
        (altered(bufferViews=[{"buffer": 0, "byteLength": 1}] * 2), CorruptFile, "truncated: 4 rows"),
        (primitive(indices=0), CorruptFile, "point"),
        (glb_bytes(*glb_tree(faces=FACES + 1)), CorruptFile, "point 4 "),
        (glb_bytes(*glb_tree())[:-1], CorruptFile, "truncated: 603 of 604 bytes"),
        (b"glTF", CorruptFile, "truncated"),
        (b"glTF" + struct.pack("<4I", 1, 20, 0, 0), UnknownFormat, "version 1"),
    ],
)
def test_refusals(data: bytes, error: type[IntakeError], message: str) -> None:
    with pytest.raises(error, match=message):
        glb.read(data)


@pytest.mark.parametrize(
    "accessor",
    [
        {"count": 10**9},
        {"count": -1},
        {"sparse": {"count": 1}},
        {"bufferView": None},
        {"byteOffset": 10**9},
        {"componentType": 5130},
        {"type": "MAT4"},
    ],
)
def test_hostile_accessors(accessor: dict[str, object]) -> None:
    tree, binary = glb_tree()
    tree["accessors"][0] |= accessor  # type: ignore[index]
    with pytest.raises(IntakeError):
        glb.read(glb_bytes(tree, binary))


def test_a_stride_of_zero_cannot_unfold_into_gigabytes() -> None:
    tree, binary = glb_tree()
    tree["bufferViews"][0] |= {"byteStride": 0}  # type: ignore[index]
    tree["accessors"][0] |= {"count": 10**9}  # type: ignore[index]
    with pytest.raises(CorruptFile, match="overlap"):
        glb.read(glb_bytes(tree, binary))


def test_bytes_behind_the_end_are_a_finding() -> None:
    assert [item.check for item in glb.read(glb_bytes(*glb_tree()) + b"12").findings] == ["trailing_bytes"]
