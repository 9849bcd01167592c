"""Drawing. DXF, SVG or STL file -> the one closed outline in it, in the unit that the file declares or may mean."""

import hashlib
from pathlib import Path

import numpy as np

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake import dxf, stl, svg
from orthogen.intake.source import file_bytes
from orthogen.intake.strokes import closed_lines
from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.finding import Finding
from orthogen.records.scan import MM_PER_UNIT
from orthogen.records.shoe import Drawing

_MOST_BYTES = 40_000_000
_MOST_POINTS = 100_000
_MOST_FACES = 150_000
_FARTHEST = 1e9
_GAP_RATIO = 0.002  # of the length: half a millimetre between two strokes of an insole
_FLAT_RATIO = 0.25
_AGAIN = "join the outline in the program that drew it, and save it again"
_PLAIN = {f"1 {name}": mm for name, mm in MM_PER_UNIT.items()}
_PX = {"1 px (1/96 in)": 25.4 / 96.0, "1 pt": 25.4 / 72.0, "1 mm": 1.0}

Found = tuple[str, list[FloatArray], float | None, tuple[str, ...]]


def read_drawing(path: Path) -> Drawing:
    """Return the largest closed line of a drawing; of a flat part, the line around its shadow.

    What else the file holds is told. Raises IntakeError: unreadable, unknown, oversized, broken or hostile files, an
    outline that is open or crosses itself, a solid that is not flat. Nothing that a file names is opened.
    """
    data = file_bytes(path, most=_MOST_BYTES)
    try:
        kind, lines, mm_per_unit, skipped = _lines(data)
        loop = _outline(lines)
    except IntakeError as error:
        raise type(error)(f"{path.name}: {error}", error.next_step) from error
    declared = {} if mm_per_unit is None else {_unit_name(mm_per_unit): mm_per_unit}
    return Drawing(
        name=path.name,
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        points=frozen(loop),
        units=declared or (_PX if kind == "SVG" else _PLAIN),
        declared=bool(declared),
        findings=_left_out(path.name, len(lines) - 1, skipped),
    )


def _lines(data: bytes) -> Found:
    """Return format, closed lines, mm per unit or None, and kinds of things that were not read."""
    for kind, reader in (("DXF", dxf), ("SVG", svg)):
        if reader.sniff(data):
            with np.errstate(all="ignore"):  # what is not finite is refused right below
                strokes, mm_per_unit, skipped = reader.read(data)
            return kind, _closed(strokes), mm_per_unit, skipped
    if stl.sniff(data):
        return "STL", _shadow(data), None, ()
    raise CorruptFile("the file is no DXF, SVG or STL", "give the outline of the liner as one of these")


def _closed(strokes: list[FloatArray]) -> list[FloatArray]:
    """Return the closed lines of a drawing; raises CorruptFile where the longest thing in it is open."""
    count = sum(map(len, strokes))
    if count > _MOST_POINTS:
        raise IntakeError(f"the drawing has {count} points, more than the {_MOST_POINTS} that are read", _AGAIN)
    points = np.vstack(strokes)
    if not (np.abs(points) < _FARTHEST).all():
        raise CorruptFile("the drawing has points that are no numbers, or beyond all measure", _AGAIN)
    long = float(np.ptp(points, axis=0).max())
    lines, loose = closed_lines(strokes, gap=_GAP_RATIO * long)
    longest = max(loose, key=_reach, default=np.zeros((1, 2)))
    if not lines or _reach(longest) > max(map(_reach, lines)):
        gap = float(np.hypot(*(longest[0] - longest[-1])))
        raise CorruptFile(
            f"the outline is open: its ends are {gap:.4g} units apart, over a length of {_reach(longest):.4g}", _AGAIN
        )
    return lines


def _reach(line: FloatArray) -> float:
    return float(np.ptp(line, axis=0).max())


def _shadow(data: bytes) -> list[FloatArray]:
    """Return the lines around a flat part seen along its thinnest side, from above if that is z."""
    raw = stl.read(data)
    corners = raw.points[raw.faces]
    if len(corners) == 0 or len(corners) > _MOST_FACES or not np.isfinite(corners).all():
        raise CorruptFile(
            f"the STL has {len(corners)} faces; from 1 to {_MOST_FACES} finite ones are read", "thin the part out"
        )
    sides = np.ptp(corners.reshape(-1, 3), axis=0)
    up = int(sides.argmin())
    if sides[up] > _FLAT_RATIO * sides.max():
        raise CorruptFile(
            f"the STL is {' × '.join(f'{side:.4g}' for side in sides)}: no flat part along x, y or z",
            "lay the liner flat, or draw its outline",
        )
    seen = corners[:, :, [(up + 1) % 3, (up + 2) % 3]]
    (ax, ay), (bx, by) = (seen[:, 1] - seen[:, 0]).T, (seen[:, 2] - seen[:, 0]).T
    cross = ax * by - ay * bx
    return curve.united(seen[cross > 0.0]) or curve.united(seen[cross < 0.0])


def _outline(lines: list[FloatArray]) -> FloatArray:
    """Return the largest line, counter-clockwise, without repeated points; raises CorruptFile if it crosses itself."""
    loop = max(lines, key=lambda line: abs(curve.area(line)), default=np.zeros((0, 2)))
    loop = loop[(loop != np.roll(loop, 1, axis=0)).any(axis=1)]
    if len(loop) < 3:
        raise CorruptFile("the outline encloses nothing", _AGAIN)
    if not curve.is_simple(loop):
        raise CorruptFile("the outline crosses or touches itself", "draw it as one line around the liner")
    forwards: FloatArray = loop if curve.area(loop) > 0.0 else loop[::-1]
    return forwards


def _unit_name(mm_per_unit: float) -> str:
    return next((name for name, mm in _PLAIN.items() if mm == mm_per_unit), f"{mm_per_unit:.4g} mm")


def _left_out(name: str, smaller: int, skipped: tuple[str, ...]) -> tuple[Finding, ...]:
    """Return what of the drawing was not used."""
    said = [f"{smaller} smaller closed line{'s' if smaller > 1 else ''}"] if smaller else []
    said += [f"everything of kind {kind}" for kind in skipped]
    note = f"Of {name}, {' and '.join(said)} {'was' if len(said) == 1 and smaller < 2 else 'were'} left out."
    return (Finding(check="drawing_left_out", note=note),) if said else ()
