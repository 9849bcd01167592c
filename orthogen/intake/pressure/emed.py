"""Emed. text of a novel emed export (.lst, emascii) -> raw frames of the whole plate, in kPa.

formats.md 1.1. Every page prints the loaded window of one picture under the plate's own row and column numbers, with
tabs or in columns of eight characters; a picture may take several pages. Small row numbers are at the toes.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.side import side_by_name
from orthogen.intake.pressure.words import count, floats, head, number, numbers, text
from orthogen.kernel.arrays import FloatArray, IntArray

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
    for picture, page in pages:
        at = numbered.index(picture)
        told = _page(page, frames[at])
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


def _page(page: str, frame: Frames) -> float:
    """Put the values of one page into their places of the plate (rows, columns) and return its total force, N."""
    lines = [line for line in page.splitlines() if line.strip()]
    if not lines:
        raise CorruptFile("a page of the export has no line of column numbers", EXPORT_AGAIN)
    top, ends = lines[0], [match.end() for match in re.finditer(r"\S+", lines[0])]
    names = top.split()
    columns = names[:-1] if names[-1] == "Force" else names
    places = np.array([count(word) for word in columns], dtype=np.int64) - 1
    total = next((line.split() for line in reversed(lines) if line.split()[0] == "Force"), ["0"])[-1]
    cells = [line for line in lines[1:] if line.split(None, 1)[0].isdecimal()]
    if not _whole_rows(cells, places, frame):
        for line in cells:
            _row(_words(line, ends), places, frame)
    return number(total) if total != "Force" else 0.0


def _whole_rows(lines: list[str], places: IntArray, frame: Frames) -> bool:
    """Put rows without blank cells into the plate at one stroke; False where any cell is blank."""
    values = numbers("\n".join(lines).replace("\t", " ").replace(",", "."))
    width = len(values) // max(len(lines), 1)
    if len(values) != width * len(lines) or width not in (len(places) + 1, len(places) + 2) or len(places) == 0:
        return False
    table = values.reshape(len(lines), width)
    rows = table[:, 0].astype(np.int64) - 1
    fits = rows.min() >= 0 and rows.max() < frame.shape[0] and places.min() >= 0 and places.max() < frame.shape[1]
    if not fits:
        raise CorruptFile("a row of a picture does not fit the plate", EXPORT_AGAIN)
    frame[rows[:, None], places] = table[:, 1 : 1 + len(places)]
    return True


def _words(line: str, ends: list[int]) -> list[str]:
    """Return the number of a row and its cells; blank cells are empty words.

    Without tabs the words stand under the numbers of the columns, which end where those end.
    """
    if "\t" in line:
        return [word.strip() for word in line.lstrip(" ").removeprefix("\t").split("\t")]
    words = line.split()
    if len(words) == len(ends) + 1 or words[0] == "Force":
        return words
    starts = [len(words[0]) + line.index(words[0]), *ends[:-1]]
    return [words[0], *(line[start:end].strip() for start, end in zip(starts, ends, strict=True))]


def _row(words: list[str], places: IntArray, frame: Frames) -> None:
    row, values = count(words[0]) - 1, floats(words[1 : 1 + len(places)])
    beyond = len(places) == 0 or places.min() < 0 or places.max() >= frame.shape[1]
    if not 0 <= row < frame.shape[0] or len(values) != len(places) or beyond:
        raise CorruptFile(f"row {words[0][:12]} of a picture does not fit the plate", EXPORT_AGAIN)
    frame[row, places] = values


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
