"""Steps. a recording -> its single steps: whole contacts of one foot, cut out in space and time."""

import numpy as np

from orthogen.assess.facing import ahead
from orthogen.assess.prints import CONTACT_KPA, prints
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.lazyclass import dataclass
from orthogen.records.pressure import PressureRecording

LEAST_FORCE_N = 50.0
LEAST_CONTACT_S = {"plate": 0.1, "treadmill": 0.2, "insole": 0.3}  # in a shoe the swing itself loads sensors
_SWING_N, _NOISY_SHARE = 30.0, 0.3  # cells loaded in so much of the swing are cross-talk (prediction.md 6)
_LONE_SHARE, _LONE_CELLS = 0.4, 4
_EDGE_SHARE = 0.3  # of a print's highest pressure on the border of a cropped window: the crop cut it off [E]
_STRAIGHT = np.array([1.0, 0.0])


@dataclass(frozen=True, kw_only=True)
class Step:
    """One contact of one foot: kpa (t, n) on cells centre_mm (n, 2), area_mm2 (n,), time_s (t,) from its first frame.

    whole: it neither begins nor ends with the recording, nor touches the edge of the plate. ahead (2,): the way its
    centre of pressure goes, forward and to the right of the recording; straight forward where it does not tell.
    """

    kpa: FloatArray
    centre_mm: FloatArray
    area_mm2: FloatArray
    time_s: FloatArray
    whole: bool
    ahead: FloatArray

    @property
    def force_n(self) -> FloatArray:
        """Total force (t,)."""
        return np.asarray(self.kpa @ self.area_mm2 * 1e-3)

    @property
    def peak_kpa(self) -> FloatArray:
        """Highest pressure of each cell (n,)."""
        return np.asarray(self.kpa.max(axis=0))


def steps_of(recording: PressureRecording) -> tuple[Step, ...]:
    """Return the steps in the order of time; a single picture is one step for each print."""
    if recording.instrument == "insole":
        return tuple(_phases(recording, np.flatnonzero(~cross_talk(recording))))
    peak = np.nan_to_num(recording.peak_kpa)
    found = [step for cells in prints(recording, peak) for step in _phases(recording, cells)]
    return tuple(sorted(found, key=lambda step: float(step.time_s[0])))


def cross_talk(recording: PressureRecording) -> BoolArray:
    """Return the cells (n,) of an insole that stay loaded while the foot swings, lone lines, and missing sensors."""
    bad = ~np.isfinite(recording.frames_kpa).any(axis=0)
    swing = recording.force_n < _SWING_N
    if swing.any():
        bad |= (recording.frames_kpa[swing] > 0).mean(axis=0) > _NOISY_SHARE
    if recording.grid is not None:
        bad |= _lone_lines(np.nan_to_num(recording.peak_kpa).reshape(recording.grid)).ravel()
    return np.asarray(bad)


def _lone_lines(peak_kpa: FloatArray) -> BoolArray:
    """Return the loaded cells (rows, columns) in a column with next to nothing on either side, from so many on.

    A broken trace of the device loads a line one cell wide; no part of a sole is so long and so narrow.
    """
    around = np.pad(peak_kpa, ((0, 0), (1, 1)))
    beside = np.maximum(around[:, :-2], around[:, 2:])
    lone = (peak_kpa > 0) & (beside < _LONE_SHARE * peak_kpa)
    run = np.zeros(peak_kpa.shape, dtype=np.int64)
    for row in range(len(run)):
        run[row] = np.where(lone[row], 1 + (run[row - 1] if row else 0), 0)
    for row in range(len(run) - 2, -1, -1):
        run[row] = np.where(lone[row] & lone[row + 1], run[row + 1], run[row])
    return np.asarray(run >= _LONE_CELLS)


def _phases(recording: PressureRecording, cells: IntArray) -> list[Step]:
    """Return the contacts of some of the cells."""
    own = np.nan_to_num(recording.frames_kpa[:, cells].astype(np.float64))
    if len(own) == 1:
        return [_step(recording, own, cells, slice(0, 1))]
    loaded = own @ recording.area_mm2[cells] * 1e-3 > LEAST_FORCE_N
    ends = np.flatnonzero(np.diff(np.concatenate([[False], loaded, [False]]).astype(np.int8)))
    found, clock = [], recording.time_s
    for start, stop in zip(ends[::2], ends[1::2], strict=True):
        if clock[stop - 1] - clock[start] >= LEAST_CONTACT_S[recording.instrument]:
            found.append(_step(recording, own, cells, slice(int(start), int(stop))))
    return found


def _step(recording: PressureRecording, own: FloatArray, cells: IntArray, when: slice) -> Step:
    cut_in_time = len(own) > 1 and (when.start == 0 or when.stop == len(own))
    place = recording.centre_mm[cells]
    return Step(
        kpa=own[when], centre_mm=place, area_mm2=recording.area_mm2[cells], time_s=recording.time_s[when],
        whole=not cut_in_time and not _at_edge(recording, own[when].max(axis=0), cells),
        ahead=_STRAIGHT if recording.instrument == "insole" or recording.facing_given else ahead(own[when], place),
    )  # fmt: skip


def _at_edge(recording: PressureRecording, peak_kpa: FloatArray, cells: IntArray) -> bool:
    """True if a print is loaded in the outermost cells of its plate, or heavily in those of a cropped window."""
    if recording.grid is None or recording.instrument == "insole":
        return False
    rows, columns = recording.grid
    row, column = cells // columns, cells % columns
    border = (row == 0) | (row == rows - 1) | (column == 0) | (column == columns - 1)
    limit = max(CONTACT_KPA, _EDGE_SHARE * float(peak_kpa.max())) if recording.cropped else CONTACT_KPA
    return bool((peak_kpa[border] >= limit).any())
