"""Text. bytes of a text format -> chunks, numbers, declared units."""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray, IntArray

BOM = b"\xef\xbb\xbf"
_CHUNK_BYTES = 4_000_000  # bounds the memory that words take: about 60 bytes for each
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_UNIT_IS = re.compile(rb"\b1\s+unit\s*=\s*([0-9.]+)\s*(mm|cm|m|in(?:ch(?:es)?)?)\b", re.I)
_UNITS_ARE = re.compile(
    rb"\bunits?\s*[:=]\s*(mm|cm|m|in|inch(?:es)?|(?:milli|centi)?met(?:er|re)s?)\b", re.I
)  # fmt: skip


def is_text(data: bytes) -> bool:
    """True if the beginning of the data holds no control characters that text does not use (padding may end it)."""
    return _CONTROL.search(data[:4096].rstrip(b"\0\x1a")) is None


def lines_normalised(data: bytes) -> bytes:
    """Return the text without a byte-order mark and with every line end (CRLF, CR) as LF."""
    data = data.removeprefix(BOM)
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def chunks(text: bytes, stop: re.Pattern[bytes], *, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Yield the text from `start` to `end` in pieces of about 4 MB, each ending with a match of `stop`.

    Raises CorruptFile if as much follows without one: no honest line or face is that long.
    """
    at, last = start, len(text) if end is None else end
    while at < last:
        match = stop.search(text, at + _CHUNK_BYTES, min(at + 2 * _CHUNK_BYTES, last))
        ends = match.end() if match else last
        if ends - at > 2 * _CHUNK_BYTES:
            raise CorruptFile(f"a single line or face of the file is over {_CHUNK_BYTES} bytes long", EXPORT_AGAIN)
        yield text[at:ends]
        at = ends


def floats(words: list[bytes]) -> FloatArray:
    """Return the words as numbers; every spelling of not-a-number (nan, -nan(ind), 1.#QNAN) becomes NaN.

    Raises CorruptFile naming the first word that is no number.
    """
    try:
        return np.array(words, dtype=np.float64)
    except ValueError:
        return np.array([_float(word) for word in words], dtype=np.float64)


def _float(word: bytes) -> float:
    try:
        return float(word)
    except ValueError:
        if b"nan" in word.lower() or b"#" in word:
            return float("nan")
        raise CorruptFile(f"{_shown(word)} stands where a number should be", EXPORT_AGAIN) from None


def integers(words: list[bytes]) -> list[int]:
    """Return the words as whole numbers below 2⁶²; raises CorruptFile naming the first that is none."""
    try:
        numbers = [int(word) for word in words]
    except ValueError:
        odd = next(word for word in words if not re.fullmatch(rb"[+-]?[0-9]{1,4000}", word))
        raise CorruptFile(f"{_shown(odd)} stands where a point number should be", EXPORT_AGAIN) from None
    if numbers and max(max(numbers), -min(numbers)) >= 2**62:
        raise CorruptFile("a point number is larger than any file could hold", EXPORT_AGAIN)
    return numbers


def _shown(word: bytes) -> str:
    return repr(word[:24].decode("ascii", "replace"))


def declared_mm(comments: bytes) -> float | None:
    """Return the mm per unit that the comments of a file declare, None if they do not.

    Known: "1 unit = 1000.000000 mm" (3-matic, formats.md 3.1) and "unit: mm", "units = inches".
    """
    scaled, plain = _UNIT_IS.search(comments), _UNITS_ARE.search(comments)
    if scaled and re.fullmatch(rb"[0-9]{1,9}(\.[0-9]{0,12})?", scaled[1]):
        return float(scaled[1]) * _mm(scaled[2]) or None
    return _mm(plain[1]) if plain else None


def _mm(word: bytes) -> float:
    word = word.lower()
    if word.startswith((b"mm", b"milli")):
        return 1.0
    if word.startswith((b"cm", b"centi")):
        return 10.0
    return 25.4 if word.startswith(b"in") else 1000.0


def gathered(parts: Iterable[FloatArray]) -> FloatArray:
    """Return the numbers of all parts in one run; memory grows in place, where joining would need it twice."""
    held = bytearray()
    for part in parts:
        held += np.ascontiguousarray(part, dtype=np.float64).tobytes()
    return np.frombuffer(held, dtype=np.float64)


def whole(numbers: FloatArray) -> IntArray:
    """Return the numbers as int64; raises CorruptFile for one that is not whole or beyond 2⁵³."""
    if not bool(((np.abs(numbers) < 2.0**53) & (numbers == np.rint(numbers))).all()):
        raise CorruptFile("a face names a point by a number that is not whole", EXPORT_AGAIN)
    return numbers.astype(np.int64)
