"""PLY. every kind of header and body that scanners write, and claims that the file cannot hold."""

import numpy as np
import pytest

from orthogen.errors import CorruptFile, IntakeError, UnknownFormat
from orthogen.intake import ply, text
from tests.unit.intake.shapes import FACES, LIST, POINTS, XYZ, ply_binary, ply_header, ply_text


def same(data: bytes) -> None:
    mesh = ply.read(data)
    assert np.array_equal(mesh.points, POINTS) and np.array_equal(mesh.faces, FACES)


@pytest.mark.parametrize("order", ["<", ">"])
def test_binary(order: str) -> None:
    same(ply_binary(order=order))


@pytest.mark.parametrize("change", [lambda t: t, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "\r")])
def test_text_with_every_line_end(change: object) -> None:
    same(change(ply_text()).encode())  # type: ignore[operator]


def test_text_of_many_chunks_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_CHUNK_BYTES", 3)
    same(ply_text().encode())


def test_crlf_header_before_a_binary_body() -> None:
    head, _, body = ply_binary().partition(b"end_header\n")
    same(head.replace(b"\n", b"\r\n") + b"end_header\r\n" + body)


@pytest.mark.parametrize("kind", ["float", "double", "float64", "int", "short"])
@pytest.mark.parametrize("index", ["int", "uint", "ushort", "int8", "float"])
@pytest.mark.parametrize("name", ["vertex_indices", "vertex_index"])
def test_property_types(kind: str, index: str, name: str) -> None:
    number = {"float": "<f4", "double": "<f8", "float64": "<f8", "int": "<i4", "short": "<i2"}[kind]
    corner = {"int": "<i4", "uint": "<u4", "ushort": "<u2", "int8": "<i1", "float": "<f4"}[index]
    vertex = f"{kind} x; {kind} y; {kind} z"
    head = ply_header("binary_little_endian", vertex, f"list int {index} {name}")
    body = POINTS.astype(number).tobytes()
    body += b"".join((3).to_bytes(4, "little") + face.astype(corner).tobytes() for face in FACES)
    same(head.encode() + body)


def test_colours_confidence_flags_and_other_elements_are_skipped() -> None:
    row = np.dtype([("c", "u1", 3), ("p", "<f4", 3), ("q", "<f4")])
    vertices = np.zeros(4, dtype=row)
    vertices["p"] = POINTS
    head = ply_header("binary_little_endian", f"uchar red; uchar green; uchar blue; {XYZ}; float confidence", None)
    faces = "element camera 2\nproperty double f\nelement face 4\nproperty uchar flag\nproperty list uchar float uv\n"
    head = head.replace("end_header", f"{faces}property {LIST}\nend_header")
    body = vertices.tobytes() + b"\0" * 16
    body += b"".join(b"\1\6" + b"\0" * 24 + b"\3" + face.astype("<i4").tobytes() for face in FACES)
    same(head.encode() + body)


def test_polygons_of_any_size_are_fanned() -> None:
    head = ply_header("binary_little_endian", XYZ, LIST, points=6, faces=4)
    points = np.array([[0, 0, 0], [2, 0, 0], [3, 1, 0], [2, 2, 0], [0, 2, 0], [9, 9, 9]], dtype="<f4")
    polygons = [[0, 1, 2, 3, 4], [0, 1, 5], [3, 4], [0, 1, 2, 3]]
    body = b"".join(bytes([len(own)]) + np.array(own, dtype="<i4").tobytes() for own in polygons)
    mesh = ply.read(head.encode() + points.tobytes() + body)
    assert mesh.faces.tolist() == [[0, 1, 2], [0, 2, 3], [0, 3, 4], [0, 1, 5], [0, 1, 2], [0, 2, 3]]
    written = head.replace("binary_little_endian", "ascii") + "\n".join(" ".join(map(str, p)) for p in points.tolist())
    written += "\n" + "\n".join(" ".join(map(str, [len(own), *own])) for own in polygons)
    assert np.array_equal(ply.read(written.encode()).faces, mesh.faces)


@pytest.mark.parametrize("face", [None, LIST])
def test_a_file_without_faces_is_a_cloud(face: str | None) -> None:
    head = ply_header("binary_little_endian", XYZ, face, faces=0).encode()
    mesh = ply.read(head + POINTS.astype("<f4").tobytes())
    assert np.array_equal(mesh.points, POINTS) and mesh.faces.shape == (0, 3)


@pytest.mark.parametrize(
    ("comment", "mm"),
    [("unit: mm", 1.0), ("units = metres", 1000.0), ("Unit: inch", 25.4), ("1 unit = 10.0 mm", 10.0), ("a unit", None)],
)
def test_a_comment_may_declare_the_unit(comment: str, mm: float | None) -> None:
    assert ply.read(ply_text(comment=comment).encode()).mm_per_unit == mm


@pytest.mark.parametrize("data", [ply_binary(), ply_text().encode()], ids=["binary", "text"])
def test_numbers_behind_the_end_are_a_finding(data: bytes) -> None:
    extra = ply.read(data + b"12 13\n").findings
    assert [item.check for item in extra] == ["trailing_bytes"]


@pytest.mark.parametrize(
    ("cut", "message"), [(-1, "3 of 4 faces"), (-53, "3 of 4 points"), (-14, "2 of 4 faces"), (-100, "0 of 4 points")]
)
def test_truncated_binary_says_what_is_there(cut: int, message: str) -> None:
    with pytest.raises(CorruptFile, match=f"truncated: {message}"):
        ply.read(ply_binary()[:cut])


def test_truncated_text_says_what_is_there() -> None:
    with pytest.raises(CorruptFile, match="truncated: 3 of 4 faces"):
        ply.read(ply_text().encode()[:-4])


@pytest.mark.parametrize("kind", ["ascii", "binary_little_endian"])
@pytest.mark.parametrize(("points", "faces"), [(10**6, 4), (4, 10**6), (10**9, 4), (4, 10**9), (10**17, 10**17)])
def test_a_hostile_count_costs_nothing(kind: str, points: int, faces: int) -> None:
    body = ply_binary().partition(b"end_header\n")[2] if kind != "ascii" else b"0 0 0\n" * 4 + b"3 0 1 2\n" * 4
    with pytest.raises(IntakeError, match=r"truncated|more than the \d+ that are read"):
        ply.read(ply_header(kind, XYZ, LIST, points=points, faces=faces).encode() + body)


def test_a_hostile_list_length_costs_nothing() -> None:
    head = ply_header("binary_little_endian", XYZ, "list uint int vertex_indices")
    for length in (2**32 - 1, 2**31):
        body = POINTS.astype("<f4").tobytes() + length.to_bytes(4, "little") + b"\0" * 100
        with pytest.raises(CorruptFile, match="truncated: 0 of 4 faces"):
            ply.read(head.encode() + body)
    with pytest.raises(CorruptFile, match="list of -1 values"):
        ply.read(head.replace("list uint", "list char").encode() + POINTS.astype("<f4").tobytes() + b"\xff" * 60)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("end_header", "end", "no end"),
        ("ascii", "morse", "no known format"),
        ("float x", "floats x", "unknown property"),
        ("float x", "float w", "no vertices with x, y and z"),
        ("element vertex 4", "element vertex four", "without a meaning"),
        ("element vertex 4", "element vertex -4", "without a meaning"),
        ("3 0 2 1", "3 0 2 4", "point 4 .* of 4 points"),
        ("3 0 2 1", "3 0 2 -1", "point -1 "),
        ("3 0 2 1", "3 0 2 1.5", "not whole"),
        ("3 0 2 1", "3 0 2 nan", "not whole"),
        ("240", "wide", "'wide' stands where a number"),
    ],
)
def test_broken_text_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        ply.read(ply_text().replace(old, new, 1).encode())


def test_triangle_strips_are_refused_by_name() -> None:
    strips = ply_text().replace("element face 4", "element tristrips 4")
    with pytest.raises(UnknownFormat, match="triangle strips"):
        ply.read(strips.encode())


def test_sniff() -> None:
    assert ply.sniff(ply_binary()) and ply.sniff(b"ply\r\n") and not ply.sniff(b"plywood") and not ply.sniff(b"")


def test_a_text_of_endless_numbers_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ply, "_MOST_NUMBERS", 27)
    with pytest.raises(IntakeError, match="over 27 numbers"):
        ply.read(ply_text().encode())


@pytest.mark.parametrize("twice", ["element vertex 4\n", "property float x\n", "element face 4\n"])
def test_what_is_declared_twice_is_refused(twice: str) -> None:
    with pytest.raises(CorruptFile, match="twice"):
        ply.read(ply_text().replace(twice, twice + twice, 1).encode())
