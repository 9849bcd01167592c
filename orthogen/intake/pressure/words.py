"""Words. bytes of an instrument's text -> lines, numbers and lengths, whatever computer wrote them."""

import re

import numpy as np
from numpy.typing import NDArray

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "inch": 25.4, "inches": 25.4, "millimeters": 1.0,
       "centimeters": 10.0, "meters": 1000.0}  # fmt: skip
_LENGTH = re.compile(r"\s*([-+0-9.,eE]+)\s*([a-zA-Z]+)")


def text(data: bytes) -> str:
    """Return the text with LF line ends: by its byte-order mark, else UTF-8, else Windows Latin 1."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            said = data[len(mark) :].decode(encoding, "replace")
            break
    else:
        try:
            said = data.decode("utf-8")
        except UnicodeDecodeError:
            said = data.decode("cp1252", "replace")
    return said.replace("\r\n", "\n").replace("\r", "\n") if "\r" in said else said


def head(data: bytes) -> str:
    """Return the first 64 kB as text, for recognising a format."""
    return text(data[: 1 << 16])


def number(word: str) -> float:
    """Return one number, with a point or a comma before its decimals; raises CorruptFile for anything else."""
    try:
        value = float(word.replace(",", "."))
    except ValueError:
        raise CorruptFile(f"{word[:24]!r} stands where a number should be", EXPORT_AGAIN) from None
    if not np.isfinite(value):
        raise CorruptFile(f"{word[:24]!r} stands where a number should be", EXPORT_AGAIN)
    return value


def count(word: str) -> int:
    """Return a whole number from 0 to a million; raises CorruptFile for anything else."""
    value = number(word)
    if value != round(value) or not 0 <= value <= 1e6:
        raise CorruptFile(f"{word[:24]!r} stands where a count should be", EXPORT_AGAIN)
    return int(value)


def length_mm(words: str) -> float:
    """Return a length such as "5.08 mm" or "0.127 centimeters" in mm; raises CorruptFile where it is none."""
    match = _LENGTH.match(words)
    scale = _MM.get(match[2].lower()) if match else None
    if match is None or scale is None:
        raise CorruptFile(f"{words[:24]!r} stands where a length should be", EXPORT_AGAIN)
    return number(match[1]) * scale


def matrix(rows: list[str], separator: str | None, *, columns: int | None = None) -> NDArray[np.float32]:
    """Return the numbers of some lines (rows, columns) float32; an empty word is 0.

    separator: None for blanks. columns: how many are needed; None for as many as the first line has. Raises
    CorruptFile where a line has another number of words or a word is no number.
    """
    words = [row.split(separator) for row in rows]
    width = columns if columns is not None else len(words[0]) if words else 0
    odd = next((k for k, row in enumerate(words) if len(row) != width), None)
    if odd is not None:
        raise CorruptFile(f"a line has {len(words[odd])} values where {width} are needed", EXPORT_AGAIN)
    return floats([word for row in words for word in row]).astype(np.float32).reshape(len(words), width)


def floats(words: list[str]) -> FloatArray:
    """Return the words as numbers, an empty one as 0, with decimal points or commas; raises CorruptFile else."""
    try:
        values = np.array(words, dtype=np.float64)
    except ValueError:
        values = np.array([number(word) if word.strip() else 0.0 for word in words])
    return values
