"""SVG path. the d of a path -> its strokes, every curve followed by points."""

import math
import re
from collections.abc import Iterator

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.strokes import arc, bezier
from orthogen.kernel.arrays import FloatArray

_AGAIN = "save the outline as a plain SVG with one closed path"
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_FLAG = re.compile("[01]")
_GAP = re.compile(r"[\s,]*")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_MOST_PIECES = 50_000


def path_strokes(d: str) -> list[FloatArray]:
    """Return the subpaths (n, 2) of a path; one that ends with Z comes back to its first point. Raises CorruptFile."""
    pen = _Pen()
    for count, (command, numbers) in enumerate(_pieces(d)):
        if count > _MOST_PIECES:
            raise CorruptFile(f"a path of the SVG has more than {_MOST_PIECES} pieces", _AGAIN)
        if command in "Zz":
            pen.close()
        else:
            pen.draw(command, numbers)
    return pen.strokes()


def _pieces(d: str) -> Iterator[tuple[str, list[float]]]:
    """Yield command and numbers of each piece; numbers without a letter repeat the last one, after a move as a line."""
    at, command = _past_gap(d, 0), ""
    while at < len(d):
        if d[at] in "MmZzLlHhVvCcSsQqTtAa":
            command, at = d[at], _past_gap(d, at + 1)
        elif command in ("", "Z", "z"):
            raise _broken(d, at)
        numbers = []
        for k in range(_TAKES[command.upper()]):
            # the flags of an arc are one digit each, and need no gap behind them
            match = (_FLAG if command in "Aa" and k in (3, 4) else _NUMBER).match(d, at)
            if match is None:
                raise _broken(d, at)
            numbers.append(float(match[0]))
            at = _past_gap(d, match.end())
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def _past_gap(d: str, at: int) -> int:
    match = _GAP.match(d, at)
    return match.end() if match else at


def _broken(d: str, at: int) -> CorruptFile:
    return CorruptFile(f"a path of the SVG is broken near {d[max(0, at - 10) : at + 10]!r}", _AGAIN)


class _Pen:
    """Where the drawing is, and what it has drawn."""

    def __init__(self) -> None:
        self._done: list[list[FloatArray]] = []
        self._at = self._first = np.zeros(2)
        self._handle: FloatArray | None = None
        self._handle_of = ""
        self._closed = False

    def strokes(self) -> list[FloatArray]:
        """Return every subpath that has a length."""
        return [np.vstack(pieces) for pieces in self._done if len(pieces) > 1]

    def close(self) -> None:
        """Go back to the first point of the subpath."""
        if self._done:
            self._to(self._first[None])
            self._closed = True

    def draw(self, command: str, numbers: list[float]) -> None:
        """Draw one piece; a small letter counts from where the pen is."""
        kind, base = command.upper(), self._at if command.islower() else np.zeros(2)
        if kind in "HV":
            place = self._at.copy()
            place["HV".index(kind)] = numbers[0] + base["HV".index(kind)]
            return self._to(place[None])
        if kind == "A":
            return self._to(_elliptic(self._at, base + numbers[5:], numbers[:5]))
        points = np.array(numbers).reshape(-1, 2) + base
        if kind == "M":
            self._done.append([points])
            self._at = self._first = points[0]
            self._handle, self._closed = None, False
        elif kind == "L":
            self._to(points)
        else:
            self._curve(kind, points)

    def _curve(self, kind: str, points: FloatArray) -> None:
        """Draw a Bézier curve; a smooth one begins along the handle of the one before it, if that is of its kind."""
        family = "CS" if kind in "CS" else "QT"
        if kind in "ST":
            mirrored = 2.0 * self._at - self._handle if self._handle is not None and self._handle_of == family else None
            points = np.vstack([self._at if mirrored is None else mirrored, points])
        control = np.vstack([self._at, points])
        self._to(bezier(control)[1:])
        self._handle, self._handle_of = control[-2], family

    def _to(self, points: FloatArray) -> None:
        if not self._done:
            raise CorruptFile("a path of the SVG does not begin with a move", _AGAIN)
        if self._closed:  # what is drawn behind Z begins a new subpath at the same point
            self._done.append([self._at[None]])
            self._closed = False
        self._done[-1].append(points)
        self._at, self._handle = points[-1], None


def _elliptic(start: FloatArray, end: FloatArray, numbers: list[float]) -> FloatArray:
    """Return points along an elliptic arc, SVG 1.1 appendix F.6; radii too small for it are grown."""
    rx, ry, turn, large, sweep = abs(numbers[0]), abs(numbers[1]), math.radians(numbers[2]), *numbers[3:]
    if rx == 0 or ry == 0 or not (end - start).any():
        return end[None]
    turned = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    half = (turned.T @ (start - end)) / 2.0 / (rx, ry)
    grown = max(1.0, float(np.hypot(*half)))
    half = half / grown
    square = float(half @ half)
    away = math.sqrt(max(0.0, 1.0 / square - 1.0)) * (-1.0 if bool(large) == bool(sweep) else 1.0)
    centre = away * np.array([half[1], -half[0]])
    first, last = (math.atan2(*(point - centre)[::-1]) for point in (half, -half))
    angle = (last - first) % (2.0 * math.pi)
    unit = arc((centre[0], centre[1]), 1.0, first, angle if sweep else angle - 2.0 * math.pi)
    points: FloatArray = unit * (rx * grown, ry * grown) @ turned.T + (start + end) / 2.0
    points[-1] = end
    return points[1:]
