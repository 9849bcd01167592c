"""Direction. raw frames of a plate -> the same with the walk from heel to toes, and what was turned."""

from typing import Literal

import numpy as np

from orthogen.intake.pressure.raw import Frames, Lattice, RawPressure
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

_LEAST_LOAD_RATIO = 0.05
_LEAST_TRAVEL_ROWS = 3.0


def walk_direction(raw: RawPressure, *, row0: Literal["heel", "toe"] | None) -> tuple[Frames, tuple[Finding, ...]]:
    """Return the frames, turned by 180° where the centre of pressure runs from toes to heel (formats.md 1.0).

    A turn, never a flip: a flip would exchange left and right. Insoles and single pictures stay as they are. row0: what
    the user says lies in the first row of the file; that decides alone.
    """
    if not isinstance(raw.layout, Lattice):
        return raw.frames, ()
    if row0 is not None:
        turned = (row0 == "heel") == raw.toes_first
        note = f"The first row of the file holds the {row0}, as given."
        return raw.frames[:, ::-1] if turned else raw.frames, (Finding(check="first_row_given", note=note),)
    if raw.instrument != "plate" or len(raw.frames) < 2:
        return raw.frames, ()
    travel = _travel_rows(raw.frames)
    if travel <= -_LEAST_TRAVEL_ROWS:
        note = "The walk runs against the rows of the file; the recording was turned by 180°."
        return raw.frames[:, ::-1, ::-1], (Finding(check="walk_turned", note=note),)
    if travel < _LEAST_TRAVEL_ROWS:
        note = "The centre of pressure hardly moves along the rows: the heel's end is taken as the format has it."
        return raw.frames, (Finding(check="walk_unclear", note=note),)
    return raw.frames, (Finding(check="walk_direction", note="Heel to toes by the centre of pressure."),)


def _travel_rows(frames: Frames) -> float:
    """Return how many rows the centre of pressure moves forward between the first and the last loaded quarter."""
    rows: FloatArray = np.asarray(np.nansum(frames, axis=2, dtype=np.float64))
    force = rows.sum(axis=1)
    loaded = force > _LEAST_LOAD_RATIO * force.max()
    if loaded.sum() < 2:
        return 0.0
    place = (rows[loaded] @ np.arange(rows.shape[1])) / force[loaded]
    quarter = max(1, len(place) // 4)
    return float(place[-quarter:].mean() - place[:quarter].mean())
