"""Mutate. a sound file and a seed -> a damaged one; the same seed gives the same damage."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.fuzz.seeds import SEEDS
from tests.unit.intake.shapes import zip_bytes

NUMBERS = (
    b"0", b"-1", b"1", b"2", b"3", b"9999", b"2147483648", b"-2147483649", b"4294967295", b"18446744073709551616",
    b"1e30", b"-1e308", b"1e999", b"1e-320", b"nan", b"-inf", b"1.#QNAN", b"0.5", b"+", b"-", b"1e", b"9" * 400, b"x",
)  # fmt: skip
WORDS = (
    b"\n", b"\r", b"\r\n", b" ", b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"{", b"}", b"[", b"]", b"<", b">", b"&a;",
    b"#", b"\\\n", b"end_header\n", b"element face 4\n", b"property list int int a\n", b"endfacet", b"solid", b"vertex",
    b"f 1 2 3\n", b"v 1 2 3\n", b"DEF A ", b"USE A ", b"Inline { url \"x\" }", b"PROTO", b"END COMMENTS\n", b"data:",
    b"../", b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"PK\1\2", b"\x1a", b",", b";", b"-1,",
)  # fmt: skip
PACKED = tuple(
    [struct.pack("<I", n) for n in (0, 1, 2**16, 2**31 - 1, 2**31, 2**32 - 1)]
    + [struct.pack("<f", x) for x in (float("nan"), float("inf"), -1.0, 1e30, 1e-40)]
)
NAMES = ("../../etc/passwd", "/abs.sca", "C:\\a.model", "a_Links_.sca", "3D/3dmodel.model", "x.ps2d", "ü.sca", "")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return the data with one to four damages; an archive is mostly damaged inside."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if data.startswith(b"PK") and chance.random() < 0.6:
            data = _member(data, chance)
        else:
            data = chance.choice(_DAMAGES)(data, chance)
    return data


def _at(data: bytes, chance: random.Random) -> int:
    """Return a place, more often near the beginning."""
    return chance.randrange(chance.choice((len(data), min(len(data), 400))) + 1)


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = min(_at(data, chance), len(data) - 1)
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _at(data, chance)]


def _without(data: bytes, chance: random.Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + data[at + chance.choice((1, 4, 50, 300)) :]


def _twice(data: bytes, chance: random.Random) -> bytes:
    start, size = _at(data, chance), chance.choice((1, 12, 60, 400))
    return data[:start] + data[start : start + size] * chance.choice((2, 2, 9)) + data[start + size :]


def _word(data: bytes, chance: random.Random) -> bytes:
    at, word = _at(data, chance), chance.choice(chance.choice((WORDS, NUMBERS, PACKED)))
    return data[:at] + word + data[at + chance.choice((0, len(word))) :]


def _number(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"-?[0-9][0-9.]*", data))
    if not found:
        return _word(data, chance)
    spot = chance.choice(chance.choice((found, found[:12])))
    return data[: spot.start()] + chance.choice(NUMBERS) + data[spot.end() :]


def _line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.choice((0, 1, 2))):
        lines.insert(chance.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


def _spliced(data: bytes, chance: random.Random) -> bytes:
    _, other = chance.choice(SEEDS[chance.choice(list(SEEDS))])
    return data[: _at(data, chance)] + other[_at(other, chance) :]


def _member(data: bytes, chance: random.Random) -> bytes:
    """Return the archive with a member damaged, renamed, repeated or left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return _flip(data, chance)
    if not parts:
        return data
    name = chance.choice(list(parts))
    part = parts.pop(name)
    match chance.randrange(8):
        case 0:
            parts[chance.choice(NAMES) or name + "/"] = part
        case 1:
            parts |= {name: part, "again/" + name: part}
        case 2:
            pass
        case _:
            parts[name] = damaged(part, chance)
    return zip_bytes(parts, method=chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)))


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _cut, _without, _twice, _word, _word, _number, _number, _line, _spliced,
)  # fmt: skip
