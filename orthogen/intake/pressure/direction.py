"""Direction. raw frames of a plate -> the same with the walk from heel to toes, and what was turned."""

import numpy as np

from orthogen.intake.pressure.raw import Frames, Lattice, RawPressure
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

_LEAST_LOAD_RATIO = 0.05
_LEAST_TRAVEL_ROWS = 3.0


def walk_direction(raw: RawPressure) -> tuple[Frames, tuple[Finding, ...]]:
    """Return the frames, turned by 180° where the centre of pressure runs from toes to heel (formats.md 1.0).

    A turn, never a flip: a flip would exchange left and right. Insoles and single pictures stay as they are.
    """
    if raw.instrument == "insole" or not isinstance(raw.layout, Lattice) or len(raw.frames) < 2:
        return raw.frames, ()
    travel = _travel_rows(raw.frames)
    if travel <= -_LEAST_TRAVEL_ROWS:
        note = "The walk runs against the rows of the file; the recording was turned by 180°."
        return raw.frames[:, ::-1, ::-1], (Finding(check="walk_turned", note=note),)
    if travel < _LEAST_TRAVEL_ROWS:
        note = "The centre of pressure hardly moves: which end is the heel is taken as the format has it."
        return raw.frames, (Finding(check="walk_unclear", note=note, level="warning"),)
    return raw.frames, ()


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
