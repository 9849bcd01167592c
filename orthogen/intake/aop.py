"""AOP. text of an AAOP1 file -> the limb's surface in mm, from radii over spokes and slices; nothing personal stays."""

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np

from orthogen.errors import CorruptFile, UnknownFormat
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh, demand_bearable, trailing
from orthogen.intake.text import BOM, is_text
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.records.finding import Finding

_START_DEG = 270.0
_LINE = re.compile(rb"[^\r\n]{1,1000}")  # CR, LF and CRLF may be mixed; only comments are longer
_COMMENTS_END = re.compile(rb"(?<![^\r\n])[ \t]*END COMMENTS[ \t]*(?![^\r\n])", re.I)
_NUMBER = re.compile(rb"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?|[+-]?nan|[+-]?inf", re.I)
_SIDES = {b"RIGHT": 1, b"LEFT": -1, b"NONE": 0}
_MOST_LANDMARKS = 1000  # and as many points in each
_FULL_TURN_DEG = 360.0


def sniff(data: bytes) -> bool:
    """True for a text that begins with AAOP1."""
    held = data[:4096].removeprefix(BOM)
    return held.startswith(b"AAOP1") and is_text(held)


def read(data: bytes) -> RawMesh:
    """Return the surface (formats.md 3.2): x, y across the limb, z along the slices, faces outward, ends open.

    Spoke k stands at 270° − k · step, counted from x towards y: the format does not declare the direction, the one
    open reader known runs so; the declared side lets anatomy notice a mirrored limb. Comments and landmarks are
    skipped. Refusals never quote the text, since names may stand in it. Raises IntakeError.
    """
    lines = _Lines(data.removeprefix(BOM))
    system = next(lines, b"").upper()
    if system != b"CYLINDRICAL":
        raise UnknownFormat("the AOP is not in cylindrical coordinates", "export it as CYLINDRICAL, or as STL")
    side = _SIDES.get(next(lines, b"").upper())
    if side is None:
        raise CorruptFile("the AOP names no side: neither RIGHT, LEFT nor NONE", EXPORT_AGAIN)
    _skip_landmarks(lines)
    spokes = _count(lines, "spokes")
    angles = _steps(lines, spokes, "spokes")
    slices = _count(lines, "slices")
    demand_bearable(points=spokes * slices, faces=2 * spokes * slices)
    heights = _steps(lines, slices, "slices")
    radii = _numbers(lines, spokes * slices, "radii").reshape(slices, spokes)
    turn = np.radians(_START_DEG - angles)
    along = np.broadcast_to(heights[:, None], radii.shape)
    with np.errstate(invalid="ignore"):  # an endless radius is counted later as a point that is not finite
        points = np.stack([radii * np.cos(turn), radii * np.sin(turn), along], axis=-1).reshape(-1, 3)
    sides = np.full(len(points), side, dtype=np.int64) if side else None
    extra = trailing(lines.left_bytes())
    findings = (*extra, *(() if side else (_UNSAID,)))
    return RawMesh(points=points, faces=_faces(angles, heights), mm_per_unit=1.0, sides=sides, findings=findings)


_UNSAID = Finding(
    check="aop_direction",
    note="The AOP declares neither a side nor the direction of its spokes; they were taken clockwise. "
    "Check that the foot is not mirrored.",
    level="warning",
)


class _Lines:
    """The lines behind the comments that hold anything, one after the other."""

    def __init__(self, data: bytes) -> None:
        end = _COMMENTS_END.search(data)
        if end is None:
            raise CorruptFile("the comments of the AOP do not end", EXPORT_AGAIN)
        self._data = data
        self._at = end.end()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        while found := _LINE.search(self._data, self._at):
            self._at = found.end()
            if line := found[0].strip():
                return line
        raise StopIteration

    def left_bytes(self) -> int:
        """Return how many bytes there are behind the last line that was taken, blanks at the ends not counted."""
        return len(self._data[self._at :].strip())


def _skip_landmarks(lines: Iterator[bytes]) -> None:
    many = _count(lines, "landmarks", least=0, most=_MOST_LANDMARKS)
    for _ in range(many):
        next(lines, None)
        points = _count(lines, "points of a landmark", least=0, most=_MOST_LANDMARKS)
        for _ in islice(lines, 3 * points):
            pass


def _count(lines: Iterator[bytes], what: str, *, least: int = 2, most: int = 10**9) -> int:
    line = next(lines, b"")
    word = line.split(None, 1)[0] if line else b""
    if not re.fullmatch(rb"[0-9]{1,9}", word) or not least <= int(word) <= most:
        raise CorruptFile(f"the AOP does not say how many {what} it holds ({least} to {most})", EXPORT_AGAIN)
    return int(word)


def _steps(lines: Iterator[bytes], many: int, what: str) -> FloatArray:
    """Return the angles or heights: equal steps, or the list that follows a step of 0."""
    demand_bearable(points=many)
    step = float(_numbers(lines, 1, f"steps of the {what}")[0])
    with np.errstate(all="ignore"):  # what is not finite is refused right here
        places = step * np.arange(many) if step else _numbers(lines, many, f"places of the {what}")
        moves = np.diff(places)
    if not (np.isfinite(places).all() and ((moves > 0).all() or (moves < 0).all())):
        raise CorruptFile(f"the {what} of the AOP do not follow one another in order", EXPORT_AGAIN)
    return places


def _numbers(lines: Iterator[bytes], many: int, what: str) -> FloatArray:
    """Return the first number of each of the next lines; a second value per line is skipped."""
    words = [line.split(None, 1)[0] for line in islice(lines, many)]
    if len(words) < many:
        raise CorruptFile(f"the AOP is truncated: {len(words)} of {many} {what} are there", EXPORT_AGAIN)
    odd = sum(1 for word in words if not _NUMBER.fullmatch(word))
    if odd:
        raise CorruptFile(f"{odd} of {many} {what} of the AOP are no numbers", EXPORT_AGAIN)
    return np.array([float(word) for word in words], dtype=np.float64)


def _faces(angles: FloatArray, heights: FloatArray) -> IntArray:
    """Return the faces between neighbouring spokes and slices, looking away from the axis; the ring closes if its
    last gap is no wider than twice its widest other one."""
    slices, spokes = len(heights), len(angles)
    gap = _FULL_TURN_DEG - abs(float(angles[-1] - angles[0]))
    closes = 0 < gap <= 2.0 * float(np.abs(np.diff(angles)).max())
    here = np.arange(spokes if closes else spokes - 1)
    there = (here + 1) % spokes
    base = spokes * np.arange(slices - 1)[:, None]
    a, b, c, d = base + here, base + there, base + spokes + here, base + spokes + there
    flipped = (angles[1] > angles[0]) == (heights[1] > heights[0])  # growing angles run clockwise
    if flipped:
        a, b, c, d = b, a, d, c
    return np.stack([np.stack([a, b, c], axis=-1), np.stack([b, d, c], axis=-1)], axis=2).reshape(-1, 3)
