"""Emed. text of a novel emed export (.lst, emascii) -> raw frames of the whole plate, in kPa.

formats.md 1.1. Every page prints the loaded window of one picture under the plate's own row and column numbers, with
tabs or in columns of eight characters; a picture may take several pages. Small row numbers are at the toes.
"""

import re
from collections.abc import Iterator

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, floats, head, number, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray, IntArray

FORMAT = "emed"
_MATRIX = re.compile(r"Matrix:\s*(\d+)\s*x\s*(\d+)")
_SIZE = re.compile(r"Sensor size:\s*([\d.,]+)\s*x\s*([\d.,]+)\s*cm")
_STEP = re.compile(r"Time/picture:\s*([\d.,]+)\s*ms")
_PICTURE = re.compile(r"Pict-No\.?:\s*(\d+)")
_FORCE_UNIT = 1e-3  # kPa × mm² -> N
_MOST_MISMATCH = 0.01


def sniff(data: bytes) -> bool:
    """True if the head speaks of numbered pictures."""
    return "Pict-No" in head(data)


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording of one plate; raises CorruptFile where frames disagree with the file's own force."""
    said = text(data)
    matrix, size, step = (_needed(pattern, said) for pattern in (_MATRIX, _SIZE, _STEP))
    columns, rows = count(matrix[1]), count(matrix[2])
    pitch = (10 * number(size[2]), 10 * number(size[1]))
    pages = [(int(found[1]), page) for page in said.split("\f") if (found := _PICTURE.search(page))]
    numbers = sorted({picture for picture, _ in pages})
    need_room(len(numbers), rows, columns)
    if not numbers:
        raise CorruptFile("the export holds no picture", EXPORT_AGAIN)
    frames = np.zeros((len(numbers), rows, columns), np.float32)
    force = np.zeros(len(numbers))
    for picture, page in pages:
        at = numbers.index(picture) if numbers[0] + len(numbers) - 1 != numbers[-1] else picture - numbers[0]
        force[at] = max(force[at], _page(page, frames[at]))
    _compare(frames, force, pitch[0] * pitch[1])
    return (
        RawPressure(
            instrument="plate", toes_first=True, frames=frames[:, ::-1], layout=Lattice(pitch_mm=pitch), unit="kPa",
            time_s=number(step[1]) * 1e-3 * (np.array(numbers) - numbers[0]), own_force_n=force,
        ),
    )  # fmt: skip


def _needed(pattern: re.Pattern[str], said: str) -> re.Match[str]:
    match = pattern.search(said)
    if match is None:
        wanted = pattern.pattern.split(":")[0]
        raise CorruptFile(f"the header of the export has no {wanted!r}", EXPORT_AGAIN)
    return match


def _page(page: str, frame: np.ndarray) -> float:
    """Put the values of one page into their places of the plate (rows, columns) and return its total force, N."""
    places: IntArray | None = None
    total = 0.0
    for words in _lines(page):
        if places is None:
            if words[-1] == "Force" and len(words) > 1:
                places = np.array([count(word) for word in words[:-1] if word]) - 1
        elif words[0] == "Force":
            total = number(words[-1])
        elif words[0].isdigit():
            _row(words, places, frame)
    if places is None:
        raise CorruptFile("a page of the export has no line of column numbers", EXPORT_AGAIN)
    return total


def _lines(page: str) -> Iterator[list[str]]:
    """Yield the words of every line below the header, without the empty words at its ends."""
    body = page[page.index("Pict-No") :].split("\n", 1)[-1]
    for line in body.splitlines():
        words = line.strip("\n").split("\t") if "\t" in line else line.split()
        words = words[1:] if words and not words[0].strip() else words
        if any(word.strip() for word in words):
            yield [word.strip() for word in words]


def _row(words: list[str], places: IntArray, frame: np.ndarray) -> None:
    row, values = count(words[0]) - 1, floats(words[1 : 1 + len(places)])
    if (
        not 0 <= row < frame.shape[0]
        or len(values) != len(places)
        or places.min() < 0
        or places.max() >= frame.shape[1]
    ):
        raise CorruptFile(f"row {words[0]} of a picture does not fit the plate", EXPORT_AGAIN)
    frame[row, places] = values


def _compare(frames: np.ndarray, force_n: FloatArray, area_mm2: float) -> None:
    """Raise CorruptFile where the frames are empty or do not add up to the forces that the file prints."""
    own = frames.sum(axis=(1, 2), dtype=np.float64) * area_mm2 * _FORCE_UNIT
    most = float(force_n.max())
    if own.max() == 0 or (most > 0 and np.abs(own - force_n).max() > _MOST_MISMATCH * most + 0.5):
        raise CorruptFile(
            f"the pictures add up to {own.max():.0f} N, the file prints {most:.0f} N", "export it again, as plain text"
        )
