"""Medilogic. CSV of a medilogic plate -> raw frames of the exported window.

formats.md 1.11. Sensors are numbered row by row, 64 in a row of the plate; row 0 is at the toes, columns run from left
to right seen from above. Unit and pitch are not in the file.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.side import side_by_name
from orthogen.intake.pressure.words import count, floats, head, numbers, text
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

FORMAT = "medilogic"
_SENSORS_A_ROW = 64
_FIRST = re.compile(r"\s*\"?Sensor[- ]?(Nummer|Number|No|Nr)", re.I)
_TIMED = re.compile(r"\"?-?[0-9]+([.,][0-9]+)?\"?[;\t]")


def sniff(data: bytes) -> bool:
    """True if the first cell speaks of sensor numbers."""
    return _FIRST.match(head(data)) is not None


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording; the frames are checked against the file's own row of maxima."""
    lines = [line.replace("\t", ";") for line in text(data).replace('"', "").splitlines() if line.strip("; \t")]
    numbered = np.array([count(word) for word in lines[0].split(";")[1:] if word.strip()], dtype=np.int64)
    if len(numbered) == 0 or numbered.min() < 1 or len(np.unique(numbered)) < len(numbered):
        raise CorruptFile("the sensor numbers of the export make no plate", EXPORT_AGAIN)
    row, column = (numbered - 1) // _SENSORS_A_ROW, (numbered - 1) % _SENSORS_A_ROW
    table, findings = _table(lines[1:], len(numbered))
    shape = int(np.ptp(row)) + 1, int(np.ptp(column)) + 1
    need_room(len(table), *shape)
    frames: Frames = np.full((len(table), *shape), np.nan, np.float32)
    frames[:, row - row.min(), column - column.min()] = table[:, 1:]
    _compare(lines, table)
    return (
        RawPressure(
            instrument="plate", toes_first=True, frames=frames[:, ::-1], layout=Lattice(pitch_mm=None), unit=None,
            time_s=table[:, 0] - table[0, 0], side=side_by_name(name), side_source="inferred", cropped=True,
            likely="--pressure-unit N/cm2 --pressure-pitch 6x6", findings=findings,
        ),
    )  # fmt: skip


def _table(lines: list[str], sensors: int) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return time and values (t, 1 + n); the rows of statistics, which begin with a word, are left out."""
    timed = [line for line in lines if _TIMED.match(line)]
    rows = [numbers(_filled(line).replace(";", " ").replace(",", ".")) for line in timed]
    findings: tuple[Finding, ...] = ()
    if len(rows) > 1 and len(rows[-1]) != sensors + 1:
        rows, findings = rows[:-1], (CUT_OFF,)
    odd = next((row for row in rows if len(row) != sensors + 1), None)
    if odd is not None or not rows:
        found = len(odd) - 1 if odd is not None else 0
        raise CorruptFile(f"a line has {found} values where {sensors} are needed", EXPORT_AGAIN)
    return np.array(rows), findings


def _filled(line: str) -> str:
    """Return a line with a zero in every empty cell."""
    return re.sub(r";(?=;)", ";0", line.rstrip("; \t"))


def _compare(lines: list[str], table: FloatArray) -> None:
    """Raise CorruptFile where the frames do not reach the maxima that the file states."""
    stated = next((line for line in lines if line.lower().startswith("maxim")), None)
    if stated is None:
        return
    own = floats([word.replace(",", ".") for word in stated.split(";")[1 : table.shape[1]]])
    off = np.abs(table[:, 1:].max(axis=0) - own).max() if len(own) == table.shape[1] - 1 else np.inf
    if not off <= 1e-3 * max(1.0, float(own.max(initial=0.0))):
        raise CorruptFile("the frames do not reach the maxima that the file states", EXPORT_AGAIN)
