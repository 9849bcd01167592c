"""Moticon. text of Moticon OpenGo / ReGo -> raw frames of the left and of the right insole.

formats.md 1.8. 16 sensors a side from heel to toes, in N/cm², and the total force of each side. The areas follow from
both, F = Σ p·A, so that any size can be read. Names, notes and tags are never looked at.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.cells import Cells, cells
from orthogen.intake.pressure.raw import CUT_OFF, RawPressure, need_room
from orthogen.intake.pressure.raw import Cells as Places
from orthogen.intake.pressure.words import head, text
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "moticon"
_SENSORS = 16
_TOP, _REMARK = re.compile(r"^# ?time\t[^\n]*", re.M), re.compile(r"^#[^\n]*\n?", re.M)
_PRESSURE = re.compile(r"(left|right) pressure (\d{1,3})\[(.+)\]")
# Areas of size 7, cm² (formats.md 1.8): where a recording leaves a sensor's own area open, this one's share of the sum.
_SIZE_7_CM2 = (12.4, 11.0, 13.4, 13.1, 13.1, 13.0, 18.0, 18.2, 15.7, 12.4, 12.5, 12.7, 10.2, 10.1, 12.5, 6.5)
_PULL = 1e-5  # towards those shares, over the mean square of the pressures
# From the heel (0) to the toes (1), from medial (−½) to lateral (+½): rows of sensors by their order [E].
_FORWARD = (.07, .07, .19, .19, .33, .33, .47, .47, .61, .61, .72, .74, .70, .88, .84, .93)  # fmt: skip
_ACROSS = (.18, -.18, .20, -.20, .22, -.10, .22, -.05, .25, -.05, .30, .05, -.25, .10, .28, -.25)  # fmt: skip
_AREA_RATIO, _WIDE_RATIO = 205.0 / 26.0**2, 0.36  # area / length²: 205 cm² of size 7 on 260 mm; width / length [E]
_PLACED = Finding(
    check="sensors_by_proportion", level="warning",
    note="The file holds no places of the sensors; they are laid out by proportion, ± 15 mm.",
)  # fmt: skip


def sniff(data: bytes) -> bool:
    """True if the head names the serial numbers of sensor insoles, or their columns."""
    said = head(data)
    return "# Sensor insoles:" in said or re.search(r"^# ?time\t[^\n]*pressure 1\[", said, re.M) is not None


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the insoles that sent any load; raises CorruptFile where the columns are not those of insoles."""
    said = text(data)
    top = _TOP.search(said)
    if top is None:
        raise CorruptFile("the export has no line of column names", EXPORT_AGAIN)
    names = [word.strip() for word in top[0].lstrip("# ").split("\t")]
    table = cells(_REMARK.sub("", said[top.end() + 1 :]), "\t", width=len(names))
    need_room(max(len(table.values), 1), 1, 2 * _SENSORS)
    findings = (CUT_OFF,) if table.cut_off else ()
    sides: tuple[Foot, Foot] = ("left", "right")
    made = [raw for side in sides if (raw := _insole(side, names, table, findings)) is not None]
    if not made:
        raise CorruptFile("the export holds no load of either insole", EXPORT_AGAIN)
    return tuple(made)


def _insole(side: Foot, names: list[str], held: Cells, findings: tuple[Finding, ...]) -> RawPressure | None:
    """Return one insole at the times at which it sent all its sensors, None if it was never loaded."""
    columns = {int(found[2]): (k, found[3]) for k, name in enumerate(names)
               if (found := _PRESSURE.fullmatch(name)) and found[1] == side}  # fmt: skip
    force = next((k for k, name in enumerate(names) if name == f"{side} total force[N]"), None)
    if columns and len(columns) != _SENSORS:
        raise CorruptFile(
            f"the {side} insole has {len(columns)} sensors; insoles with {_SENSORS} are read", "give another recording"
        )
    if sorted(columns) != list(range(1, _SENSORS + 1)) or force is None:
        return None
    wanted = np.array([0, *(columns[n][0] for n in range(1, _SENSORS + 1)), force])
    table = held.numbers(wanted, rows=np.logical_not(held.empty[:, wanted].any(axis=1)))
    if not (table[:, 1:-1] > 0).any() or not (table[:, -1] > 0).any():
        return None
    area = _areas_cm2(table[:, 1:-1], table[:, -1])
    return RawPressure(
        instrument="insole", frames=table[:, 1:-1].astype(np.float32), unit=columns[1][1], time_s=table[:, 0],
        layout=Places(centre_mm=_places_mm(area, side), area_mm2=100 * area), side=side, own_force_n=table[:, -1],
        findings=(*findings, _PLACED),
    )  # fmt: skip


def _areas_cm2(pressure: FloatArray, force: FloatArray) -> FloatArray:
    """Return the sensors' areas (16,) from F = Σ p·A; those that the data leave open keep their usual share."""
    usual = np.array(_SIZE_7_CM2)
    total = pressure @ usual
    usual = usual * float(total @ force) / max(float(total @ total), 1e-12)
    square = pressure.T @ pressure
    pull = _PULL * float(np.trace(square)) * np.eye(_SENSORS)
    area = usual + np.linalg.solve(square + pull, pressure.T @ (force - pressure @ usual))
    if not (np.isfinite(area).all() and (area > 0.2 * usual).all() and (area < 5 * usual).all()):
        raise CorruptFile("pressures and total force of an insole contradict each other", EXPORT_AGAIN)
    return np.asarray(area)


def _places_mm(area_cm2: FloatArray, side: Foot) -> FloatArray:
    """Return the sensors' centres (16, 2), forward from the heel and to the patient's right."""
    length = 10 * float(np.sqrt(area_cm2.sum() / _AREA_RATIO))
    to_right = np.array(_ACROSS) * (1.0 if side == "right" else -1.0)
    return length * np.column_stack([_FORWARD, _WIDE_RATIO * to_right])
