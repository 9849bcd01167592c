"""Medilogic. CSV of a medilogic plate -> raw frames of the exported window.

formats.md 1.11. Sensors are numbered row by row, 64 in a row of the plate; row 0 is at the toes, columns run from left
to right seen from above. Unit and pitch are not in the file.
"""

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, floats, head, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "medilogic"
_SENSORS_A_ROW = 64


def sniff(data: bytes) -> bool:
    """True if the first cell speaks of sensor numbers."""
    return head(data).lstrip().startswith("Sensor-Nummer")


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording; the frames are checked against the file's own row of maxima."""
    lines = [line for line in text(data).splitlines() if line.strip()]
    numbers = np.array([count(word) for word in lines[0].split(";")[1:] if word.strip()], dtype=np.int64)
    row, column = (numbers - 1) // _SENSORS_A_ROW, (numbers - 1) % _SENSORS_A_ROW
    if len(numbers) == 0 or numbers.min() < 1 or len(np.unique(numbers)) < len(numbers):
        raise CorruptFile("the sensor numbers of the export make no plate", EXPORT_AGAIN)
    table, findings = _table(lines[1:], len(numbers))
    shape = int(np.ptp(row)) + 1, int(np.ptp(column)) + 1
    need_room(len(table), *shape)
    frames = np.full((len(table), *shape), np.nan, np.float32)
    frames[:, row - row.min(), column - column.min()] = table[:, 1:]
    _compare(lines, table, numbers)
    return (
        RawPressure(
            instrument="plate", toes_first=True, frames=frames[:, ::-1], layout=Lattice(pitch_mm=None), unit=None, cropped=True,
            likely="--pressure-unit N/cm2 --pressure-pitch 6x6",
            time_s=table[:, 0] - table[0, 0], side=_side(name), findings=findings,
        ),
    )  # fmt: skip


def _table(lines: list[str], sensors: int) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return time and values (t, 1 + n); the rows of statistics, which begin with a word, are left out."""
    rows = [line.rstrip(";").split(";") for line in lines if line[:1].isdigit() and not line.startswith("20%")]
    findings: tuple[Finding, ...] = ()
    if rows and len(rows[-1]) != sensors + 1 and len(rows) > 1:
        note = "The last frame is cut off; it was left out."
        rows, findings = rows[:-1], (Finding(check="frame_cut_off", note=note, level="warning"),)
    odd = next((row for row in rows if len(row) != sensors + 1), None)
    if odd is not None or not rows:
        found = len(odd) - 1 if odd else 0
        raise CorruptFile(f"a line has {found} values where {sensors} are needed", EXPORT_AGAIN)
    words = ";".join(";".join(row) for row in rows).replace(",", ".").split(";")
    return floats(words).reshape(len(rows), -1), findings


def _compare(lines: list[str], table: FloatArray, numbers: IntArray) -> None:
    """Raise CorruptFile where the frames do not reach the maxima that the file states."""
    stated = next((line for line in lines if line.startswith("Maximum")), None)
    if stated is None:
        return
    own = floats([word.replace(",", ".") for word in stated.split(";")[1 : len(numbers) + 1]])
    if len(own) == len(numbers) and np.abs(table[:, 1:].max(axis=0) - own).max() > 1e-3 * max(1.0, own.max()):
        raise CorruptFile("the frames do not reach the maxima that the file states", EXPORT_AGAIN)


def _side(name: str) -> Foot | None:
    """Return the side that the file is named for."""
    stem = name.rsplit(".", 1)[0].upper()
    return "left" if stem.endswith("_L") else "right" if stem.endswith("_R") else None
