"""STL. every trap of real STL files, and a round trip of arbitrary triangles."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from orthogen.errors import CorruptFile
from orthogen.intake import stl, text
from orthogen.kernel import stl as kernel_stl
from tests.unit.intake.shapes import TRIANGLES, stl_binary, stl_text


def corners(data: bytes) -> np.ndarray:
    mesh = stl.read(data)
    return mesh.points[mesh.faces]


@given(
    arrays(np.float32, st.tuples(st.integers(1, 20), st.just(3), st.just(3)), elements=st.floats(-1e6, 1e6, width=32))
)
def test_binary_round_trip_is_exact(triangles: np.ndarray) -> None:
    assert np.array_equal(corners(kernel_stl.binary(triangles, header="x")), triangles)


@given(arrays(np.float64, st.tuples(st.integers(1, 8), st.just(3), st.just(3)), elements=st.floats(-1e6, 1e6)))
def test_text_round_trip_is_exact(triangles: np.ndarray) -> None:
    assert np.array_equal(corners(stl_text(triangles, number="{!r}").encode()), triangles)


def test_text_of_many_chunks_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_CHUNK_BYTES", 200)
    assert np.array_equal(corners(stl_text().encode()), TRIANGLES)


def test_binary_header_that_begins_with_solid() -> None:
    assert np.array_equal(corners(stl_binary(header=b"solid made by a scanner")), TRIANGLES)


def test_bytes_behind_the_last_face_are_a_finding() -> None:
    mesh = stl.read(stl_binary() + b"0123456789")
    assert [(item.check, item.measured) for item in mesh.findings] == [("trailing_bytes", 10.0)]
    assert len(mesh.faces) == 4


@pytest.mark.parametrize("header", [b"", b"solid made by a scanner"])
def test_truncated_binary_says_how_many_faces_are_there(header: bytes) -> None:
    with pytest.raises(CorruptFile, match="truncated: 2 of 4 faces"):
        stl.read(stl_binary(header=header)[:-70])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\0" * 40, "at least 84 bytes"),
        (b"\0" * 84, "no faces"),
        (b"\0" * 84 + b"\0" * 100, "claims 0 faces, but bytes for 2 follow"),
        (b"\0" * 80 + struct.pack("<I", 2**32 - 1) + b"\0" * 100, "2 of 4294967295 faces"),
    ],
)
def test_hostile_binary_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        stl.read(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held.upper(),
        lambda held: held.replace("\n", "\r\n"),
        lambda held: held.replace("\n", "\r"),
        lambda held: "\ufeff" + held,
        lambda held: held.replace("solid foot", "solid vertex endfacet foot, left"),
        lambda held: held.replace("endsolid", "end solid") + "\0\x1a",
        lambda held: held.replace("facet normal 0 0 0", "facet normal -nan(ind) 1.#QNAN nan"),
    ],
    ids=["upper case", "CRLF", "CR", "byte-order mark", "keywords in the name", "end solid", "odd normals"],
)
def test_text_variants_give_the_same_triangles(change: object) -> None:
    assert np.array_equal(corners(change(stl_text()).encode()), TRIANGLES)  # type: ignore[operator]


def test_decimal_commas_are_points() -> None:
    mesh = stl.read(stl_text(TRIANGLES + 0.5).replace(".", ",").encode())
    assert np.array_equal(mesh.points[mesh.faces], TRIANGLES + 0.5)
    assert mesh.findings[0].check == "decimal_commas"


def test_several_solids_are_one_scan_and_a_finding() -> None:
    mesh = stl.read((stl_text(TRIANGLES[:1]) + stl_text(TRIANGLES[1:])).encode())
    assert np.array_equal(mesh.points[mesh.faces], TRIANGLES)
    assert [(item.check, item.measured) for item in mesh.findings] == [("several_solids", 2.0)]


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.9])
def test_text_without_its_end_is_truncated(keep: float) -> None:
    whole = stl_text()
    with pytest.raises(CorruptFile, match=r"truncated: no `endsolid` after \d complete faces"):
        stl.read(whole[: int(keep * len(whole))].encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [("    vertex 0 0 0\n", ""), ("vertex 0 0 0", "vertex 0 0"), ("vertex 0 0 0", "vertex 0 0 o"), ("endloop", "")],
)
def test_broken_text_is_refused(old: str, new: str) -> None:
    with pytest.raises(CorruptFile):
        stl.read(stl_text().replace(old, new, 1).encode())


def test_hostile_text_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_CHUNK_BYTES", 200)
    with pytest.raises(CorruptFile, match="single line or face"):
        stl.read(stl_text().replace("vertex 0 0 0", "vertex 0 0 0" + " 0" * 300, 1).encode())
    monkeypatch.setattr(stl, "_MOST_NAMES", 5)
    with pytest.raises(CorruptFile, match="names over 2 solids"):
        stl.read(stl_text().encode() * 3)


def test_not_a_number_stays_not_a_number() -> None:
    found = corners(stl_text().replace("vertex 0 0 0", "vertex -1.#IND 0 nan", 1).encode())
    assert np.isnan(found).sum() == 2


def test_sniff_knows_both_kinds_and_no_prose() -> None:
    assert stl.sniff(stl_binary()) and stl.sniff(stl_text().encode())
    assert not stl.sniff(b"solid advice for healthy feet") and not stl.sniff(b"") and not stl.sniff(b"\0" * 90)
