"""Assessing. pressure files and scans -> what they say of each foot; nothing is written."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from orthogen import assess as room
from orthogen import pipeline
from orthogen.errors import PrescriptionError, PrintApart
from orthogen.intake.pressure import read_pressure
from orthogen.intake.pressure.settle import Told
from orthogen.lab.looking import read
from orthogen.records.assessed import Assessed, FootLoad
from orthogen.records.foot import Foot
from orthogen.records.load import Load
from orthogen.records.pressure import PressureRecording


def assess(
    pressure: str | Path | Sequence[str | Path],
    *,
    scans: Sequence[str | Path] = (),
    unit: str | None = None,
    pitch: str | None = None,
    hz: float | None = None,
    side: Literal["left", "right", "both"] | None = None,
    row0: Literal["heel", "toe"] | None = None,
) -> Assessed:
    """Return the load of every foot in the pressure files, on the scanned feet where there are some.

    unit, pitch ("5.08x7.62": across x along the foot, mm), hz, side, row0: overrule what the files say. Raises
    IntakeError, AnatomyError, and PrescriptionError where there is nothing to assess.
    """
    paths = [Path(path) for path in ([pressure] if isinstance(pressure, str | Path) else pressure)]
    if not paths:
        raise PrescriptionError("there is nothing to assess", "give a pressure file with --pressure")
    told = Told(unit=unit, pitch_mm=_pitch_mm(pitch), rate_hz=hz, side=side, row0=row0)
    feet = tuple(foot for scan in scans for foot in pipeline.see(read(scan, unit=None)))
    recordings = [recording for path in paths for recording in read_pressure(path, told)]
    found = [_on_foot(recording, load, feet) for recording in recordings for load in room.loads_of(recording)]
    return Assessed(pressure=tuple(found), asymmetry=room.asymmetry_of([foot.load for foot in found]), feet=feet)


def _on_foot(recording: PressureRecording, load: Load, feet: Sequence[Foot]) -> FootLoad:
    """Return the load with its place on the scan of its side; a print that does not fit it says so."""
    foot = next((foot for foot in feet if foot.side == load.side), None)
    if foot is None:
        return FootLoad(load=load, apart=f"no scan of a {load.side} foot was given" if feet else "")
    try:
        return FootLoad(load=load, on_foot=room.registered(recording, load, foot))
    except PrintApart as apart:
        return FootLoad(load=load, apart=f"{apart}; {apart.next_step}")


def _pitch_mm(text: str | None) -> tuple[float, float] | None:
    """Return (row to row, column to column) of `5.08x7.62`: across x along the foot, mm; one number for both."""
    if text is None:
        return None
    words = text.lower().replace("×", "x").replace(",", ".").split("x")
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 2) or not all(math.isfinite(value) and 0.1 <= value <= 50 for value in numbers):
        raise PrescriptionError(
            f"{text!r} is no size of a cell", "give it in mm across and along the foot, such as --pressure-pitch 5x5"
        )
    return numbers[-1], numbers[0]
