"""Pedar. text of a novel pedar export (.asc) -> raw frames of the left and of the right insole, in kPa.

formats.md 1.2. 99 sensors a side, left first, numbered from heel to toes and inside each row from medial to lateral.
Their places are laid out by proportion on an insole of the size's area: the file holds no places.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Cells, RawPressure, need_room
from orthogen.intake.pressure.words import floats, head, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "pedar"
SENSORS = 99
# Total area in cm² of the insoles whose sensors are alike to ± 4 % (formats.md 1.2); wide sizes vary up to 1.7-fold.
_AREA_CM2 = {"u": 125.9, "v": 139.3, "w": 155.4, "x": 172.1, "y": 191.1, "z": 214.7, "a": 239.7}
_ROWS = (5, *(7,) * 12, 6, 4)
_ROW_PLACE = (.12, .19, .26, .33, .39, .46, .52, .58, .64, .69, .74, .80, .85, .91, .96)  # fmt: skip
_REAR, _LONG = 0.085, 0.90  # where the insole begins on that scale, and its length [E]
_AREA_RATIO = 0.262  # area / length² of an insole [E]
_WIDE_AT = ((0.0, 0.20), (0.12, 0.26), (0.45, 0.25), (0.72, 0.37), (0.9, 0.30), (1.0, 0.18))  # width / length [E]
_TYPE = re.compile(r"sensor type:\s*([a-z]+)\s*-", re.I)


def sniff(data: bytes) -> bool:
    """True if the head defines a sensor type and masks."""
    said = head(data)
    return "sensor type:" in said and "mask definition" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the left and the right insole; a side without any load is left out."""
    said = text(data)
    start = said.find("time[")
    if start < 0:
        raise CorruptFile("the export has no line that begins with time[secs]", EXPORT_AGAIN)
    lines = [line for line in said[start:].splitlines()[1:] if line.strip()]
    need_room(len(lines), 1, 2 * SENSORS + 1)
    table, findings = _table(lines)
    unit = (
        "kPa"
        if "in  kPa" in said or "in kPa" in said
        else (re.search(r"pressure values in\s+(\S+)", said) or ["", None])[1]
    )
    area = _area_cm2(said)
    made = []
    sides: tuple[Foot, Foot] = ("left", "right")
    for k, side in enumerate(sides):
        frames = table[:, 1 + k * SENSORS : 1 + (k + 1) * SENSORS]
        if frames.any():
            made.append(RawPressure(
                instrument="insole", frames=frames.astype(np.float32), unit=unit, time_s=table[:, 0], side=side,
                layout=Cells(centre_mm=_places_mm(area, side), area_mm2=np.full(SENSORS, 100 * area / SENSORS)),
                findings=(*findings, _PLACED),
            ))  # fmt: skip
    if not made:
        raise CorruptFile("no sensor of either insole was ever loaded", "check that both insoles were connected")
    return tuple(made)


_PLACED = Finding(
    check="sensors_by_proportion", level="warning",
    note="The file holds no places of the sensors; they are laid out by proportion on an insole of its size, ± 5 mm.",
)  # fmt: skip


def _table(lines: list[str]) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return time and both insoles (t, 199), and a finding where the last line was cut off."""
    rows = [[word for word in line.split("\t") if word.strip()] for line in lines]
    rows = [row for row in rows if row[0].strip()[:1].isdigit()]  # summary rows MVP, MPP may follow
    short = [k for k, row in enumerate(rows) if len(row) != 2 * SENSORS + 1]
    findings: tuple[Finding, ...] = ()
    if short and short == [len(rows) - 1] and len(rows) > 1:
        rows = rows[:-1]
        findings = (
            Finding(check="frame_cut_off", note="The last frame is cut off; it was left out.", level="warning"),
        )
    elif short or not rows:
        found = len(rows[short[0]]) if short else 0
        raise CorruptFile(f"a line has {found} values where {2 * SENSORS + 1} are needed", EXPORT_AGAIN)
    return floats([word for row in rows for word in row]).reshape(len(rows), -1), findings


def _area_cm2(said: str) -> float:
    found = _TYPE.search(said)
    size = found[1].lower() if found else ""
    if size not in _AREA_CM2:
        raise CorruptFile(
            f"the areas of the sensors of a pedar insole of size {size or 'unknown'!r} are not known",
            f"known are the sizes {', '.join(_AREA_CM2)}",
        )
    return _AREA_CM2[size]


def _places_mm(area_cm2: float, side: Foot) -> FloatArray:
    """Return the sensors' centres (99, 2), forward from the heel and to the patient's right."""
    length = 10 * float(np.sqrt(area_cm2 / _AREA_RATIO))
    forward = np.repeat([(place - _REAR) / _LONG for place in _ROW_PLACE], _ROWS)
    step = np.concatenate([(np.arange(n) + 0.5) / n - 0.5 for n in _ROWS])  # medial −½ … lateral +½
    wide = np.interp(forward, *np.array(_WIDE_AT).T)
    to_right = step if side == "right" else -step
    return length * np.column_stack([forward, wide * to_right])
