"""Fuzz. a damaged file is read or refused in one sentence; nothing else may ever come out of a reader."""

import random
from pathlib import Path

import pytest

from orthogen.errors import IntakeError
from orthogen.intake import read_scan, read_triangles
from tests.unit.intake.test_scan import FILES

WORDS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b"-1e9", b" nan", b"1e99", b"\n", b" ", b'"', b"{", b"\x80\x7f")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return the data with a few bytes changed, cut out, put in or cut off, more often near the beginning."""
    wrong = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(chance.choice([len(wrong), min(len(wrong), 300)]) or 1)
        match chance.randrange(5):
            case 0:
                wrong[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del wrong[at : at + chance.choice([1, 4, 50])]
            case 2:
                wrong[at:at] = chance.choice(WORDS)
            case 3:
                word = chance.choice(WORDS)
                wrong[at : at + len(word)] = word
            case _:
                del wrong[max(at, 1) :]
    return bytes(wrong)


@pytest.mark.parametrize("name", FILES)
def test_only_refusals_come_out_of_damaged_files(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    path = tmp_path / name
    for _ in range(200):
        path.write_bytes(damaged(FILES[name], chance))
        for door in (read_scan, read_triangles):
            try:
                door(path)
            except IntakeError as refusal:
                assert str(refusal) and "\n" not in str(refusal) and len(str(refusal)) < 300
