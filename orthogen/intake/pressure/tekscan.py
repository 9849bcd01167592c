"""Tekscan. text of an ASCII export (.asf, ISF .csv) -> raw frames; F-Scan, HR Mat, MobileMat, I-Scan, MatScan.

formats.md 1.5. Row 0 of the file is at the toes, columns run from left to right seen from above. `B`: no sensor.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.side import side_by_name
from orthogen.intake.pressure.words import count, head, length_mm, number, numbers, spaced, text
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot, Instrument, Known

FORMAT = "tekscan"
_KEY = re.compile(r"\"?([A-Z_0-9]+)[ ,\t]+\"?([^\n]+)$")
_FRAME = re.compile(r"^[ \t\"]*Frame[ \t,]+\d+[^\n]*\n?", re.M | re.I)
_MASS = re.compile(r"([0-9.,]+)\s*\(Kgs?\)", re.I)
_POUNDS = re.compile(r"([0-9.,]+)\s*\(Lbs?\)", re.I)
_INSOLES = ("FSCAN", "F-SCAN", "F SCAN", "3000")
_INSOLE_SHAPE = (60, 21)
_KG_PER_POUND = 0.45359237


def sniff(data: bytes) -> bool:
    """True if the head declares a Tekscan ASCII export."""
    said = head(data)
    return "ASCII_DATA" in said or "SENSEL_AREA" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording; name: of the file, whose last letter tells the side of an insole."""
    before, mark, after = text(data).partition("ASCII_DATA")
    if not mark:
        raise CorruptFile("the export ends before its data", EXPORT_AGAIN)
    keys = {
        found[1]: found[2].strip('" ')
        for line in reversed(before.splitlines())
        if (found := _KEY.match(line.rstrip(', \t"')))
    }
    for needed in ("ROWS", "COLS", "ROW_SPACING", "COL_SPACING", "UNITS"):
        if needed not in keys:
            raise CorruptFile(f"the header of the export has no {needed}", EXPORT_AGAIN)
    shape = count(keys["ROWS"]), count(keys["COLS"])
    frames, findings = _frames(after, shape)
    for key, axis in (("MIRROR_ROW", 1), ("MIRROR_COL", 2)):
        if keys.get(key, "0").strip() == "1":
            frames = np.flip(frames, axis)
            note = f"The file says {key} 1: its {'rows' if axis == 1 else 'columns'} were turned back."
            findings = (*findings, Finding(check="mirrored_by_header", note=note, level="warning"))
    insole = keys.get("SENSOR_TYPE", "").strip().upper().startswith(_INSOLES) or shape == _INSOLE_SHAPE
    kind: Instrument = "insole" if insole else "plate"
    side, how, doubts = _side(name, keys.get("HARDWARE", "")) if insole else (None, "declared", ())
    return (
        RawPressure(
            instrument=kind, toes_first=True, frames=frames[:, ::-1],
            layout=Lattice(pitch_mm=(length_mm(keys["ROW_SPACING"]), length_mm(keys["COL_SPACING"]))),
            unit=keys["UNITS"].strip(), time_s=_clock(keys, len(frames)), side=side, side_source=how,
            body_mass_kg=_mass_kg(before), findings=(*findings, *doubts),
        ),
    )  # fmt: skip


def _clock(keys: dict[str, str], frames: int) -> np.ndarray | None:
    """Return the times (t,); None where the header has no step of time."""
    if "SECONDS_PER_FRAME" not in keys:
        return None
    step_s = number(keys["SECONDS_PER_FRAME"].split()[0])
    return step_s * np.arange(frames) if step_s > 0 else None


def _mass_kg(before: str) -> float | None:
    """Return the mass by which the sensor was calibrated: that of the body."""
    kilos, pounds = _MASS.search(before), _POUNDS.search(before)
    mass = number(kilos[1]) if kilos else _KG_PER_POUND * number(pounds[1]) if pounds else 0.0
    return mass if 5.0 <= mass <= 300.0 else None


def _frames(after: str, shape: tuple[int, int]) -> tuple[Frames, tuple[Finding, ...]]:
    """Return (t, rows, columns), and a finding where the last frame was cut off."""
    rows, columns = shape
    parts = _FRAME.split(after.split("\n", 1)[-1].rsplit("@@", 1)[0].replace('"', ""))[1:]
    need_room(max(len(parts) - 1, 1), rows, columns, letters=len(after))
    if not parts:
        raise CorruptFile("the export holds no frame", EXPORT_AGAIN)
    mark = ";" if ";" in parts[0] else "," if "," in parts[0] and "\t" not in parts[0] else "\t"
    frames = np.empty((len(parts), rows * columns), np.float32)
    for k, part in enumerate(parts):
        values = numbers(spaced(part.replace("B", "nan"), mark))
        if len(values) != rows * columns:
            if k < len(parts) - 1 or k == 0:
                raise CorruptFile(f"frame {k + 1} has {len(values)} values instead of {rows * columns}", EXPORT_AGAIN)
            return frames[:k].reshape(-1, rows, columns), (CUT_OFF,)
        frames[k] = values
    return frames.reshape(-1, rows, columns), ()


def _side(name: str, hardware: str) -> tuple[Foot | None, Known, tuple[Finding, ...]]:
    """Return the side of an insole by the name of its file or the number of its connector, and what is in doubt."""
    by_name = side_by_name(name)
    plug = hardware.strip()
    by_plug: Foot | None = "left" if plug.endswith("-1") else "right" if plug.endswith("-2") else None
    if by_name and by_plug and by_name != by_plug:
        note = f"The name of the file says {by_name}, the connector of the device {by_plug}: the print decides."
        return None, "inferred", (Finding(check="side_disputed", note=note, level="warning"),)
    return by_name or by_plug, "inferred", ()
