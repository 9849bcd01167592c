"""Steps. a recording -> its single steps: whole contacts of one foot, cut out in space and time."""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.records.pressure import PressureRecording

LEAST_FORCE_N = 50.0
LEAST_CONTACT_S = 0.3
CONTACT_KPA = 10.0
_SWING_N, _NOISY_SHARE = 30.0, 0.3  # cells loaded in so much of the swing are cross-talk (prediction.md 6)
_JOINED_MM = 40.0  # islands of one high-arched print lie up to so far apart (prediction.md 6)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One contact of one foot: kpa (t, n) on cells centre_mm (n, 2), area_mm2 (n,), time_s (t,) from its first frame.

    whole: it neither begins nor ends with the recording, nor touches the edge of the plate.
    """

    kpa: FloatArray
    centre_mm: FloatArray
    area_mm2: FloatArray
    time_s: FloatArray
    whole: bool

    @property
    def force_n(self) -> FloatArray:
        """Total force (t,)."""
        return np.asarray(self.kpa @ self.area_mm2 * 1e-3)

    @property
    def peak_kpa(self) -> FloatArray:
        """Highest pressure of each cell (n,)."""
        return np.asarray(self.kpa.max(axis=0))


def steps_of(recording: PressureRecording) -> tuple[Step, ...]:
    """Return the steps in the order of time; a single picture is one step."""
    kpa = np.nan_to_num(np.asarray(recording.frames_kpa, dtype=np.float64))
    if recording.instrument == "insole":
        kpa = kpa * ~_noisy(recording, kpa)
        return tuple(_phases(recording, kpa, np.ones(kpa.shape[1], bool)))
    parts = _prints(recording, kpa)
    found = [step for part in parts for step in _phases(recording, kpa, part)]
    return tuple(sorted(found, key=lambda step: float(step.time_s[0])))


def _noisy(recording: PressureRecording, kpa: FloatArray) -> BoolArray:
    """Return the cells (n,) of an insole that stay loaded while the foot swings."""
    swing = kpa @ recording.area_mm2 * 1e-3 < _SWING_N
    return np.asarray((kpa[swing] > 0).mean(axis=0) > _NOISY_SHARE) if swing.any() else np.zeros(kpa.shape[1], bool)


def _prints(recording: PressureRecording, kpa: FloatArray) -> list[BoolArray]:
    """Return the cells (n,) of every print on a plate: loaded cells joined over gaps of up to 40 mm."""
    if recording.grid is None:
        return [np.ones(kpa.shape[1], bool)]
    loaded = kpa.max(axis=0) >= CONTACT_KPA
    label = _joined(recording.centre_mm[loaded])
    parts = []
    for number in np.unique(label):
        part = np.zeros(kpa.shape[1], bool)
        part[np.flatnonzero(loaded)[label == number]] = True
        parts.append(part)
    return parts


def _joined(place_mm: FloatArray) -> IntArray:
    """Return a label for each place (m,): those within 40 mm of one another, over others, share one."""
    label = np.full(len(place_mm), -1, np.int64)
    for first in range(len(place_mm)):
        if label[first] >= 0:
            continue
        fringe = np.array([first])
        label[first] = first
        while len(fringe):
            free = np.flatnonzero(label < 0)
            if len(free) == 0:
                break
            gap = np.abs(place_mm[free, None] - place_mm[None, fringe]).max(axis=2).min(axis=1)
            fringe = free[gap <= _JOINED_MM / 2]
            label[fringe] = first
    return label


def _phases(recording: PressureRecording, kpa: FloatArray, part: BoolArray) -> list[Step]:
    """Return the contacts of one part of the cells."""
    own = kpa[:, part]
    area = recording.area_mm2[part]
    loaded = own @ area * 1e-3 > LEAST_FORCE_N
    if len(own) == 1:
        return [_step(recording, own, part, slice(0, 1))]
    ends = np.flatnonzero(np.diff(np.concatenate([[False], loaded, [False]]).astype(np.int8)))
    found = []
    for start, stop in zip(ends[::2], ends[1::2], strict=True):
        clock = recording.time_s
        if clock[stop - 1] - clock[start] >= LEAST_CONTACT_S:
            found.append(_step(recording, own, part, slice(int(start), int(stop))))
    return found


def _step(recording: PressureRecording, own: FloatArray, part: BoolArray, when: slice) -> Step:
    cut_in_time = len(own) > 1 and (when.start == 0 or when.stop == len(own))
    return Step(
        kpa=own[when], centre_mm=recording.centre_mm[part], area_mm2=recording.area_mm2[part],
        time_s=recording.time_s[when], whole=not cut_in_time and not _at_edge(recording, own[when], part),
    )  # fmt: skip


def _at_edge(recording: PressureRecording, own: FloatArray, part: BoolArray) -> bool:
    """True if a print is loaded in the outermost cells of its plate."""
    if recording.grid is None or recording.instrument == "insole":
        return False
    rows, columns = recording.grid
    number = np.flatnonzero(part)[own.max(axis=0) >= CONTACT_KPA]
    row, column = number // columns, number % columns
    return bool(((row == 0) | (row == rows - 1) | (column == 0) | (column == columns - 1)).any())
