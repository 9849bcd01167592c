"""Pressure, thinned. sixty damaged files of every pressure reader; `python -m tests.fuzz.pressure 10000` tries more."""

from pathlib import Path

import pytest

from tests.fuzz.pressure import READERS, tried


@pytest.mark.parametrize("reader", READERS)
def test_only_refusals_come_out_of_damaged_recordings(tmp_path: Path, reader: str) -> None:
    for number in range(60):
        tried(tmp_path, reader, number)


@pytest.mark.parametrize("reader", READERS)
def test_the_files_that_are_damaged_read_when_they_are_sound(tmp_path: Path, reader: str) -> None:
    for number in range(8):
        assert tried(tmp_path, reader, number, harm=False) == "read"
