"""XYZ. text of a list of points, one a line -> raw mesh without faces."""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, NO_FACES, RawMesh, demand_bearable, trailing
from orthogen.intake.text import BOM, chunks, floats, gathered, is_text, lines_normalised
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

_NUMBER = rb"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?|[-+]?(?:nan|inf)"
_IS_NUMBER = re.compile(_NUMBER, re.I)
_DECIMAL_COMMA = re.compile(rb"[-+]?[0-9]+,[0-9]+(?:[eE][-+]?[0-9]{1,3})?")
_COMMENT = re.compile(rb"^[ \t]*(?:#|//|;|!)[^\n]*", re.M)
_LINE_END = re.compile(rb"[\r\n]")
_HEAD_BYTES = 65_536
_MOST_COLUMNS = 16  # place, normal, colour, intensity, time; more is a table of something else
_LEAST_ROWS = 3


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """How the lines are built: `rows` as claimed by a first line with one number; columns of x, y and z."""

    columns: int
    places: tuple[int, int, int]
    comma: bytes  # what a comma stands for
    skip: int  # lines before the first point, comments not counted
    rows: int | None


def sniff(data: bytes) -> bool:
    """True for a text whose first lines, after comments, a count or names of columns, are equally many numbers."""
    return is_text(data.removeprefix(BOM)) and _layout(data) is not None


def read(data: bytes) -> RawMesh:
    """Return the points; further columns are skipped with a finding. Raises IntakeError.

    A count in the first line is held against the lines that follow. Every line must have as many numbers as the
    first: where one does not, the file is damaged, and guessing which numbers belong together would be worse.
    """
    layout = _layout(data)
    if layout is None:
        raise CorruptFile("the text is no list of points", EXPORT_AGAIN)
    held = _Rows(layout)
    points = gathered(held.points(chunk) for chunk in chunks(data.removeprefix(BOM), _LINE_END)).reshape(-1, 3)
    if layout.rows is not None and len(points) < layout.rows:
        raise CorruptFile(f"the list is truncated: {len(points)} of {layout.rows} points are there", EXPORT_AGAIN)
    if layout.columns > 3 and layout.places == (0, 1, 2) and bool((np.diff(points[:, 0]) == 1.0).all()):
        raise CorruptFile("the first column only counts the points (1, 2, 3 …)", "export x, y and z as first columns")
    extra = 0 if layout.rows is None else len(points) - layout.rows
    if extra:
        points = points[: layout.rows]
    return RawMesh(points=points, faces=NO_FACES, findings=(*trailing(extra, "points"), *_skipped(layout)))


class _Rows:
    """Takes the text piece by piece, and knows how far it has come."""

    def __init__(self, layout: _Layout) -> None:
        self._layout = layout
        self._lines = 0
        self._points = 0

    def points(self, chunk: bytes) -> FloatArray:
        """Return x, y, z (n, 3) of the lines of this piece."""
        text = _COMMENT.sub(b"", lines_normalised(chunk)).translate(_table(self._layout))
        rows = [row for line in text.split(b"\n") if (row := line.split())]
        skipped = min(max(self._layout.skip - self._lines, 0), len(rows))
        self._lines += len(rows)
        del rows[:skipped]
        columns = self._layout.columns
        odd = next((k for k, row in enumerate(rows) if len(row) != columns), None)
        if odd is not None:
            told = f"point {self._points + odd + 1} of the list has {len(rows[odd])} columns, the first has {columns}"
            raise CorruptFile(told, EXPORT_AGAIN)
        self._points += len(rows)
        demand_bearable(points=self._points)
        return floats([row[place] for row in rows for place in self._layout.places]).reshape(-1, 3)


def _table(layout: _Layout) -> bytes:
    return bytes.maketrans(b",;", layout.comma + b" ")


def _layout(data: bytes) -> _Layout | None:
    """Return how the text is built, judged by its beginning; None if it is no list of points."""
    head = data[:_HEAD_BYTES].removeprefix(BOM)
    whole = len(data) <= _HEAD_BYTES
    lines = [line for line in _COMMENT.sub(b"", lines_normalised(head)).split(b"\n") if line.strip()]
    lines = lines if whole else lines[:-1]
    for skip in (0, 1, 2):
        for comma in (b".", b" "):
            rows = [line.translate(bytes.maketrans(b",;", comma + b" ")).split() for line in lines[skip : skip + 20]]
            if comma == b"." and not _decimal_commas(lines[skip : skip + 20]):
                continue
            if _are_points(rows):
                return _described(lines[:skip], rows, comma)
    return None


def _decimal_commas(lines: list[bytes]) -> bool:
    """True if commas can only be decimal: every line has three words or more, most of them with one comma inside."""
    words = [word for line in lines for word in line.replace(b";", b" ").split()]
    return bool(words) and sum(1 for word in words if _DECIMAL_COMMA.fullmatch(word)) > len(words) // 2


def _are_points(rows: list[list[bytes]]) -> bool:
    if len(rows) < _LEAST_ROWS or not 3 <= len(rows[0]) <= _MOST_COLUMNS:
        return False
    alike = all(len(row) == len(rows[0]) for row in rows[:_LEAST_ROWS])
    return alike and all(_IS_NUMBER.fullmatch(word) for row in rows[:_LEAST_ROWS] for word in row[:3])


def _described(before: list[bytes], rows: list[list[bytes]], comma: bytes) -> _Layout | None:
    """Return the layout of rows behind the lines `before`: names of columns, or a count of points, or both."""
    names, count = list[bytes](), None
    for line in before:
        words = re.split(rb"[\s,;]+", line.strip().lower())
        if len(words) == 1 and re.fullmatch(rb"[0-9]{1,12}", words[0]) and count is None:
            count = int(words[0])
        elif not any(_IS_NUMBER.fullmatch(word) for word in words) and not names:
            names = [word.strip(b'"') for word in words]
        else:
            return None
    places = (0, 1, 2)
    if len(names) == len(rows[0]) and {b"x", b"y", b"z"} <= set(names):
        places = (names.index(b"x"), names.index(b"y"), names.index(b"z"))
    return _Layout(columns=len(rows[0]), places=places, comma=comma, skip=len(before), rows=count)


def _skipped(layout: _Layout) -> tuple[Finding, ...]:
    findings: tuple[Finding, ...] = ()
    if layout.columns > 3:
        used = ", ".join(str(place + 1) for place in layout.places)
        note = f"Of {layout.columns} columns, {used} were taken as x, y and z; the others were ignored."
        findings += (Finding(check="columns_ignored", note=note, measured=float(layout.columns - 3)),)
    if layout.comma == b".":
        findings += (Finding(check="decimal_commas", note="Decimal commas were read as points."),)
    return findings
