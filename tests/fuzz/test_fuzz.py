"""Fuzz, thinned. two hundred damaged files of every reader; `make fuzz` tries ten thousand under limits."""

from pathlib import Path

import pytest

from orthogen.intake import formats
from tests.fuzz.run import case, tried
from tests.fuzz.seeds import SEEDS


@pytest.mark.parametrize("reader", SEEDS)
def test_only_refusals_come_out_of_damaged_files(tmp_path: Path, reader: str) -> None:
    for number in range(200):
        name, data, beside = case(reader, number)
        for other, held in beside.items():
            (tmp_path / other).write_bytes(held)
        tried(tmp_path, name, data)


def test_every_reader_is_tried_on_files_that_it_reads(tmp_path: Path) -> None:
    from tests.fuzz.seeds import BESIDE

    assert set(SEEDS) == {item.name for item in formats()}
    for name, data in (seed for seeds in SEEDS.values() for seed in seeds):
        (tmp_path / "foot.bin").write_bytes(BESIDE["foot.bin"])
        assert tried(tmp_path, name, data) == "read", name
