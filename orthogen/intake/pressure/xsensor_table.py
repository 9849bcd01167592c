"""Xsensor table. CSV of XSENSOR insoles with one frame a row -> raw frames of the left and of the right insole.

formats.md 1.7: columns Time, Insole, Est. Load, COP and S_<row>_<column>, a second insole with ".1" behind its names.
Row 1 is at the toes, columns run from left to right seen from above. The size of the cells is not in the file.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, floats, head, number, text
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "xsensor"
_CELL = re.compile(r"S_(\d{1,3})_(\d{1,3})(\.1)?")
_LOAD = re.compile(r"Est\. Load \((lbf|N|kgf)\)(\.1)?")
_NEWTON = {"lbf": 4.4482216, "N": 1.0, "kgf": 9.80665}
_NAMED = re.compile(r"\b(left|right)\b", re.I)


def sniff(data: bytes) -> bool:
    """True if a line of the head names cells by row and column."""
    return re.search(r"(?:^|[,;\t])\"?S_\d+_\d+\"?[,;\t]", head(data), re.M) is not None


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return one recording for each insole."""
    lines = [line for line in text(data).replace('"', "").splitlines() if line.strip(",;\t ")]
    top = next((k for k, line in enumerate(lines) if _CELL.search(line)), None)
    if top is None or top + 1 >= len(lines):
        raise CorruptFile("the table holds no frame", EXPORT_AGAIN)
    mark = next((mark for mark in "\t;" if mark in lines[top]), ",")
    names = [word.strip() for word in lines[top].split(mark)]
    rows = [[word.strip() for word in line.split(mark)] for line in lines[top + 1 :]]
    findings: tuple[Finding, ...] = ()
    if len(rows) > 1 and len(rows[-1]) < len(names):
        rows, findings = rows[:-1], (CUT_OFF,)
    if any(len(row) < len(names) for row in rows):
        raise CorruptFile(f"a row of the table has less than {len(names)} cells", EXPORT_AGAIN)
    need_room(len(rows), 1, len(names))
    made = [raw for suffix in (None, ".1") if (raw := _insole(names, rows, suffix, findings)) is not None]
    if not made:
        raise CorruptFile("the table names no cell", EXPORT_AGAIN)
    return tuple(made)


def _insole(
    names: list[str], rows: list[list[str]], suffix: str | None, findings: tuple[Finding, ...]
) -> RawPressure | None:  # fmt: skip
    """Return the insole whose columns end with the suffix, None where there is none."""
    cells = [(k, count(found[1]), count(found[2])) for k, name in enumerate(names)
             if (found := _CELL.fullmatch(name)) and found[3] == suffix]  # fmt: skip
    if not cells:
        return None
    at, row, column = (np.array(values) for values in zip(*cells, strict=True))
    shape = int(np.ptp(row)) + 1, int(np.ptp(column)) + 1
    need_room(len(rows), *shape)
    frames: Frames = np.full((len(rows), *shape), np.nan, np.float32)
    values = floats([line[k] for line in rows for k in at]).reshape(len(rows), -1)
    frames[:, row - row.min(), column - column.min()] = values
    return RawPressure(
        instrument="insole", toes_first=True, frames=frames[:, ::-1], layout=Lattice(pitch_mm=None), unit="PSI",
        time_s=_clock(names, rows), side=_side(names, rows, suffix), own_force_n=_force_n(names, rows, suffix),
        likely="--pressure-pitch 8.6x8.6", findings=findings,
    )  # fmt: skip


def _clock(names: list[str], rows: list[list[str]]) -> FloatArray | None:
    """Return seconds from the first frame (t,) of a column of seconds or of times of day; None without one."""
    at = next((k for k, name in enumerate(names) if name.lower().startswith("time")), None)
    if at is None:
        return None
    parts = [[number(part) for part in row[at].split(":")] for row in rows]
    clock = np.array([sum(value * 60.0**k for k, value in enumerate(reversed(part))) for part in parts])
    return np.asarray(clock - clock[0])


def _side(names: list[str], rows: list[list[str]], suffix: str | None) -> Foot | None:
    """Return what the column of the insole says, in its name or in its first cell."""
    for name, word in zip(names, rows[0], strict=False):
        if name.startswith("Insole") and name.endswith(suffix or "") and (suffix or not name.endswith(".1")):
            found = [side.lower() for side in _NAMED.findall(word)] or [side.lower() for side in _NAMED.findall(name)]
            if len(set(found)) == 1:
                return "left" if found[0] == "left" else "right"
    return None


def _force_n(names: list[str], rows: list[list[str]], suffix: str | None) -> FloatArray | None:
    """Return the total force that the table itself tells (t,), None where it tells none."""
    for k, name in enumerate(names):
        if (found := _LOAD.fullmatch(name)) and found[2] == suffix:
            return floats([row[k] for row in rows]) * _NEWTON[found[1]]
    return None
