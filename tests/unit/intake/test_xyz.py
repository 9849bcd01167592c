"""XYZ. separators, headers, counts and columns; tables of other things are not taken for a foot."""

import numpy as np
import pytest
import trimesh

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake import raw, xyz
from tests.unit.intake.shapes import POINTS, xyz_text

NORMALS = "".join(f"{x:g} {y:g} {z:g} 0 0 1\n" for x, y, z in POINTS)


@pytest.mark.parametrize(
    "text",
    [
        xyz_text(),
        xyz_text(between=","),
        xyz_text(between=", "),
        xyz_text(between=";"),
        xyz_text(between="\t"),
        xyz_text().replace("\n", "\r\n"),
        xyz_text().replace("\n", "\r"),
        "\ufeff" + xyz_text().rstrip(),
        "# a comment\n// X Y Z\n" + xyz_text().replace("\n", "\n\n# in between\n"),
        "X Y Z\n" + xyz_text(),
        '"x","y","z"\n' + xyz_text(between=","),
        "4\n" + xyz_text(),
        "4\nx y z\n" + xyz_text(),
        NORMALS,
        "id;x;y;z\n" + "".join(f"{k};{x:g};{y:g};{z:g}\n" for k, (x, y, z) in enumerate(POINTS)),
    ],
    ids=["blanks", "commas", "comma and blank", "semicolons", "tabs", "CRLF", "CR", "BOM", "comments", "names",
         "quoted names", "count", "count and names", "normals", "names out of order"],
)  # fmt: skip
def test_variants_give_the_same_points(text: str) -> None:
    data = text.encode()
    assert xyz.sniff(data)
    mesh = xyz.read(data)
    assert np.array_equal(mesh.points, POINTS) and len(mesh.faces) == 0 and mesh.mm_per_unit is None


@pytest.mark.parametrize("between", [";", " ", "\t"])
def test_decimal_commas(between: str) -> None:
    text = "".join(between.join(f"{v + 0.5:.2f}".replace(".", ",") for v in point) + "\n" for point in POINTS)
    mesh = xyz.read(text.encode())
    assert np.array_equal(mesh.points, POINTS + 0.5) and [f.check for f in mesh.findings] == ["decimal_commas"]


def test_further_columns_are_ignored_aloud() -> None:
    (finding,) = xyz.read(NORMALS.encode()).findings
    assert (finding.check, finding.measured) == ("columns_ignored", 3.0) and "1, 2, 3 were taken" in finding.note


def test_not_a_number_stays_not_a_number() -> None:
    points = xyz.read((xyz_text() + "nan nan nan\n1.#QNAN 0 0\n").encode()).points
    assert np.array_equal(np.isnan(points).any(axis=1), [0, 0, 0, 0, 1, 1])


def test_a_list_of_many_chunks_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orthogen.intake.text._CHUNK_BYTES", 10)
    assert np.array_equal(xyz.read(("# c\n4\n" + xyz_text()).encode()).points, POINTS)
    with pytest.raises(CorruptFile, match="point 6 of the list has 2 columns, the first has 3"):
        xyz.read((xyz_text() + "1 2 3\n1 2\n").encode())


def test_a_count_is_held_against_the_lines() -> None:
    with pytest.raises(CorruptFile, match="truncated: 4 of 5 points"):
        xyz.read(b"5\n" + xyz_text().encode())
    mesh = xyz.read(b"3\n" + xyz_text().encode())
    assert len(mesh.points) == 3 and [item.check for item in mesh.findings] == ["trailing_bytes"]


def test_a_column_that_counts_is_not_taken_for_a_coordinate() -> None:
    text = "".join(f"{k} {x:g} {y:g} {z:g}\n" for k, (x, y, z) in enumerate(POINTS, 1))
    with pytest.raises(CorruptFile, match="only counts the points"):
        xyz.read(text.encode())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (xyz_text() + "1 2\n", "point 5 of the list has 2 columns, the first has 3"),
        (xyz_text() + "1 2 3 4\n", "has 4 columns"),
        (xyz_text() + "1 2 x\n", "'x' stands"),
        (xyz_text() + "Erika Mustermann\n", "has 2 columns"),
    ],
)
def test_a_line_unlike_the_first_is_refused(text: str, message: str) -> None:
    with pytest.raises(CorruptFile, match=message) as caught:
        xyz.read(text.encode())
    assert "Mustermann" not in str(caught.value)


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MOST_POINTS", 3)
    with pytest.raises(IntakeError, match="holds 4 points, more than the 3"):
        xyz.read(xyz_text().encode())


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orthogen.intake.text._CHUNK_BYTES", 100)
    with pytest.raises(CorruptFile, match="single line"):
        xyz.read(xyz_text().encode() + b"1 " * 500)


@pytest.mark.parametrize(
    "text",
    ["", "1 2 3\n", "dear doctor\nhere is\nthe foot\n", "1 2\n3 4\n5 6\n7 8\n", "1 2 3\n4 5\n6 7 8\n",
     (" ".join(str(k) for k in range(40)) + "\n") * 5, "a b c\nd e f\n1 2 3\n1 2 3\n1 2 3\n"],
)  # fmt: skip
def test_other_texts_are_no_list_of_points(text: str) -> None:
    assert not xyz.sniff(text.encode())
    with pytest.raises(CorruptFile):
        xyz.read(text.encode())


def test_trimesh_reads_the_same() -> None:
    rng = np.random.default_rng(1)
    points = np.round(rng.normal(size=(50, 3)) * 100, 3)
    text = trimesh.PointCloud(points).export(file_type="xyz")
    assert np.allclose(xyz.read(text if isinstance(text, bytes) else text.encode()).points[:, :3], points)
