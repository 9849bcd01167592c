"""Moticon. text of Moticon OpenGo / ReGo -> raw frames of the left and of the right insole.

formats.md 1.8. 16 sensors a side from heel to toes, in N/cm², and the total force of each side. The areas follow from
both by least squares, F = Σ p·A, so that any size can be read. Names, notes and tags are never looked at.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Cells, RawPressure, need_room
from orthogen.intake.pressure.words import head, number, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "moticon"
_SENSORS = 16
_PRESSURE = re.compile(r"(left|right) pressure (\d+)\[(.+)\]")
_MOST_MISFIT = 0.02
# From the heel (0) to the toes (1), from medial (−½) to lateral (+½): rows of sensors by their order [E].
_FORWARD = (.07, .07, .19, .19, .33, .33, .47, .47, .61, .61, .72, .74, .70, .88, .84, .93)  # fmt: skip
_ACROSS = (.18, -.18, .20, -.20, .22, -.10, .22, -.05, .25, -.05, .30, .05, -.25, .10, .28, -.25)  # fmt: skip
_AREA_RATIO, _WIDE_RATIO = 205.0 / 26.0**2, 0.36  # area / length²: 205 cm² of size 7 on 260 mm; width / length [E]
_PLACED = Finding(
    check="sensors_by_proportion", level="warning",
    note="The file holds no places of the sensors; they are laid out by proportion, ± 15 mm.",
)  # fmt: skip


def sniff(data: bytes) -> bool:
    """True if the head names the serial numbers of sensor insoles."""
    return "# Sensor insoles:" in head(data)


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the insoles that sent anything; raises CorruptFile where areas cannot be told from force."""
    lines = text(data).splitlines()
    top = next((k for k, line in enumerate(lines) if line.startswith("# time\t")), None)
    if top is None:
        raise CorruptFile("the export has no line of column names", EXPORT_AGAIN)
    names = lines[top].removeprefix("# ").split("\t")
    rows = [line.split("\t") for line in lines[top + 1 :] if line.strip() and not line.startswith("#")]
    rows = [row for row in rows if len(row) == len(names)]
    need_room(len(rows), 1, 2 * _SENSORS)
    sides: tuple[Foot, Foot] = ("left", "right")
    made = [raw for side in sides if (raw := _insole(side, names, rows)) is not None]
    if not made:
        raise CorruptFile("the export holds no frame of either insole", EXPORT_AGAIN)
    return tuple(made)


def _insole(side: Foot, names: list[str], rows: list[list[str]]) -> RawPressure | None:
    """Return one insole at the times at which it sent all its sensors, None if it never did."""
    columns = {int(found[2]): (k, found[3]) for k, name in enumerate(names)
               if (found := _PRESSURE.fullmatch(name.strip())) and found[1] == side}  # fmt: skip
    force = next((k for k, name in enumerate(names) if name.strip() == f"{side} total force[N]"), None)
    if sorted(columns) != list(range(1, _SENSORS + 1)) or force is None:
        return None
    wanted = [0, *(columns[n][0] for n in range(1, _SENSORS + 1)), force]
    sent = [[row[k] for k in wanted] for row in rows if all(row[k].strip() for k in wanted)]
    if not sent:
        return None
    table = np.array([[number(word) for word in row] for row in sent])
    area = _areas_cm2(table[:, 1:-1], table[:, -1])
    return RawPressure(
        instrument="insole", frames=table[:, 1:-1].astype(np.float32), unit=columns[1][1], time_s=table[:, 0],
        layout=Cells(centre_mm=_places_mm(area, side), area_mm2=100 * area), side=side, own_force_n=table[:, -1],
        findings=(_PLACED,),
    )  # fmt: skip


def _areas_cm2(pressure: FloatArray, force: FloatArray) -> FloatArray:
    """Return the sensors' areas (16,) from F = Σ p·A; raises CorruptFile where the data do not determine them."""
    area, _, rank, _ = np.linalg.lstsq(pressure, force, rcond=1e-6)
    misfit = np.abs(pressure @ area - force).max() if len(force) else 0.0
    if rank < _SENSORS or (area <= 0).any() or misfit > _MOST_MISFIT * max(float(force.max()), 1.0):
        raise CorruptFile(
            "the areas of the sensors cannot be told from pressure and force: some sensors were never loaded",
            "export a recording with several steps",
        )
    return np.asarray(area)


def _places_mm(area_cm2: FloatArray, side: Foot) -> FloatArray:
    """Return the sensors' centres (16, 2), forward from the heel and to the patient's right."""
    length = 10 * float(np.sqrt(area_cm2.sum() / _AREA_RATIO))
    to_right = np.array(_ACROSS) * (1.0 if side == "right" else -1.0)
    return length * np.column_stack([_FORWARD, _WIDE_RATIO * to_right])
