"""Fuzz of gait files, thinned: two hundred damaged files of every kind give values or refusals."""

from pathlib import Path

import pytest

from orthogen.intake.gait import gait_formats, read_gait
from tests.fuzz.gait import SEEDS, tried


@pytest.mark.parametrize("kind", SEEDS)
def test_only_refusals_come_out_of_damaged_gait_files(tmp_path: Path, kind: str) -> None:
    for number in range(200):
        tried(tmp_path, kind, number)


def test_every_kind_is_tried_on_files_that_are_read(tmp_path: Path) -> None:
    assert set(SEEDS) == {item.name for item in gait_formats()}
    for name, data in (seed for seeds in SEEDS.values() for seed in seeds):
        (tmp_path / name).write_bytes(data)
        read_gait(tmp_path / name)
