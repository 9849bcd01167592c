"""Emed page. one page of a novel export -> its values at their places of the plate, and the force that it prints.

formats.md 1.1. Above stand the numbers of the plate's columns, in front of each row its own; `Force` ends both. Cells
are parted by tabs, or stand under the numbers of their columns, which end where those end. A blank cell bears no load.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import Frames, need_room
from orthogen.intake.pressure.words import bounded, count, number
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.words import numbers_in, table_in

_TOP = re.compile(r"^[ \t]*\S[^\n]*", re.M)
_BLANK, _ZERO, _LINE_END = 32, 48, 10
_LEAST_WIDTH = 3  # of a cell that a zero can be put into, with a blank on either side


def put(page: str, frame: Frames) -> float:
    """Put the values of one page into their places of the plate (rows, columns) and return its total force, N."""
    top = _TOP.search(page)
    if top is None:
        raise CorruptFile("a page of the export has no line of column numbers", EXPORT_AGAIN)
    body, total = _parted(page, top.end())
    names = top[0].split()
    places = np.array([count(word) for word in names if word != "Force"], dtype=np.int64) - 1
    if "\t" in body:
        lines = [row for line in body.split("\n") if (row := line.lstrip(" \t"))[:1].isdecimal()]
        table = _tabbed(lines, len(places)) if lines else None
    else:
        lines = [line for line in body.split("\n") if line.lstrip(" ")[:1].isdecimal()]
        table = _columned(lines, top[0], len(places)) if lines else None
    if table is not None:
        _into(frame, table, places)
    return number(total)


def _parted(page: str, begin: int) -> tuple[str, str]:
    """Return the rows of a page below its column numbers, and its total force as it is printed, 0 where it is not."""
    at = page.rfind("Force")
    start = page.rfind("\n", 0, max(at, 0)) + 1
    if start <= begin or page[start:at].strip():
        return page[begin:], "0"
    words = page[at:].split("\n", 1)[0].split()
    return page[begin:start], words[-1] if len(words) > 1 else "0"


def _columned(lines: list[str], top: str, columns: int) -> FloatArray:
    """Return the number of each row and its cells (rows, 1 + columns) of lines without tabs."""
    letters = "\n".join(lines).replace(",", ".").encode("ascii", "replace")
    values, odd = numbers_in(letters)
    wide = len(top.split()) + 1
    if len(values) != wide * len(lines):
        values, odd = numbers_in(_filled(letters, [match.end() for match in re.finditer(r"\S+", top)]))
    if len(odd) or len(values) != wide * len(lines):
        raise _unfit()
    return bounded(values.reshape(len(lines), wide)[:, : 1 + columns])


def _tabbed(lines: list[str], columns: int) -> FloatArray:
    letters = "\n".join(lines).replace(",", ".").encode("ascii", "replace")
    found = table_in(letters, "\t")
    wide = found.ends[0]
    if len(found.odd) or wide < 1 + columns or (np.diff(found.ends) != wide).any():
        raise _unfit()
    return bounded(found.values.reshape(len(lines), wide)[:, : 1 + columns])


def _filled(letters: bytes, ends: list[int]) -> bytes:
    """Return the lines with a zero in every blank cell; the cells end where the numbers of the columns do."""
    lines = letters.split(b"\n")
    need_room(1, len(lines), max(ends) // 8 + 1)
    rows = np.array(lines, dtype=f"S{max(ends) + 1}")
    chars = np.frombuffer(rows.tobytes(), dtype=np.uint8).reshape(len(rows), -1).copy()
    full = chars > _BLANK
    edge = np.array(ends)
    if full[:, -1].any() or (full[:, edge - 1] & full[:, edge]).any() or np.diff(edge).min(initial=9) < _LEAST_WIDTH:
        raise _unfit()
    chars[_numbered_alone(full[:, : edge[0]]), edge[0] - 2] = _ZERO
    blank = ~np.logical_or.reduceat(full, edge, axis=1)[:, :-1]
    row, cell = np.nonzero(blank)
    chars[row, edge[cell] + np.diff(edge)[cell] // 2] = _ZERO
    chars[:, -1] = _LINE_END
    return chars.tobytes()


def _numbered_alone(full: BoolArray) -> BoolArray:
    """Return which lines (rows,) have their own number but no first cell, by what is filled up to its end."""
    starts = full[:, 0].astype(np.int64) + (full[:, 1:] & ~full[:, :-1]).sum(axis=1)
    alone = starts == 1
    if (starts > 2).any() or full[alone, -_LEAST_WIDTH:].any():
        raise _unfit()
    return np.asarray(alone)


def _into(frame: Frames, table: FloatArray, places: IntArray) -> None:
    first, last = table[:, 0].min(), table[:, 0].max()
    inside = len(places) and places.min() >= 0 and places.max() < frame.shape[1]
    if not (inside and first >= 1 and last <= frame.shape[0]):
        raise _unfit()
    frame[table[:, 0].astype(np.int64)[:, None] - 1, places] = table[:, 1:]


def _unfit() -> CorruptFile:
    return CorruptFile("a row of a picture does not fit the plate", EXPORT_AGAIN)
