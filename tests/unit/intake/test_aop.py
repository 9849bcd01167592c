"""AOP. radii over spokes and slices, line ends of all kinds, the side, and nothing of the person."""

import numpy as np
import pytest

from orthogen.errors import CorruptFile, IntakeError, UnknownFormat
from orthogen.intake import aop
from tests.unit.intake.shapes import AOP_ANGLES, AOP_HEIGHTS, AOP_RADII, aop_text


def volume(points: np.ndarray, faces: np.ndarray) -> float:
    """Return the signed volume between the faces and the z axis at the height of the origin."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("listed", [True, False])
def test_radii_stand_on_their_spokes(between: str, listed: bool) -> None:
    mesh = aop.read(aop_text(between=between, listed=listed).encode())
    turn = np.radians(270 - AOP_ANGLES)
    expected = np.stack(
        [AOP_RADII * np.cos(turn), AOP_RADII * np.sin(turn), np.repeat(AOP_HEIGHTS[:, None], 8, axis=1)], axis=-1
    )
    assert np.allclose(mesh.points, expected.reshape(-1, 3))
    assert mesh.mm_per_unit == 1.0 and mesh.findings == ()


def test_line_ends_may_be_mixed_and_a_second_value_is_skipped() -> None:
    plain = aop.read(aop_text().encode())
    mixed = aop.read(aop_text(between="\r", more="\t7").encode() + b"\n")
    assert np.array_equal(plain.points, mixed.points)


def test_the_tube_is_closed_around_open_at_both_ends_and_looks_outward() -> None:
    mesh = aop.read(aop_text().encode())
    edges = np.sort(mesh.faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    _, uses = np.unique(edges, axis=0, return_counts=True)
    assert len(mesh.faces) == 2 * 8 * 3 and sorted(set(uses)) == [1, 2] and int((uses == 1).sum()) == 16
    a, b, c = (mesh.points[mesh.faces[:, k]] for k in range(3))
    normal, middle = np.cross(b - a, c - a), (a + b + c) / 3
    assert (np.einsum("ij,ij->i", normal[:, :2], middle[:, :2]) > 0).all()


@pytest.mark.parametrize("turned", ["heights", "angles", "both"])
def test_faces_look_outward_whichever_way_the_lists_run(turned: str) -> None:
    text = aop_text()
    heights, angles = (
        "\n".join(f"{x:g}" for x in [0, *places]) + "\n" for places in (AOP_HEIGHTS.tolist(), AOP_ANGLES.tolist())
    )
    if turned in ("heights", "both"):
        text = text.replace(f"\n4\n{heights}", "\n4\n0\n" + "\n".join(f"{-x:g}" for x in AOP_HEIGHTS) + "\n")
    if turned in ("angles", "both"):
        text = text.replace(f"\n8\n{angles}", "\n8\n0\n" + "\n".join(f"{-x:g}" for x in AOP_ANGLES) + "\n")
    mesh = aop.read(text.encode())
    a, b, c = (mesh.points[mesh.faces[:, k]] for k in range(3))
    normal, middle = np.cross(b - a, c - a), (a + b + c) / 3
    assert (np.einsum("ij,ij->i", normal[:, :2], middle[:, :2]) > 0).all()


def test_spokes_that_leave_a_wide_gap_stay_open() -> None:
    text = aop_text(listed=False).replace("\n8\n45\n", "\n8\n20\n")
    assert len(aop.read(text.encode()).faces) == 2 * 7 * 3


@pytest.mark.parametrize(("said", "side"), [("RIGHT", 1), ("LEFT", -1), ("right", 1)])
def test_the_side_is_declared_for_every_point(said: str, side: int) -> None:
    mesh = aop.read(aop_text(said).encode())
    assert mesh.sides is not None and mesh.sides.tolist() == [side] * 32


def test_without_a_side_the_direction_of_the_spokes_is_doubted_aloud() -> None:
    mesh = aop.read(aop_text("NONE").encode())
    assert mesh.sides is None and [item.check for item in mesh.findings] == ["aop_direction"]


def test_nothing_of_a_person_stays() -> None:
    assert "Mustermann" not in repr(aop.read(aop_text().encode()))
    for old, new in (("END COMMENTS\n", ""), ("CYLINDRICAL", "Mustermann"), ("RIGHT", "Mustermann")):
        with pytest.raises(IntakeError) as caught:
            aop.read(aop_text().replace(old, new, 1).encode())
        assert "Mustermann" not in str(caught.value) + caught.value.next_step
    for spot in range(11, 60):
        lines = aop_text().split("\n")
        lines[spot] = "Mustermann"
        try:
            aop.read("\n".join(lines).encode())
        except IntakeError as refusal:
            assert "Mustermann" not in str(refusal)


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        ("CYLINDRICAL", "CARTESIAN", UnknownFormat, "cylindrical"),
        ("RIGHT", "MIDDLE", CorruptFile, "names no side"),
        ("END COMMENTS", "END", CorruptFile, "do not end"),
        ("\n8\n0\n", "\n-8\n0\n", CorruptFile, "how many spokes"),
        ("\n8\n0\n", "\n1\n0\n", CorruptFile, "how many spokes"),
        ("\n8\n0\n", "\n999999999\n0\n", IntakeError, "more than the 8000000"),
        ("\n4\n0\n", "\n99999999\n0\n", IntakeError, "more than the"),
        ("\n4\n0\n", "\n9\n0\n", CorruptFile, "in order|truncated"),
        ("\n4\n0\n", "\n4\nnan\n", CorruptFile, "in order"),
        ("\n4\n0\n", "\n4\n1e999\n", CorruptFile, "in order"),
        ("\n45\n90\n", "\n90\n45\n", CorruptFile, "in order"),
        ("\n2\nMust", "\n20000\nMust", CorruptFile, "how many landmarks"),
    ],
)
def test_broken_files_are_refused(old: str, new: str, error: type[IntakeError], message: str) -> None:
    with pytest.raises(error, match=message):
        aop.read(aop_text().replace(old, new, 1).encode())


@pytest.mark.parametrize("lines", [1, 5, 20])
def test_a_truncated_file_says_what_is_there(lines: int) -> None:
    text = "\n".join(aop_text().rstrip().split("\n")[:-lines])
    with pytest.raises(CorruptFile, match=f"truncated: {32 - lines} of 32 radii"):
        aop.read(text.encode())


def test_sniff() -> None:
    assert aop.sniff(b"AAOP1\r") and aop.sniff(b"\xef\xbb\xbfAAOP1\n") and not aop.sniff(b"AAOP1\0\1")


def test_bytes_behind_the_last_radius_are_a_finding() -> None:
    assert [item.check for item in aop.read(aop_text().encode() + b"\nmore\n").findings] == ["trailing_bytes"]
