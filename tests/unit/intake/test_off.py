"""OFF. headers, colours, comments and counts that the file cannot hold."""

import numpy as np
import pytest

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake import off
from tests.unit.intake.shapes import FACES, POINTS, off_text


@pytest.mark.parametrize(
    "change",
    [
        str,
        lambda text: text.replace("OFF\n4", "OFF 4"),
        lambda text: text.replace("OFF", "COFF").replace("240 16 8", "240 16 8 255 0 0 255"),
        lambda text: text.replace("OFF", "OFF # a scan").replace("240", "\n# widest\n  240"),
        lambda text: text.replace("3 0 2 1", "3 0 2 1 0.5 0.5 0.5"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("4 4 0", "4 4"),
    ],
    ids=["plain", "counts on the first line", "colours", "comments", "face colours", "CRLF", "no edge count"],
)
def test_variants_give_the_same_mesh(change: object) -> None:
    mesh = off.read(change(off_text()).encode())  # type: ignore[operator]
    assert np.array_equal(mesh.points, POINTS) and np.array_equal(mesh.faces, FACES)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("4 4 0", "5 4 0", "3 of 4 faces"),
        ("4 4 0", "4 1000000 0", "4 of 1000000 faces"),
        ("4 4 0", "1000000 4 0", "8 of 1000000 points"),
        ("4 4 0", "4 -4 0", "does not say"),
        ("3 0 2 1", "4 0 2 1", "fewer corners"),
        ("3 0 2 1", "2 0 2 1", "fewer corners"),
        ("3 0 2 1", "3 0 2 4", "point 4"),
        ("240 16 8", "240 16", "fewer than three numbers"),
        ("240 16 8", "240 16 x", "'x' stands"),
    ],
)
def test_broken_files_are_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        off.read(off_text().replace(old, new, 1).encode())


@pytest.mark.parametrize("counts", ["1000000000 4 0", "4 1000000000 0", f"{10**17} 4 0"])
def test_a_hostile_count_is_refused_before_room_is_made(counts: str) -> None:
    with pytest.raises(IntakeError, match="more than the"):
        off.read(off_text().replace("4 4 0", counts, 1).encode())


def test_lines_behind_the_end_are_a_finding() -> None:
    mesh = off.read((off_text() + "3 0 1 2\n").encode())
    assert [(item.check, item.measured, item.unit) for item in mesh.findings] == [("trailing_bytes", 1.0, "lines")]


def test_sniff() -> None:
    assert off.sniff(b"OFF\n") and off.sniff(b"STCNOFF 8 6 0") and off.sniff(b"\xef\xbb\xbfNOFF\r")
    assert not off.sniff(b"OFFICE") and not off.sniff(b"OFF BINARY\n\0")
