"""Settle. raw frames, what the user knows -> a recording in kPa on placed cells, every decision a finding."""

from dataclasses import dataclass

import numpy as np

from orthogen.errors import UnitUnclear
from orthogen.intake.pressure.direction import walk_direction
from orthogen.intake.pressure.raw import Cells, RawPressure
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot, Known, PressureRecording

# formats.md 1.0; "N per cell" is divided by the area of the cell.
KPA_PER_UNIT = {
    "kpa": 1.0, "n/cm2": 10.0, "mmhg": 0.1333224, "psi": 6.894757, "mpa": 1000.0, "kgf/cm2": 98.0665,
    "kg/cm2": 98.0665, "g/cm2": 0.0980665, "bar": 100.0, "pa": 0.001,
}  # fmt: skip
_PER_CELL = ("n", "n per cell", "newton")
_MOST_FORCE_MISMATCH = 0.01


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the user says of a recording; it overrules the file. pitch_mm: (row to row, column to column)."""

    unit: str | None = None
    pitch_mm: tuple[float, float] | None = None
    rate_hz: float | None = None
    side: Foot | None = None


def settled(raw: RawPressure, told: Told, *, name: str, format: str, sha256: str) -> PressureRecording:
    """Return the recording; raises UnitUnclear where neither file nor user tells unit or pitch."""
    frames, walk = walk_direction(raw)
    centre, area, grid = _cells(raw, told)
    unit = told.unit or raw.unit
    kpa = frames.reshape(len(frames), -1) * _factor(unit, area)
    side, source = (told.side, "given") if told.side else (raw.side, "declared")
    known: Known = "given" if told.unit else "declared"
    made = PressureRecording(
        name=name, format=format, sha256=sha256, instrument=raw.instrument, frames_kpa=frozen(kpa, np.float32),
        time_s=frozen(_clock(raw, told)), centre_mm=frozen(centre), area_mm2=frozen(area), grid=grid, side=side,
        side_source=source if side else None,  # type: ignore[arg-type]
        unit_original=unit or "", unit_source=known, body_mass_kg=raw.body_mass_kg,
        own_force_n=None if raw.own_force_n is None else frozen(raw.own_force_n), findings=(*raw.findings, *walk),
    )  # fmt: skip
    return _checked(made)


def _factor(unit: str | None, area_mm2: FloatArray) -> FloatArray:
    """Return kPa per unit for each cell (n,)."""
    word = (unit or "").strip().lower().replace("²", "2").replace("^2", "2").replace(" ", "")
    if word in [name.replace(" ", "") for name in _PER_CELL]:
        return 1e3 / area_mm2
    if word not in KPA_PER_UNIT:
        said = (
            f"the file gives its values in {unit!r}" if unit else "the file does not say in which unit its values are"
        )
        raise UnitUnclear(said, f"say it with --pressure-unit: {', '.join(KPA_PER_UNIT)} or 'N per cell'")
    return np.full(len(area_mm2), KPA_PER_UNIT[word])


def _cells(raw: RawPressure, told: Told) -> tuple[FloatArray, FloatArray, tuple[int, int] | None]:
    """Return centres (n, 2), areas (n,) and the lattice of the cells."""
    if isinstance(raw.layout, Cells):
        return raw.layout.centre_mm, raw.layout.area_mm2, None
    pitch = told.pitch_mm or raw.layout.pitch_mm
    if pitch is None:
        raise UnitUnclear(
            "the file does not say how large its cells are", "say it with --pressure-pitch, row x column in mm"
        )
    rows, columns = raw.frames.shape[1:]
    forward, right = np.meshgrid(np.arange(rows) * pitch[0], np.arange(columns) * pitch[1], indexing="ij")
    centre = np.column_stack([forward.ravel(), right.ravel()])
    return centre, np.full(rows * columns, pitch[0] * pitch[1]), (rows, columns)


def _clock(raw: RawPressure, told: Told) -> FloatArray:
    """Return the time of each frame (t,); raises UnitUnclear for several frames without any clock."""
    if told.rate_hz:
        return np.arange(len(raw.frames)) / told.rate_hz
    if raw.time_s is not None:
        return raw.time_s
    if len(raw.frames) > 1:
        raise UnitUnclear("the file does not say how fast its frames follow", "say it with --pressure-hz")
    return np.zeros(len(raw.frames))


def _checked(made: PressureRecording) -> PressureRecording:
    """Return the recording with a finding on its force against the file's own."""
    from dataclasses import replace

    if made.own_force_n is None or not len(made.own_force_n) or made.own_force_n.max() <= 0:
        return made
    off = float(np.abs(made.force_n - made.own_force_n).max() / made.own_force_n.max())
    same = off <= _MOST_FORCE_MISMATCH
    finding = Finding(
        check="force_as_in_file", measured=100 * off, unit="%", high=100 * _MOST_FORCE_MISMATCH,
        level="note" if same else "warning",
        note=f"Pressure times area is within {100 * off:.2f} % of the force that the file itself tells.",
    )  # fmt: skip
    return replace(made, findings=(*made.findings, finding))
