"""Xsensor table. CSV of XSENSOR insoles with one frame a row -> raw frames of the left and of the right insole.

formats.md 1.7: columns Time, Insole, Est. Load, COP and S_<row>_<column>, a second insole with ".1" behind its names.
Row 1 is at the toes, columns run from left to right seen from above. The size of the cells is not in the file.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.cells import Cells, cells
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import bounded, count, head, number, text, unquoted
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "xsensor"
_TOP = re.compile(r"^[^\n]*S_\d{1,3}_\d{1,3}[^\n]*", re.M)
_CELL = re.compile(r"S_(\d{1,3})_(\d{1,3})(\.1)?")
_LOAD = re.compile(r"Est\. Load \((lbf|N|kgf)\)(\.1)?")
_NEWTON = {"lbf": 4.4482216, "N": 1.0, "kgf": 9.80665}
_NAMED = re.compile(r"\b(left|right)\b", re.I)


def sniff(data: bytes) -> bool:
    """True if a line of the head names cells by row and column."""
    return re.search(r"(?:^|[,;\t])\"?S_\d+_\d+\"?[,;\t]", head(data), re.M) is not None


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return one recording for each insole."""
    said = unquoted(text(data))
    top = _TOP.search(said)
    if top is None or not said[top.end() :].strip(",;\t \n"):
        raise CorruptFile("the table holds no frame", EXPORT_AGAIN)
    mark = next((mark for mark in "\t;" if mark in top[0]), ",")
    names = [word.strip() for word in top[0].split(mark)]
    rows = cells(said[top.end() + 1 :], mark, width=len(names))
    need_room(len(rows.values), 1, len(names))
    findings = (CUT_OFF,) if rows.cut_off else ()
    made = [raw for suffix in (None, ".1") if (raw := _insole(names, rows, suffix, findings)) is not None]
    if not made:
        raise CorruptFile("the table names no cell", EXPORT_AGAIN)
    return tuple(made)


def _insole(names: list[str], table: Cells, suffix: str | None, findings: tuple[Finding, ...]) -> RawPressure | None:
    """Return the insole whose columns end with the suffix, None where there is none."""
    sensors = [(k, count(found[1]), count(found[2])) for k, name in enumerate(names)
               if (found := _CELL.fullmatch(name)) and found[3] == suffix]  # fmt: skip
    if not sensors:
        return None
    at, row, column = (np.array(values) for values in zip(*sensors, strict=True))
    shape = int(np.ptp(row)) + 1, int(np.ptp(column)) + 1
    need_room(len(table.values), *shape)
    frames: Frames = np.full((len(table.values), *shape), np.nan, np.float32)
    frames[:, row - row.min(), column - column.min()] = table.numbers(at)
    return RawPressure(
        instrument="insole", toes_first=True, frames=frames[:, ::-1], layout=Lattice(pitch_mm=None), unit="PSI",
        time_s=_clock(names, table), side=_side(names, table, suffix), own_force_n=_force_n(names, table, suffix),
        likely="--pressure-pitch 8.6x8.6", findings=findings,
    )  # fmt: skip


def _clock(names: list[str], table: Cells) -> FloatArray | None:
    """Return seconds from the first frame (t,) of a column of seconds or of times of day; None without one."""
    at = next((k for k, name in enumerate(names) if name.lower().startswith("time")), None)
    if at is None:
        return None
    if table.empty[:, at].any():
        raise CorruptFile("a frame has no time", EXPORT_AGAIN)
    clock = table.values[:, at].copy()
    for row, word in table.words(at).items():
        clock[row] = sum(number(part) * 60.0**k for k, part in enumerate(reversed(word.split(":")[-3:])))
    bounded(clock)
    return np.asarray(clock - clock[0])


def _side(names: list[str], table: Cells, suffix: str | None) -> Foot | None:
    """Return what the column of the insole says, in its name or in its first cell."""
    for k, name in enumerate(names):
        if name.startswith("Insole") and name.endswith(suffix or "") and (suffix or not name.endswith(".1")):
            word = table.words(k).get(0, "")
            found = [side.lower() for side in _NAMED.findall(word)] or [side.lower() for side in _NAMED.findall(name)]
            if len(set(found)) == 1:
                return "left" if found[0] == "left" else "right"
    return None


def _force_n(names: list[str], table: Cells, suffix: str | None) -> FloatArray | None:
    """Return the total force that the table itself tells (t,), None where it tells none."""
    for k, name in enumerate(names):
        if (found := _LOAD.fullmatch(name)) and found[2] == suffix:
            return table.numbers(np.array([k]))[:, 0] * _NEWTON[found[1]]
    return None
