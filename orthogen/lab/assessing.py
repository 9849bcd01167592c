"""Assessing. pressure and gait files, assessment form, scans -> what they say of each foot, and what they ask for."""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from orthogen import assess as room
from orthogen import intake, pipeline, prescribe
from orthogen.errors import PrescriptionError, PrintApart
from orthogen.intake import gait as gait_files
from orthogen.intake import pressure as pressure_files
from orthogen.lab.looking import read
from orthogen.lazyclass import dataclass
from orthogen.records.assessed import Assessed, FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.gait import Gait
from orthogen.records.load import Load
from orthogen.records.markers import Markers
from orthogen.records.pressure import PressureRecording, Told
from orthogen.records.proposal import Proposal

Paths = str | Path | Sequence[str | Path]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the files hold, read once: recordings with the loads of their feet, and gaits."""

    loads: tuple[tuple[PressureRecording, Load], ...] = ()
    gaits: tuple[Gait, ...] = ()

    def on(self, feet: Sequence[Foot]) -> tuple[FootLoad, ...]:
        """Return each load with its place on the scan of its side."""
        return tuple(_on_foot(recording, load, feet) for recording, load in self.loads)


def assess(
    pressure: Paths = (),
    *,
    gait: Paths = (),
    assessment: str | Path | Assessment | None = None,
    scans: Sequence[str | Path] = (),
    unit: str | None = None,
    pitch: str | None = None,
    hz: float | None = None,
    side: Literal["left", "right", "both"] | None = None,
    row0: Literal["heel", "toe"] | None = None,
) -> Assessed:
    """Return what the files say of each foot, on the scanned feet where there are some, and a proposal with reasons.

    unit, pitch ("5.08x7.62": across x along the foot, mm), hz, side, row0: overrule what the pressure files say. Raises
    IntakeError, AnatomyError, and PrescriptionError where there is nothing to assess.
    """
    told = told_of(unit=unit, pitch=pitch, hz=hz, side=side, row0=row0)
    if not _paths(pressure) and not _paths(gait) and assessment is None:
        raise PrescriptionError(
            "there is nothing to assess", "give --pressure, --gait or --assessment; --form prints an empty form"
        )
    form = intake.read_assessment(Path(assessment)) if isinstance(assessment, str | Path) else assessment
    measured = measure(pressure, gait=gait, told=told, form=form)
    feet = tuple(foot for scan in scans for foot in pipeline.see(read(scan, unit=None)))
    found = measured.on(feet)
    return Assessed(
        pressure=found, asymmetry=room.asymmetry_of([foot.load for foot in found]), feet=feet, gait=measured.gaits,
        flags=prescribe.flags_of(form), proposal=_proposal(form, measured.gaits, found, feet),
    )  # fmt: skip


def told_of(
    *,
    unit: str | None = None,
    pitch: str | None = None,
    hz: float | None = None,
    side: Literal["left", "right", "both"] | None = None,
    row0: Literal["heel", "toe"] | None = None,
) -> Told:
    """Return what the user says of pressure files; raises PrescriptionError for a pitch that is none."""
    return Told(unit=unit, pitch_mm=_pitch_mm(pitch), rate_hz=hz, side=side, row0=row0)


def measure(pressure: Paths, *, gait: Paths, told: Told, form: Assessment | None) -> Measured:
    """Return what the files hold, each foot's load and each walk measured; forces are held against the form's mass."""
    if form is not None and form.body_mass_kg:
        told = replace(told, body_mass_kg=form.body_mass_kg)
    recordings = [recording for path in _paths(pressure) for recording in pressure_files.read_pressure(path, told)]
    loads = [(recording, load) for recording in recordings for load in room.loads_of(recording)]
    walks = [gait_files.read_gait(path) for path in _paths(gait)]
    gaits = [room.gait_of(walk) if isinstance(walk, Markers) else room.completed(walk) for walk in walks]
    return Measured(loads=tuple(loads), gaits=tuple(gaits))


def _proposal(
    form: Assessment | None, gaits: Sequence[Gait], loads: Sequence[FootLoad], feet: Sequence[Foot]
) -> Proposal:
    known = prescribe.known_of(form=form, gaits=gaits, loads=loads, feet=feet)
    profiles = {name: tuple(intake.read_profile(name).modifications) for name in intake.profile_names()}
    return prescribe.propose(known.feet, form, profiles=profiles, notes=known.notes)


def _paths(given: Paths) -> list[Path]:
    return [Path(path) for path in ([given] if isinstance(given, str | Path) else given)]


def _on_foot(recording: PressureRecording, load: Load, feet: Sequence[Foot]) -> FootLoad:
    """Return the load with its place on the scan of its side; a print that does not fit it says so."""
    foot = next((foot for foot in feet if foot.side == load.side), None)
    if foot is None:
        which = (
            "nobody says its side: give --pressure-side" if load.side == "unsure" else f"no {load.side} foot is scanned"
        )
        return FootLoad(load=load, apart=which if feet else "")
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
