"""Settle. raw frames, what the user knows -> a recording in kPa on placed cells, every decision a finding."""

from dataclasses import replace

import numpy as np

from orthogen.errors import CorruptFile, UnitUnclear
from orthogen.intake.pressure.direction import walk_direction
from orthogen.intake.pressure.raw import Cells, Lattice, RawPressure
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.finding import Finding
from orthogen.records.pressure import Known, PressureRecording, Told

# formats.md 1.0; "N per cell" is divided by the area of the cell.
KPA_PER_UNIT = {
    "kpa": 1.0, "n/cm2": 10.0, "mmhg": 0.1333224, "psi": 6.894757, "mpa": 1000.0, "kgf/cm2": 98.0665,
    "kg/cm2": 98.0665, "g/cm2": 0.0980665, "bar": 100.0, "mbar": 0.1, "pa": 0.001, "hpa": 0.1, "n/mm2": 1000.0,
}  # fmt: skip
_PER_CELL = ("n", "npercell", "n/cell", "newton", "newtons", "newtonpercell")
_MOST_FORCE_MISMATCH = 0.01
_MOST_KPA = 20_000.0  # twenty times what a foot and most devices reach: no unit of a foot
_PITCH_MM = (0.1, 60.0)


def settled(raw: RawPressure, told: Told, *, name: str, format: str, sha256: str) -> PressureRecording:
    """Return the recording; raises UnitUnclear where neither file nor user tells unit, pitch or rate, CorruptFile."""
    raw, pictured = _pictured(raw, told)
    _need_told(raw, told)
    raw, cleaned = _cleaned(raw)
    frames, walk = walk_direction(raw, row0=told.row0)
    centre, area, grid = _cells(raw, told)
    unit = told.unit or raw.unit or ""
    kpa = frames.reshape(len(frames), -1) * _factor(unit, area).astype(np.float32)
    if kpa.size and np.fmax.reduce(kpa, axis=None) > _MOST_KPA:
        raise UnitUnclear(
            f"the values reach {np.nanmax(kpa):.3g} kPa when they are read as {unit}; no foot presses so hard",
            "say their unit with --pressure-unit",
        )
    side = raw.side if told.side is None else None if told.side == "both" else told.side
    how: Known = "given" if told.side else raw.side_source
    made = PressureRecording(
        name=name, format=format, sha256=sha256, instrument=raw.instrument, frames_kpa=frozen(kpa, np.float32),
        time_s=frozen(_clock(raw, told)), centre_mm=frozen(centre), area_mm2=frozen(area), grid=grid,
        cropped=raw.cropped, facing_given=told.row0 is not None, side=side, side_source=how if side else None,
        unit_original=unit, unit_source="given" if told.unit else "declared",
        body_mass_kg=told.body_mass_kg or raw.body_mass_kg,
        own_force_n=None if raw.own_force_n is None else frozen(raw.own_force_n),
        findings=(*raw.findings, *pictured, *cleaned, *_said(told, raw), *walk),
    )  # fmt: skip
    return _checked(made)


def _pictured(raw: RawPressure, told: Told) -> tuple[RawPressure, tuple[Finding, ...]]:
    """Return the maximum picture of a file instead of frames whose rate nobody knows."""
    if raw.picture is None or len(raw.frames) < 2 or raw.time_s is not None or told.rate_hz:
        return raw, ()
    note = f"The file has no rate of its {len(raw.frames)} frames: its maximum picture is used; or say --pressure-hz."
    return replace(raw, frames=raw.picture), (Finding(check="frames_without_rate", note=note, level="warning"),)


def _need_told(raw: RawPressure, told: Told) -> None:
    """Raise UnitUnclear naming everything at once that neither file nor user tells."""
    pitched = isinstance(raw.layout, Cells) or (told.pitch_mm or raw.layout.pitch_mm)
    lacks = [
        (raw.unit is None and told.unit is None, "the unit of its values", "--pressure-unit"),
        (not pitched, "the size of its cells", "--pressure-pitch"),
        (len(raw.frames) > 1 and raw.time_s is None and told.rate_hz is None, "how fast its frames follow",
         "--pressure-hz"),
    ]  # fmt: skip
    missing = [(what, option) for lacking, what, option in lacks if lacking]
    if missing:
        likely = f"; mostly {raw.likely} holds for such files" if raw.likely else ""
        raise UnitUnclear(
            f"the file does not say {' nor '.join(what for what, _ in missing)}",
            f"say it with {' and '.join(option for _, option in missing)}{likely}",
        )


def _cleaned(raw: RawPressure) -> tuple[RawPressure, tuple[Finding, ...]]:
    """Return the frames without negative values; raises CorruptFile for infinite ones and for nothing at all."""
    if raw.frames.size == 0 or len(raw.frames) == 0:
        raise CorruptFile("the file holds no frame", EXPORT_AGAIN)
    if np.isinf(raw.frames).any():
        raise CorruptFile("a value of the file is infinite", EXPORT_AGAIN)
    if not np.nanmax(raw.frames, initial=0.0) > 0:
        raise CorruptFile("no cell of the recording was ever loaded", "check that the export holds the measurement")
    below = int((raw.frames < 0).sum())
    if not below:
        return raw, ()
    note = f"{below} negative values are read as no load."
    return replace(raw, frames=np.where(raw.frames < 0, np.float32(0), raw.frames)), (
        Finding(check="negative_values", note=note, measured=float(below), level="warning"),
    )


def _factor(unit: str, area_mm2: FloatArray) -> FloatArray:
    """Return kPa per unit for each cell (n,)."""
    word = unit.strip().lower().replace("²", "2").replace("^2", "2").replace(" ", "")
    if word in _PER_CELL:
        return 1e3 / area_mm2
    if word not in KPA_PER_UNIT:
        raw = " (counts that were never calibrated)" if word in ("raw", "rawsum", "counts", "adc") else ""
        raise UnitUnclear(
            f"the values are in {unit[:24]!r}{raw}, which is no unit of pressure",
            f"export them calibrated, or say their unit with --pressure-unit: {', '.join(KPA_PER_UNIT)}, 'N per cell'",
        )
    return np.full(len(area_mm2), KPA_PER_UNIT[word])


def _cells(raw: RawPressure, told: Told) -> tuple[FloatArray, FloatArray, tuple[int, int] | None]:
    """Return centres (n, 2), areas (n,) and the lattice of the cells."""
    if isinstance(raw.layout, Cells):
        return raw.layout.centre_mm, raw.layout.area_mm2, None
    pitch = told.pitch_mm or raw.layout.pitch_mm or (0.0, 0.0)
    if not all(_PITCH_MM[0] <= size <= _PITCH_MM[1] for size in pitch):
        raise UnitUnclear(
            f"cells of {pitch[1]:g} x {pitch[0]:g} mm are none of a pressure device", "say it with --pressure-pitch"
        )
    rows, columns = raw.frames.shape[1:]
    forward, right = np.meshgrid(np.arange(rows) * pitch[0], np.arange(columns) * pitch[1], indexing="ij")
    centre = np.column_stack([forward.ravel(), right.ravel()])
    return centre, np.full(rows * columns, pitch[0] * pitch[1]), (rows, columns)


def _clock(raw: RawPressure, told: Told) -> FloatArray:
    """Return the time of each frame (t,), rising."""
    if told.rate_hz:
        return np.arange(len(raw.frames)) / told.rate_hz
    if raw.time_s is None:
        return np.zeros(len(raw.frames))
    clock = np.asarray(raw.time_s, dtype=np.float64)
    if clock.shape != (len(raw.frames),) or not np.isfinite(clock).all() or (np.diff(clock) < 0).any():
        raise CorruptFile("the times of the frames do not rise", "export it again, or say --pressure-hz")
    if len(clock) > 1 and clock[-1] <= clock[0]:
        raise CorruptFile("all frames have the same time", "export it again, or say --pressure-hz")
    return clock


def _said(told: Told, raw: RawPressure) -> tuple[Finding, ...]:
    """Return what was taken from the user instead of the file."""
    given = []
    if told.unit:
        instead = f"; the file says {raw.unit}" if raw.unit and raw.unit != told.unit else ""
        given.append(Finding(check="unit_given", note=f"Values are read as {told.unit}, as given{instead}."))
    if told.pitch_mm and isinstance(raw.layout, Lattice):
        along, across = told.pitch_mm
        note = f"Cells of {across:g} mm across and {along:g} mm along the foot, as given."
        given.append(Finding(check="pitch_given", note=note))
    return tuple(given)


def _checked(made: PressureRecording) -> PressureRecording:
    """Return the recording with a finding on its force against the file's own."""
    if made.own_force_n is None or len(made.own_force_n) != len(made.frames_kpa) or made.own_force_n.max() <= 0:
        return made
    off = float(np.abs(made.force_n - made.own_force_n).max() / made.own_force_n.max())
    same = off <= _MOST_FORCE_MISMATCH
    finding = Finding(
        check="force_as_in_file", measured=100 * off, unit="%", high=100 * _MOST_FORCE_MISMATCH,
        level="note" if same else "warning",
        note=f"Pressure times area is within {100 * off:.2f} % of the force that the file itself tells.",
    )  # fmt: skip
    return replace(made, findings=(*made.findings, finding))
