"""C3d parameters. head of a C3D file -> GROUP -> NAME -> values, as the laboratory stored them.

The public description of the format (c3d.org): blocks of 512 bytes; the first names the block of the parameters, whose
fourth byte tells the computer: 84 Intel, 85 DEC, 86 MIPS.
"""

from collections.abc import Mapping

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.raw import as_double
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass

BLOCK = 512
_KEY = 0x50
_INTEL, _DEC, _MIPS = 84, 85, 86
_CHARACTERS, _BYTES, _WORDS, _REALS = -1, 1, 2, 4
_MOST_RECORDS = 20_000

Parameters = Mapping[str, Mapping[str, tuple[str, ...] | FloatArray]]


@dataclass(frozen=True, kw_only=True)
class Computer:
    """How the numbers of the file are written: order of bytes, and whether reals are those of a DEC."""

    order: str
    dec: bool

    def words(self, data: bytes) -> FloatArray:
        """Return 16-bit integers."""
        return np.frombuffer(data, dtype=f"{self.order}i2").astype(np.float64)

    def unsigned(self, data: bytes) -> int:
        """Return one 16-bit count."""
        return int.from_bytes(data[:2], "little" if self.order == "<" else "big")

    def reals(self, data: bytes) -> FloatArray:
        """Return 32-bit reals; those of a DEC have their halves swapped and are four times as large."""
        if not self.dec:
            return as_double(np.frombuffer(data, dtype=f"{self.order}f4"))
        halves = np.frombuffer(data, dtype="<u2").reshape(-1, 2)[:, ::-1]
        return as_double(np.ascontiguousarray(halves).view("<f4").ravel()) / 4


def sniff(data: bytes) -> bool:
    """True if the second byte is the key of the format and the parameters are where the first one says."""
    if len(data) < 2 * BLOCK or data[1] != _KEY or data[0] < 2:
        return False
    start = (data[0] - 1) * BLOCK
    return len(data) >= start + 4 and data[start + 3] in (_INTEL, _DEC, _MIPS)


def parameters(data: bytes) -> tuple[Computer, Parameters]:
    """Return the computer and all parameters; text without the blanks behind it. Raises CorruptFile."""
    start = (data[0] - 1) * BLOCK
    computer = Computer(order=">" if data[start + 3] == _MIPS else "<", dec=data[start + 3] == _DEC)
    groups: dict[int, str] = {}
    found: dict[int, dict[str, tuple[str, ...] | FloatArray]] = {}
    place = start + 4
    for _ in range(_MOST_RECORDS):
        size = abs(_signed(data, place))
        if size == 0:
            break
        number = _signed(data, place + 1)
        name = _taken(data, place + 2, size).decode("latin-1").strip().upper()
        after = place + 2 + size
        if number < 0:
            groups[-number] = name
        else:
            found.setdefault(number, {})[name] = _values(data, after + 2, computer)
        onward = computer.unsigned(_taken(data, after, 2))
        if onward == 0:
            break
        place = after + onward
    return computer, {name: found.get(number, {}) for number, name in groups.items()}


def _values(data: bytes, place: int, computer: Computer) -> tuple[str, ...] | FloatArray:
    """Return the texts or numbers of one parameter, the first dimension running fastest."""
    kind, dimensions = _signed(data, place), _taken(data, place + 1, 1)[0]
    sizes = list(_taken(data, place + 2, dimensions))
    count = int(np.prod(sizes)) if sizes else 1
    if kind not in (_CHARACTERS, _BYTES, _WORDS, _REALS):
        raise CorruptFile(f"the file has a parameter of the unknown type {kind}", EXPORT_AGAIN)
    raw = _taken(data, place + 2 + dimensions, count * abs(kind))
    if kind == _CHARACTERS:
        width = sizes[0] if len(sizes) > 1 else count
        texts = [raw[k : k + width] for k in range(0, len(raw), width)] if width else []
        return tuple(text.decode("latin-1").strip(" \0") for text in texts)
    if kind == _BYTES:
        return np.frombuffer(raw, dtype=np.uint8).astype(np.float64)
    return computer.words(raw) if kind == _WORDS else computer.reals(raw)


def _signed(data: bytes, place: int) -> int:
    return int.from_bytes(_taken(data, place, 1), "little", signed=True)


def _taken(data: bytes, place: int, size: int) -> bytes:
    """Return so many bytes from a place; raises CorruptFile where the file ends before."""
    if place + size > len(data):
        raise CorruptFile("the file ends inside its parameters", EXPORT_AGAIN)
    return data[place : place + size]
