"""Slicing. the hours of filament trays: read from machine code, asked of a slicer, and said where it gives none."""

from pathlib import Path

import pytest

from orthogen.batch.chosen import chosen_machines
from orthogen.batch.slicing import hours_in, need_slicer, timed
from orthogen.errors import PrescriptionError
from orthogen.records.batch import Tray


@pytest.mark.parametrize(
    ("said", "hours"),
    [("4h 30m 0s", 4.5), ("1d 2h 0m 36s", 26.01), ("45m 0s", 0.75), ("36s", 0.01)],
)
def test_the_slicers_own_words(said: str, hours: float) -> None:
    code = f"G1 X0\n; estimated printing time (normal mode) = {said}\n; estimated printing time (silent mode) = 9d\n"
    assert hours_in(code) == pytest.approx(hours, abs=0.005)


def test_code_without_a_time_tells_none() -> None:
    assert hours_in("G1 X0\n") is None


@pytest.fixture
def slicer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a slicer on the PATH that estimates two hours, and fails on files named `bad`."""
    program = tmp_path / "bin" / "prusa-slicer"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\nfor last; do :; done\ncase $last in *bad*) exit 1;; esac\n"
        'while [ "$1" != -o ]; do shift; done\n'
        'echo "; estimated printing time (normal mode) = 2h 0m 0s" > "$2"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    profile = tmp_path / "profile.ini"
    profile.write_text("layer_height = 0.2\n")
    return profile


def tray(machine: str, file: str) -> Tray:
    return Tray(name=f"{machine}-001", machine=machine, material="", file=file, placed=(), height_mm=30.0,
                mass_g=None, cost=None, print_h=1.0)  # fmt: skip


def test_only_filament_is_asked_for_and_a_refusal_is_said(slicer: Path, tmp_path: Path) -> None:
    need_slicer(slicer)
    trays = (tray("fdm", "good.3mf"), tray("fdm", "bad.3mf"), tray("mjf", "good.3mf"))
    told, unsure = timed(trays, out=tmp_path, on=chosen_machines([]), profile=slicer)
    assert [one.print_h for one in told] == [2.0, 1.0, 1.0]
    assert len(unsure) == 1 and "fdm-001" in unsure[0]


def test_without_slicer_or_profile_nothing_begins(
    slicer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PrescriptionError, match="no slicer profile"):
        need_slicer(tmp_path / "none.ini")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrescriptionError, match="not installed"):
        need_slicer(slicer)
