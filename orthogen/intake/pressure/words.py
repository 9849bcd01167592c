"""Words. bytes of an instrument's text -> lines, numbers and lengths, whatever computer wrote them."""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.words import numbers_in

HEAD_BYTES = 1 << 16
MOST_VALUE = 1e9  # no device writes more; a float32 holds it
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "inch": 25.4, "inches": 25.4, "millimeters": 1.0,
       "centimeters": 10.0, "meters": 1000.0, "millimetres": 1.0, "milimeters": 1.0,
       "centimetres": 10.0, "metres": 1000.0}  # fmt: skip
_QUOTED = re.compile(r'"([-+]?[0-9]*),([0-9]+)"')
_LENGTH = re.compile(r"\s*([-+0-9.,eE]+)\s*([a-zA-Z]+)")


def text(data: bytes) -> str:
    """Return the text with LF line ends: by its byte-order mark, else UTF-16 by its zeros, UTF-8, Windows Latin 1."""
    said = _decoded(data)
    return said.replace("\r\n", "\n").replace("\r", "\n") if "\r" in said else said


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    begin = data[:400]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(begin) > 20 and begin[first::2].count(0) > 0.9 * len(begin) / 2:
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def unquoted(said: str) -> str:
    """Return the text of a spreadsheet without its quotes; a decimal comma inside them becomes a point."""
    return _QUOTED.sub(r"\1.\2", said).replace('"', "") if '"' in said else said


def head(data: bytes) -> str:
    """Return the first 64 kB as text, for recognising a format."""
    return text(data[:HEAD_BYTES])


def number(word: str) -> float:
    """Return one number, with a point or a comma before its decimals; raises CorruptFile for anything else."""
    try:
        value = float(word.replace(",", "."))
    except ValueError:
        raise _no_number(word) from None
    if not abs(value) <= MOST_VALUE:
        raise _no_number(word)
    return value


def count(word: str) -> int:
    """Return a whole number from 0 to a million; raises CorruptFile for anything else."""
    value = number(word)
    if value != round(value) or not 0 <= value <= 1e6:
        raise CorruptFile(f"{_shown(word)} stands where a count should be", EXPORT_AGAIN)
    return int(value)


def length_mm(words: str) -> float:
    """Return a length such as "5.08 mm" or "0.127 centimeters" in mm; raises CorruptFile where it is none."""
    match = _LENGTH.match(words)
    scale = _MM.get(match[2].lower()) if match else None
    if match is None or scale is None:
        raise CorruptFile(f"{_shown(words)} stands where a length should be", EXPORT_AGAIN)
    return number(match[1]) * scale


def separator(sample: str) -> str | None:
    """Return the mark between the numbers of some lines: tab, semicolon, blank (None) or comma.

    A comma parts numbers only where nothing else does; beside another mark it stands before decimals.
    """
    for mark in "\t;":
        if mark in sample.strip():
            return mark
    return None if re.search(r"[0-9] +[-+0-9]", sample) or "," not in sample else ","


def spaced(body: str, mark: str | None) -> str:
    """Return the body with blanks between its numbers and points before their decimals."""
    if mark == ",":
        return body.replace(",", " ")
    return (body.replace(";", " ") if mark == ";" else body).replace(",", ".")


def numbers(body: str) -> FloatArray:
    """Return the numbers of a body that blanks part; raises CorruptFile naming the first word that is none."""
    values, odd = numbers_in(body.encode("ascii", "replace"))
    if len(odd):
        values[odd[:, 0]] = floats([body[begin:end] for _, begin, end in odd.tolist()])
    return bounded(values)


def bounded(values: FloatArray) -> FloatArray:
    """Return the values as they are; raises CorruptFile for one that no device writes."""
    most = float(np.fmax.reduce(np.abs(values), axis=None, initial=0.0))
    if most > MOST_VALUE:
        raise _no_number(f"{most:g}")
    return values


def floats(words: list[str]) -> FloatArray:
    """Return the words as numbers, an empty one as 0, with decimal points or commas; raises CorruptFile else."""
    try:
        values = np.array(words, dtype=np.float64)
    except ValueError:
        values = np.array([number(word) if word.strip() else 0.0 for word in words], dtype=np.float64)
    if (large := np.abs(values) > MOST_VALUE).any():
        raise _no_number(words[int(large.argmax())])
    return values


def _no_number(word: str) -> CorruptFile:
    return CorruptFile(f"{_shown(word)} stands where a number should be", EXPORT_AGAIN)


def _shown(word: str) -> str:
    return repr(word[:24].encode("ascii", "replace").decode())
