"""Pedar. text of a novel pedar export (.asc) -> raw frames of each insole, in its unit.

formats.md 1.2. 99 sensors a side, left first, numbered from heel to toes and inside each row from medial to lateral.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.pedar_insole import SENSORS, areas_mm2, places_mm
from orthogen.intake.pressure.raw import CUT_OFF, Cells, RawPressure, need_room
from orthogen.intake.pressure.words import head, numbers, text
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "pedar"
_TYPE = re.compile(r"sensor type:\s*([a-z]+)", re.I)
_UNIT = re.compile(r"pressure values in\s+(\S+)", re.I)
_TOP = re.compile(r"^[ \t\"]*time ?\[[^\n]*$", re.M | re.I)
_MASK = re.compile(r"(left|right) insole:[ \t]*([0-9]?)", re.I)
_NUMBERED = re.compile(r"^[ \t]*[0-9][^\n]*$", re.M)
_PLACED = Finding(
    check="sensors_by_proportion", level="warning",
    note="The file holds no places of the sensors; they are laid out by proportion on an insole of its size, ± 5 mm.",
)  # fmt: skip


def sniff(data: bytes) -> bool:
    """True if the head defines a sensor type and masks."""
    said = head(data).lower()
    return "sensor type:" in said and "mask definition" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the left and the right insole; a side without any load is left out."""
    said = text(data)
    top = _TOP.search(said)
    if top is None:
        raise CorruptFile("the export has no line that begins with time[secs]", EXPORT_AGAIN)
    sides = _sides(said[: top.start()], len(re.findall(r"[0-9]+", top[0])))
    table, findings = _table(_NUMBERED.findall(said, top.end()), len(sides) * SENSORS + 1)
    unit, size = _UNIT.search(said), _TYPE.search(said)
    area = areas_mm2(size[1].lower() if size else "")
    made = []
    for k, side in enumerate(sides):
        frames = table[:, 1 + k * SENSORS : 1 + (k + 1) * SENSORS]
        if frames.any():
            made.append(RawPressure(
                instrument="insole", frames=frames.astype(np.float32), unit=unit[1] if unit else None,
                time_s=table[:, 0], side=side, findings=(*findings, _PLACED),
                layout=Cells(centre_mm=places_mm(float(area.sum()), side), area_mm2=area),
            ))  # fmt: skip
    if not made:
        raise CorruptFile("no sensor of either insole was ever loaded", "check that both insoles were connected")
    return tuple(made)


def _sides(before: str, columns: int) -> tuple[Foot, ...]:
    """Return the insoles of the file in their order, from the columns and the masks that are not empty."""
    masked = {found[1].lower() for found in _MASK.finditer(before) if found[2]}
    if columns == 2 * SENSORS:
        return ("left", "right")
    if columns == SENSORS and len(masked) == 1:
        return ("left",) if "left" in masked else ("right",)
    raise CorruptFile(
        f"the export has {columns} sensors; one insole has {SENSORS}", "export all sensors of each insole"
    )


def _table(lines: list[str], width: int) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return time and insoles (t, width), and a finding where the last line was cut off; MVP and MPP lines are none."""
    need_room(max(len(lines) - 1, 1), 1, width, letters=sum(map(len, lines)))
    rows = [numbers(line.replace(",", ".").replace(";", " ")) for line in lines]
    findings: tuple[Finding, ...] = ()
    if len(rows) > 1 and len(rows[-1]) != width:
        rows, findings = rows[:-1], (CUT_OFF,)
    odd = next((len(row) for row in rows if len(row) != width), None)
    if odd is not None or not rows:
        raise CorruptFile(f"a line has {odd or 0} values where {width} are needed", EXPORT_AGAIN)
    return np.array(rows), findings
