"""Tekscan. text of an ASCII export (.asf, ISF .csv) -> raw frames; F-Scan, HR Mat, MobileMat, I-Scan, MatScan.

formats.md 1.5. Row 0 of the file is at the toes, columns run from left to right seen from above. `B`: no sensor.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, floats, head, length_mm, number, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot, Instrument

FORMAT = "tekscan"
_KEY = re.compile(r"([A-Z_0-9]+) (.+)$")
_FRAME = re.compile(r"^\s*Frame\s+\d+[^\n]*\n", re.M)
_MASS = re.compile(r"([0-9.,]+)\s*\(Kgs\)", re.I)
_INSOLES = ("FSCAN", "F-SCAN", "3000", "3000E")


def sniff(data: bytes) -> bool:
    """True if the head declares a Tekscan ASCII export."""
    said = head(data)
    return "ASCII_DATA @@" in said or "SENSEL_AREA" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording; name: of the file, whose last letter tells the side of an insole."""
    before, mark, after = text(data).partition("ASCII_DATA")
    if not mark:
        raise CorruptFile("the export ends before its data", EXPORT_AGAIN)
    keys = {found[1]: found[2] for line in before.splitlines() if (found := _KEY.match(line.rstrip(", \t")))}
    for needed in ("ROWS", "COLS", "ROW_SPACING", "COL_SPACING", "UNITS"):
        if needed not in keys:
            raise CorruptFile(f"the header of the export has no {needed}", EXPORT_AGAIN)
    shape = count(keys["ROWS"]), count(keys["COLS"])
    frames, findings = _frames(after, shape)
    if keys.get("MIRROR_ROW", "0").strip() == "1":
        frames = frames[:, ::-1]
    if keys.get("MIRROR_COL", "0").strip() == "1":
        frames = frames[:, :, ::-1]
    kind: Instrument = "insole" if keys.get("SENSOR_TYPE", "").strip().upper() in _INSOLES else "plate"
    step_s = number(keys["SECONDS_PER_FRAME"].split()[0]) if "SECONDS_PER_FRAME" in keys else None
    mass = _MASS.search(before)
    return (
        RawPressure(
            instrument=kind,
            toes_first=True,
            frames=frames[:, ::-1],
            layout=Lattice(pitch_mm=(length_mm(keys["ROW_SPACING"]), length_mm(keys["COL_SPACING"]))),
            unit=keys["UNITS"].strip(),
            time_s=None if step_s is None else step_s * np.arange(len(frames)),
            side=_side(name, keys.get("HARDWARE", "")) if kind == "insole" else None,
            body_mass_kg=number(mass[1]) if mass else None,
            findings=findings,
        ),
    )


def _frames(after: str, shape: tuple[int, int]) -> tuple[np.ndarray, tuple[Finding, ...]]:
    """Return (t, rows, columns), and a finding where the last frame was cut off."""
    rows, columns = shape
    parts = _FRAME.split(after.split("\n", 1)[-1].rsplit("@@", 1)[0])[1:]
    need_room(len(parts), rows, columns)
    if not parts:
        raise CorruptFile("the export holds no frame", EXPORT_AGAIN)
    kept = []
    findings: tuple[Finding, ...] = ()
    for k, part in enumerate(parts):
        lines = [line.rstrip(", \t") for line in part.splitlines() if line.strip(", \t")]
        words = [word.strip() for line in lines for word in line.split(",")]
        if len(words) != rows * columns:
            if k < len(parts) - 1 or k == 0:
                raise CorruptFile(f"frame {k + 1} has {len(words)} values instead of {rows * columns}", EXPORT_AGAIN)
            findings = (Finding(check="frame_cut_off", note="The last frame is cut off; it was left out.",
                                level="warning"),)  # fmt: skip
            break
        kept.append(floats(["nan" if word == "B" else word for word in words]).astype(np.float32))
    return np.array(kept).reshape(-1, rows, columns), findings


def _side(name: str, hardware: str) -> Foot | None:
    """Return the side of an insole: by the last letter of the file's name, else by the number of its connector."""
    stem = name.rsplit(".", 1)[0].upper()
    by_name: Foot | None = "left" if stem.endswith("L") else "right" if stem.endswith("R") else None
    by_plug: Foot | None = (
        "left" if hardware.strip().endswith("-1") else "right" if hardware.strip().endswith("-2") else None
    )
    return by_plug if by_name is None else by_name if by_plug in (None, by_name) else None
