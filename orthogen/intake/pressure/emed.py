"""Emed. text of a novel emed export (.lst, emascii) -> raw frames of the whole plate, in kPa.

formats.md 1.1. Every page prints the loaded window of one picture under the plate's own row and column numbers, with
tabs or in columns of eight characters; a picture may take several pages. Small row numbers are at the toes.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.emed_page import put
from orthogen.intake.pressure.raw import Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.side import side_by_name
from orthogen.intake.pressure.words import count, head, number, text
from orthogen.kernel.arrays import FloatArray

FORMAT = "emed"
_MATRIX = re.compile(r"Matrix:\s*(\d+)\s*x\s*(\d+)", re.I)
_SIZE = re.compile(r"Sensor size:\s*([\d.,]+)\s*x\s*([\d.,]+)\s*(cm|mm)", re.I)
_AREA = re.compile(r"Sensor area:\s*([\d.,]+)\s*cm", re.I)
_STEP = re.compile(r"Time/picture:\s*([\d.,]+)\s*ms", re.I)
_PICTURE = re.compile(r"Pict-No\.?:?\s*(\d{1,7})[^\n]*\n?")
_SUMMARY = re.compile(r"^[^\n]*\bMPP\b[^\n]*\n", re.M)
_FORCE_UNIT = 1e-3  # kPa × mm² -> N
_MOST_MISMATCH = 0.01


def sniff(data: bytes) -> bool:
    """True if the head speaks of numbered pictures, or of a matrix and the size of its sensors."""
    said = head(data)
    return "Pict-No" in said or (_MATRIX.search(said) is not None and _SIZE.search(said) is not None)


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording of one plate; raises CorruptFile where frames disagree with the file's own force."""
    said = text(data)
    matrix = _needed(_MATRIX, said, "Matrix")
    columns, rows = count(matrix[1]), count(matrix[2])
    pages = [(int(found[1]), page[found.end() :]) for page in said.split("\f") if (found := _PICTURE.search(page))]
    if not pages:  # a summary alone: the maximum picture
        pages = [(1, page[found.end() :]) for page in said.split("\f") if (found := _SUMMARY.search(page))]
    numbered = sorted({picture for picture, _ in pages})
    if not numbered:
        raise CorruptFile("the export holds no picture", EXPORT_AGAIN)
    need_room(len(numbered), rows, columns)
    frames = np.zeros((len(numbered), rows, columns), np.float32)
    force = np.zeros((2, len(numbered)))  # by the last page of a picture, and by all of them
    place = {picture: k for k, picture in enumerate(numbered)}
    for picture, page in pages:
        at = place[picture]
        told = put(page, frames[at])
        force[:, at] = max(force[0, at], told), force[1, at] + told
    pitch = _pitch_mm(said)
    own = _compared(frames, force, pitch[0] * pitch[1])
    step_ms = number(_needed(_STEP, said, "Time/picture")[1]) if len(numbered) > 1 else 0.0
    return (
        RawPressure(
            instrument="plate", toes_first=True, frames=frames[:, ::-1], layout=Lattice(pitch_mm=pitch), unit="kPa",
            time_s=step_ms * 1e-3 * (np.array(numbered) - numbered[0]), own_force_n=own, side=side_by_name(name),
            side_source="inferred",
        ),
    )  # fmt: skip


def _needed(pattern: re.Pattern[str], said: str, wanted: str) -> re.Match[str]:
    match = pattern.search(said)
    if match is None:
        raise CorruptFile(f"the header of the export has no {wanted!r}", EXPORT_AGAIN)
    return match


def _pitch_mm(said: str) -> tuple[float, float]:
    """Return row to row and column to column: from the size of a sensor, else from its area."""
    size, area = _SIZE.search(said), _AREA.search(said)
    if size:
        scale = 10.0 if size[3].lower() == "cm" else 1.0
        return scale * number(size[2]), scale * number(size[1])
    side = 10.0 * float(np.sqrt(number(_needed(_AREA, said, "Sensor size")[1]))) if area else 0.0
    if side <= 0:
        raise CorruptFile("the header of the export has no 'Sensor size'", EXPORT_AGAIN)
    return side, side


def _compared(frames: Frames, told_n: FloatArray, area_mm2: float) -> FloatArray | None:
    """Return the file's own forces (t,), None where it prints none.

    Raises CorruptFile where the frames are empty or do not add up to the forces that the file prints.
    """
    own = frames.sum(axis=(1, 2), dtype=np.float64) * area_mm2 * _FORCE_UNIT
    off = np.abs(told_n - own).max(axis=1)
    force = told_n[int(off.argmin())]
    most = float(force.max())
    if not own.max() > 0 or (most > 0 and off.min() > _MOST_MISMATCH * most + 0.5):
        raise CorruptFile(
            f"the pictures add up to {own.max():.0f} N, the file prints {most:.0f} N", "export it again, as plain text"
        )
    return force if most > 0 else None
