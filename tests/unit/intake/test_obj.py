"""OBJ. colours, slashes, quads, groups, negative numbers and declared units."""

import numpy as np
import pytest

from orthogen.errors import CorruptFile
from orthogen.intake import obj, text
from tests.unit.intake.shapes import FACES, POINTS, obj_text


def same(held: str) -> None:
    mesh = obj.read(held.encode())
    assert np.array_equal(mesh.points, POINTS) and np.array_equal(mesh.faces, FACES)


def slashed(held: str) -> str:
    lines = [
        line if line[:1] != "f" else "f " + " ".join(f"{n}/1/2" for n in line.split()[1:]) for line in held.split("\n")
    ]
    return "vt 0 0\nvn 0 0 1\n" + "\n".join(lines)


def negative(held: str) -> str:
    return "\n".join(
        line if line[:1] != "f" else "f " + " ".join(f"{int(n) - 5}//1" for n in line.split()[1:])
        for line in held.split("\n")
    )


def grouped(held: str) -> str:
    lines = held.split("\n")
    return "\n".join(["mtllib lost.mtl", "o foot", *lines[:5], "usemtl b", "g toes", "s off", *lines[5:]])


@pytest.mark.parametrize(
    "change",
    [
        str,
        slashed,
        negative,
        grouped,
        lambda held: held.replace("\n", "\r\n"),
        lambda held: held.replace("\n", "\r"),
        lambda held: held.replace("8\n", "8 0.5 0.25 1\n"),
        lambda held: held.replace("\nf", " # point\n  f\t"),
        lambda held: held.replace("240 16", "240 \\\n16"),
        lambda held: "\ufeff" + held.rstrip(),
    ],
    ids=["plain", "slashes", "negative", "groups", "CRLF", "CR", "one colour", "comments", "continued line", "BOM"],
)
def test_variants_give_the_same_mesh(change: object) -> None:
    same(change(obj_text()))  # type: ignore[operator]


def test_negative_numbers_count_from_where_they_stand() -> None:
    first, rest = obj_text(faces=FACES[:0]).rstrip("\n"), "\nf -4 -2 -3\nv 9 9 9\nf -5 -4 -2\nf 2 3 4\nf -3 -5 -2\n"
    assert np.array_equal(obj.read((first + rest).encode()).faces, FACES)


def test_a_file_of_many_chunks_keeps_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_CHUNK_BYTES", 20)
    same(negative(obj_text()))
    same(obj_text())


def test_quads_and_triangles_mix() -> None:
    mesh = obj.read((obj_text(faces=FACES[:1]) + "f 1 2 3 4\n").encode())
    assert mesh.faces.tolist() == [[0, 2, 1], [0, 1, 2], [0, 2, 3]]


@pytest.mark.parametrize(
    ("line", "mm"),
    [
        ("# vertex coordinates are measured in units, where 1 unit = 1000.000000 mm", 1000.0),
        ("# 1 unit = 2.54 cm", 25.4),
        ("# units: inches", 25.4),
        ("# unit = 0 mm and 1 unit = 0 mm", None),
        ("# a unit of measure", None),
    ],
)
def test_a_comment_may_declare_the_unit(line: str, mm: float | None) -> None:
    assert obj.read(f"{line}\n{obj_text()}".encode()).mm_per_unit == mm


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ("v 1 2\n", "fewer than three numbers"),
        (obj_text() + "f 1 2\n", "fewer than three corners"),
        (obj_text() + "f 1 2 0\n", "counts from 1"),
        (obj_text() + "f 1 2 5\n", "point 4 .* of 4"),
        (obj_text() + "f 1 2 -5\n", "point -1 "),
        (obj_text() + "f 1 2 x\n", "'x' stands"),
        (obj_text() + f"f 1 2 {10**30}\n", "larger than any file"),
        (obj_text() + f"f 1 2 {'9' * 5000}\n", "stands where a point number"),
        ("v 1 2 three\n", "'three' stands where a number"),
    ],
)
def test_broken_files_are_refused(held: str, message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        obj.read(held.encode())


def test_sniff() -> None:
    assert obj.sniff(b"# long comment\r\nv 1 2 3\r\n") and obj.sniff(b"mtllib a\n v -.5 0 1")
    assert not obj.sniff(b"vertex 1 2 3") and not obj.sniff(b"v one two three") and not obj.sniff(b"\0v 1 2 3")
