"""Raw. what a pressure reader found in a file, in the file's own unit, before anything is decided."""

from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot, Instrument, Known

MOST_VALUES = 200_000_000
MOST_CELLS = 1_000_000
Frames = NDArray[np.float32]
CUT_OFF = Finding(check="frame_cut_off", note="The last frame is cut off; it was left out.", level="warning")


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """Cells in rows and columns: pitch_mm (row to row, column to column), None where the file does not tell."""

    pitch_mm: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Sensors of their own shape: centre_mm (n, 2) forward and to the patient's right, area_mm2 (n,)."""

    centre_mm: FloatArray
    area_mm2: FloatArray


@dataclass(frozen=True, kw_only=True)
class RawPressure:
    """One recording of one device as its file holds it, turned so that row 0 is the heel and column 0 the left.

    frames: (t, rows, columns) on a Lattice, (t, n) on Cells, in `unit`; NaN where there is no sensor.
    picture: (1, rows, columns) the file's own maximum picture, for where nobody knows the rate of its frames.
    unit: as the file says it ("kPa", "N/cm2", "N per cell", "raw" …), None where it says nothing.
    time_s (t,): None where the file has no clock. own_force_n (t,): the file's own total force.
    toes_first: the first row of the file, which is the last here, is at the toes.
    cropped: the rows and columns may be a window of a larger plate. likely: what a file of this kind mostly holds where
    it does not tell itself, as options of the command line.
    """

    instrument: Instrument
    frames: Frames
    layout: Lattice | Cells
    unit: str | None
    time_s: FloatArray | None = None
    side: Foot | None = None
    side_source: Known = "declared"
    own_force_n: FloatArray | None = None
    body_mass_kg: float | None = None
    toes_first: bool = False
    cropped: bool = False
    likely: str = ""
    picture: Frames | None = None
    findings: tuple[Finding, ...] = field(default=())


def need_room(frames: int, rows: int, columns: int, *, letters: int | None = None) -> None:
    """Raise CorruptFile for counts that no recording has, before memory is asked for.

    letters: of the text that holds the values; each takes two of them at least.
    """
    if rows <= 0 or columns <= 0 or frames < 0:
        raise CorruptFile(f"the file says it has {rows} rows and {columns} columns", EXPORT_AGAIN)
    values = frames * rows * columns
    if rows * columns > MOST_CELLS or values > MOST_VALUES:
        raise CorruptFile(
            f"{frames} frames of {rows} × {columns} cells are more than a recording can hold", "export fewer frames"
        )
    if letters is not None and values > letters:
        raise CorruptFile(
            f"the file is too short for the {frames} frames of {rows} × {columns} cells that it announces",
            EXPORT_AGAIN,
        )
