"""Files that once were read wrongly or unsafely, each reduced to what went wrong."""

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from orthogen.errors import IntakeError
from orthogen.intake import read_scan
from tests.unit.intake.shapes import (
    FACES,
    POINTS,
    XYZ,
    aop_text,
    glb_bytes,
    glb_tree,
    gltf_text,
    obj_text,
    off_text,
    ply_binary,
    ply_header,
    ply_text,
    sca_bytes,
    stl_binary,
    stl_text,
    threemf_bytes,
    threemf_mesh,
    threemf_plain,
    vrml_text,
    xyz_text,
    zip_bytes,
)


def refused(path: Path, data: bytes, message: str) -> None:
    path.write_bytes(data)
    with pytest.raises(IntakeError, match=message) as caught:
        read_scan(path)
    assert str(caught.value).isprintable() and len(str(caught.value)) < 300 and caught.value.next_step


@pytest.mark.parametrize("keep", range(1, 4))
def test_an_obj_cut_off_inside_its_points_is_no_cloud(tmp_path: Path, keep: int) -> None:
    """It was taken for a point cloud of half a foot: nothing in such a file says that faces are missing."""
    data = b"\n".join(obj_text().encode().split(b"\n")[:keep])
    refused(tmp_path / "a.obj", data, f"holds {keep} points but no faces: it is cut off")


def test_an_obj_that_says_it_is_a_cloud_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.obj").write_text(obj_text(faces=FACES[:0]) + "p 1 2 3 4\n")
    assert len(read_scan(tmp_path / "a.obj").faces) == 0


def test_an_obj_cut_off_inside_its_faces_is_noticed(tmp_path: Path) -> None:
    """Half of a foot's faces looked like a sound scan of half a foot."""
    counted = f"#\n# Vertices: 4\n# Faces: 4\n#\n{obj_text()}"
    refused(tmp_path / "a.obj", counted.rpartition("f ")[0].encode(), "truncated: 3 of 4 faces")
    loose = np.vstack([POINTS, np.random.default_rng(1).normal(size=(3, 3))])
    (tmp_path / "b.obj").write_text(obj_text(loose))
    (finding,) = [item for item in read_scan(tmp_path / "b.obj").findings if item.check == "loose_points"]
    assert finding.level == "warning" and "3 of 7 points" in finding.note and "cut off" in finding.note


@pytest.mark.parametrize("view", [0, 1])
def test_an_empty_buffer_is_not_filled_from_unwritten_memory(tmp_path: Path, view: int) -> None:
    """numpy makes a new, unwritten array where it is given an empty buffer: coordinates came out of nowhere."""
    tree, binary = glb_tree()
    tree["bufferViews"][view]["byteLength"] = 0  # type: ignore[index]
    refused(tmp_path / "a.glb", glb_bytes(tree, binary), "truncated: (4|12) rows do not fit")
    refused(tmp_path / "b.glb", glb_bytes(tree, b""), "truncated: (4|12) rows do not fit")


def test_a_scene_cannot_name_its_geometry_elsewhere_in_the_folder(tmp_path: Path) -> None:
    tree, _ = glb_tree()
    tree["buffers"] = [{"byteLength": 96, "uri": "a.glb"}]
    refused(tmp_path / "a.glb", glb_bytes(tree, b""), "in another file")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.stl", stl_binary()[:80] + struct.pack("<I", 2**32 - 1) + stl_binary()[84:]),
        ("a.ply", ply_binary().replace(b"vertex 4", b"vertex 99999999999")),
        ("a.ply", ply_text().replace("face 4", "face 99999999999").encode()),
        ("a.ply", ply_binary().replace(b"list uchar int", b"list uint double")),
        ("a.off", off_text().replace("4 4 0", "99999999999 4 0").encode()),
        ("a.wrl", vrml_text("Group { children [" * 50_000).encode()),
        ("a.wrl", vrml_text('Anchor { url "' * 50_000).encode()),
        ("a.gltf", b'{"asset":' + b'{"a":' * 50_000),
        ("a.3mf", threemf_bytes("<a>" * 1000 + "</a>" * 1000, "")),
        ("a.3mf", threemf_bytes(f'<object id="1">{threemf_mesh()}</object>', '<item objectid="1"/>' * 10_001)),
        ("a.xyz", xyz_text().encode() + b"1 " * 5_000_000),
        ("a.obj", b"v " + b"1 2 3 " * 2_000_000),
        ("a.off", b"OFF\n4 4 0\n" + b"1 2 3 " * 2_000_000),
        ("a.ply", ply_text().encode() + b"1" * 9_000_000),
        ("a.stl", b"solid a\nfacet normal 0 0 0" + b" " * 9_000_000 + b"endsolid a"),
        ("a.aop", b"AAOP1\n" + b"a" * 9_000_000),
        ("a.stl", stl_text().replace("240", "1e999").replace("64", "nan").replace("32", "-inf").encode()),
    ],
)  # fmt: skip
def test_hostile_files_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    refused(tmp_path / name, data, "a\\.")


@pytest.mark.parametrize("suffix", [".stl", ".ply", ".obj", ".glb", ".gltf", ".3mf", ".ps2d", ".sca", ".aop", ".wrl",
                                    ".off", ".xyz", ".txt", ".zip", ""])  # fmt: skip
def test_noise_of_every_name_is_refused(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(3).integers(0, 256, 5000, dtype=np.uint8).tobytes()
    refused(tmp_path / f"a{suffix}", noise, "a.*: ")


@pytest.mark.parametrize("name", ["a.stl", "b.stl", "a.ply", "b.ply", "a.off", "a.wrl", "a.glb", "a.3mf"])
def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path, name: str) -> None:
    """Formats that count or close what they hold; the few that cannot (XYZ, OBJ) have cases of their own."""
    whole = {
        "a.stl": stl_binary(), "b.stl": stl_text().encode(), "a.ply": ply_binary(), "b.ply": ply_text().encode(),
        "a.off": off_text().encode(), "a.wrl": vrml_text().encode(), "a.glb": glb_bytes(*glb_tree()),
        "a.3mf": threemf_plain(),
    }[name]  # fmt: skip
    # A text cut inside its last number or name cannot be told from a whole one.
    end = {"b.ply": len(whole) - 2, "a.off": len(whole) - 2, "b.stl": whole.rfind(b"solid")}.get(name, len(whole) - 1)
    path = tmp_path / name
    for keep in range(1, end):
        path.write_bytes(whole[:keep])
        with pytest.raises(IntakeError):
            read_scan(path)


_PEAK = """
import resource, sys
from pathlib import Path
from orthogen.errors import IntakeError
from orthogen.intake import read_scan
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_scan(Path(sys.argv[1]))
except IntakeError as refusal:
    print(refusal)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("kind", ["model", "map", "order", "tag", "deep"])
def test_a_bomb_takes_no_memory(tmp_path: Path, kind: str) -> None:
    """What unpacks to gigabytes is refused by its directory; a tag without end, and depth, while they are read."""
    zeros = b"\0" * 100_000_000
    head = b'<model xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">'
    data = {
        "model": lambda: zip_bytes({f"3D/{k}.model": zeros for k in range(6)}),
        "map": lambda: zip_bytes({"a_Links_.sca": zeros}),
        "order": lambda: zip_bytes({"a.ps2d": zeros + b"\0"}),
        "tag": lambda: zip_bytes({"3D/3dmodel.model": head + b"<!--" + b"<a " * 20_000_000}),
        "deep": lambda: zip_bytes({"3D/3dmodel.model": head + b"<a>" * 20_000_000}),
    }[kind]()
    (tmp_path / "bomb.3mf").write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(tmp_path / "bomb.3mf")], capture_output=True, text=True, check=True
    )
    sentence, peak_kb = done.stdout.strip().split("\n")
    assert sentence.startswith("bomb.3mf: ") and int(peak_kb) < 100_000


def test_an_endless_radius_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.aop").write_text(aop_text(listed=False).replace("\n35\n", "\n1e999\n", 1))
    assert "non_finite_points" in {item.check for item in read_scan(tmp_path / "a.aop").findings}


@pytest.mark.parametrize("count", ["9" * 400, "1e300", "NaN", "-1", "true", '"4"', "null", "[4]"])
def test_a_count_that_is_none_is_refused_in_one_sentence(tmp_path: Path, count: str) -> None:
    refused(tmp_path / "a.gltf", gltf_text().replace('"count": 4', f'"count": {count}').encode(), "a.gltf: ")


def test_two_far_points_do_not_overflow_the_grid(tmp_path: Path) -> None:
    tree, _ = glb_tree()
    tree["nodes"] = [{"mesh": 0, "scale": [1e30, 1e30, 1e30]}, {"mesh": 0}]
    tree["scenes"] = [{"nodes": [0, 1]}]
    (tmp_path / "a.glb").write_bytes(glb_bytes(tree, glb_tree()[1]))
    scan = read_scan(tmp_path / "a.glb")
    assert np.array_equal(scan.points, POINTS) and "non_finite_points" in {item.check for item in scan.findings}


@pytest.mark.parametrize("name", ["a.obj", "a.off", "a.ply", "b.ply", "a.wrl"])
def test_polygons_of_endless_corners_are_refused_before_they_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Polygons were counted, not their triangles: one face with millions of corners took gigabytes."""
    monkeypatch.setattr("orthogen.intake.raw.MOST_FACES", 30)
    many = [k % 4 for k in range(200)]
    head = ply_header("binary_little_endian", XYZ, "list uint uchar vertex_indices", faces=2).encode()
    head += POINTS.astype("<f4").tobytes()
    data = {
        "a.obj": obj_text(faces=FACES[:0]) + "f " + " ".join(str(k + 1) for k in many) + "\n",
        "a.off": off_text(faces=FACES[:0]).replace("4 0 0", "4 1 0") + f"200 {' '.join(map(str, many))}\n",
        "a.ply": head + (struct.pack("<I", 200) + bytes(many)) * 2,
        "b.ply": head + struct.pack("<I", 200) + bytes(many) + struct.pack("<I", 3) + b"\0\1\2",
        "a.wrl": vrml_text().replace("coordIndex [", f"coordIndex [ {' '.join(map(str, many))} -1"),
    }[name]
    refused(tmp_path / name, data if isinstance(data, bytes) else data.encode(), "faces, more than the 30")


def test_a_height_map_has_two_faces_a_pixel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pixels were bounded as points, and their faces took 2.6 GB."""
    monkeypatch.setattr("orthogen.intake.raw.MOST_FACES", 59)
    refused(tmp_path / "a.sca", sca_bytes(), "holds 60 faces, more than the 59")
