"""Slicing. filament trays, a laboratory's PrusaSlicer profile -> how long each prints, as the slicer estimates it."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from orthogen.errors import PrescriptionError
from orthogen.records.batch import Tray
from orthogen.records.machine import Machine

_PROGRAM, _MOST_S = "prusa-slicer", 1800.0
_TIME = re.compile(r"^; estimated printing time \(normal mode\) = (.+)$", re.MULTILINE)
_PART = re.compile(r"(\d+)([dhms])")
_HOURS = {"d": 24.0, "h": 1.0, "m": 1.0 / 60.0, "s": 1.0 / 3600.0}


def need_slicer(profile: Path) -> None:
    """Raise PrescriptionError unless PrusaSlicer is installed and the profile is there."""
    if shutil.which(_PROGRAM) is None:
        raise PrescriptionError("PrusaSlicer is not installed", "install prusa-slicer, or leave --slice out")
    if not profile.is_file():
        raise PrescriptionError(
            f"there is no slicer profile {profile}", "export one from PrusaSlicer: File, Export, Export Config"
        )


def timed(
    trays: Sequence[Tray], *, out: Path, on: Mapping[str, Machine], profile: Path
) -> tuple[tuple[Tray, ...], list[str]]:
    """Return the trays, those of filament with the hours of the slicer, and a sentence for each that it did not take.

    Trays of powder keep the hours of their height: there all parts of a layer are made at once.
    """
    filament = {one.name: one for one in on.values() if one.print_cm3_per_h > 0.0}
    told: list[Tray] = []
    unsure: list[str] = []
    for tray in trays:
        hours = _hours(out / tray.file, filament[tray.machine], profile) if tray.machine in filament else None
        if tray.machine in filament and hours is None:
            unsure.append(f"PrusaSlicer did not slice {tray.name}; its hours are those of the machine's file")
        told.append(tray if hours is None else replace(tray, print_h=hours))
    return tuple(told), unsure


def _hours(file: Path, machine: Machine, profile: Path) -> float | None:
    """Return the estimate for one tray, None if the slicer makes no machine code of it."""
    across, along, high = machine.bed_mm
    bed = f"0x0,{across:g}x0,{across:g}x{along:g},0x{along:g}"
    with tempfile.TemporaryDirectory() as place:
        code = Path(place) / "tray.gcode"
        command = [
            _PROGRAM, "--load", str(profile), "--bed-shape", bed, "--max-print-height", f"{high:g}", "--dont-arrange",
            "--export-gcode", "-o", str(code), str(file),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_MOST_S, check=True)
            return hours_in(code.read_text("utf-8", "replace"))
        except (subprocess.SubprocessError, FileNotFoundError):
            return None


def hours_in(code: str) -> float | None:
    """Return the hours that PrusaSlicer wrote into machine code, `1d 2h 3m 4s`; None where it wrote none."""
    line = _TIME.search(code)
    parts = _PART.findall(line[1]) if line else []
    return round(sum(int(count) * _HOURS[unit] for count, unit in parts), 2) if parts else None
