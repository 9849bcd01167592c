"""Footscan. text of an RSscan / Materialise export (Entire Plate Roll Off, Dynamic Roll off) -> raw frames.

formats.md 1.4. Values are newton per cell. Row 0 is where the walk starts, columns run from left to right from above.
The pitch is not in the file: 7.62 mm along and 5.08 mm across the plate, by two independent descriptions.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import CUT_OFF, Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import head, number, numbers, separator, spaced, text
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "footscan"
PITCH_MM = (7.62, 5.08)
_FRAME = re.compile(r"^[ \t\";,]*Frame[ \t]+(\d+)[ \t]*\(([\d.,]+)[ \t]*ms\)[^\n]*(?:\n|\Z)", re.M | re.I)
_SIDE = re.compile(r"^[ \t\"]*(Left|Right) foot data", re.M | re.I)
_PITCHED = Finding(
    check="pitch_of_the_plate", level="warning",
    note="The file does not hold the size of its cells; 7.62 x 5.08 mm is taken, as all footscan plates have it.",
)  # fmt: skip


def sniff(data: bytes) -> bool:
    """True if a frame is headed by its number and its time in brackets."""
    return _FRAME.search(head(data)) is not None


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return one recording for the plate, or one for each foot of a cropped roll-off."""
    said = text(data)
    sides = list(_SIDE.finditer(said))
    if not sides:
        return (_recording(said, None),)
    ends = [*(match.start() for match in sides[1:]), len(said)]
    parts = [(match, said[match.end() : end]) for match, end in zip(sides, ends, strict=True)]
    made = [
        _recording(part, "left" if match[1].lower() == "left" else "right")
        for match, part in parts
        if _FRAME.search(part)
    ]
    if not made:
        raise CorruptFile("the export holds no frame", EXPORT_AGAIN)
    return tuple(made)


def _recording(said: str, side: Foot | None) -> RawPressure:
    """Return the frames of one plate or one foot; the first tells rows and columns."""
    parts = _FRAME.split(said)[1:]
    times, bodies = [number(word) * 1e-3 for word in parts[1::3]], parts[2::3]
    first = [line for line in (line.strip("\t ;,") for line in bodies[0].splitlines()) if line]
    mark = separator("\n".join(first))
    rows, columns = len(first), len(spaced(first[0], mark).split()) if first else 0
    need_room(max(len(bodies) - 1, 1), rows, columns, letters=len(said))
    frames = np.empty((len(bodies), rows, columns), np.float32)
    findings: tuple[Finding, ...] = (_PITCHED,)
    for k, body in enumerate(bodies):
        values = numbers(spaced(body, mark))
        if len(values) != rows * columns:
            if k == 0 or k < len(bodies) - 1:
                raise CorruptFile(f"frame {k} has {len(values)} values instead of {rows * columns}", EXPORT_AGAIN)
            frames, times, findings = frames[:k], times[:k], (*findings, CUT_OFF)
            break
        frames[k] = values.reshape(rows, columns)
    return RawPressure(
        instrument="plate", frames=frames, layout=Lattice(pitch_mm=PITCH_MM), unit="N per cell",
        time_s=np.array(times), side=side, cropped=side is not None, findings=findings,
    )  # fmt: skip
