"""Pressure. what a plate, an insole or a treadmill measured: frames in kPa on cells of known place and area."""

from typing import Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

Instrument = Literal["plate", "insole", "treadmill"]
Foot = Literal["left", "right"]
Known = Literal["declared", "inferred", "given"]

_AT_ONCE = 64


@dataclass(frozen=True, kw_only=True)
class PressureRecording:
    """One recording of one device, seen from above: first axis forward (heel to toes), second to the patient's right.

    frames_kpa (t, n): one row a frame; NaN where the device has no sensor, 0 below its threshold. time_s (t,).
    centre_mm (n, 2): place of each cell, forward and to the right. area_mm2 (n,).
    grid: (rows, columns) of cells that form a lattice, row by row from the heel; None for sensors of their own shape.
    cropped: the lattice may be a window of a larger plate, cut close around a print.
    facing_given: the user said which end of the rows is the heel's; no print is turned then.
    side: None for a plate on which both feet may have stepped. sha256: of the file's bytes.
    unit_original: as the file or the user said it; unit_source, side_source: how that is known.
    own_force_n (t,): the total force that the file itself tells, None where it tells none.
    Nothing personal is kept: no name, date of birth, comment or path.
    """

    name: str
    format: str
    sha256: str
    instrument: Instrument
    frames_kpa: FloatArray
    time_s: FloatArray
    centre_mm: FloatArray
    area_mm2: FloatArray
    grid: tuple[int, int] | None
    cropped: bool
    facing_given: bool
    side: Foot | None
    side_source: Known | None
    unit_original: str
    unit_source: Known
    body_mass_kg: float | None
    own_force_n: FloatArray | None
    findings: tuple[Finding, ...]

    @property
    def rate_hz(self) -> float:
        """Frames a second, from the median step of the clock; 0 for a single picture."""
        return 0.0 if len(self.time_s) < 2 else round(float(1.0 / median(np.diff(self.time_s))), 6)

    @property
    def force_n(self) -> FloatArray:
        """Total force of each frame (t,): the sum of pressure times area."""
        few = range(0, len(self.frames_kpa), _AT_ONCE)  # a long recording in double precision would fill the memory
        return np.concatenate(
            [np.nan_to_num(self.frames_kpa[k : k + _AT_ONCE]).astype(np.float64) @ self.area_mm2 * 1e-3 for k in few]
        )

    @property
    def peak_kpa(self) -> FloatArray:
        """The highest pressure that each cell saw (n,), NaN where there is no sensor."""
        return np.asarray(np.fmax.reduce(self.frames_kpa, axis=0), dtype=np.float64)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the user says of a recording; it overrules the file. pitch_mm: (row to row, column to column).

    side "both": the device recorded both feet; the shape of each print tells. row0: what the file's first row holds.
    """

    unit: str | None = None
    pitch_mm: tuple[float, float] | None = None
    rate_hz: float | None = None
    side: Literal["left", "right", "both"] | None = None
    row0: Literal["heel", "toe"] | None = None
    body_mass_kg: float | None = None
