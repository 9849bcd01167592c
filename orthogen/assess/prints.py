"""Prints. a plate's recording -> the cells of every single print on it, islands of one foot joined.

A high arch leaves two islands and toes leave their own; a walk leaves several feet. Loaded cells that touch make an
island; islands are joined, the nearest first, as long as what they make together is no larger than one foot.
"""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.smooth import patches
from orthogen.lazyclass import dataclass
from orthogen.records.pressure import PressureRecording

CONTACT_KPA = 10.0
_TOUCHING_MM = 12.0
_MOST_GAP_MM, _MOST_GAP_S = 130.0, 0.2
_FOOT_LONG_MM, _FOOT_WIDE_MM = 330.0, 130.0  # formats.md 1.0: prints are 180–330 mm long, 60–125 mm wide
_FEWEST_CELLS = 3
_MOST_ISLANDS = 60


@dataclass(frozen=True, kw_only=True)
class _Island:
    """cells: indices; place_mm (m, 2); from_s, to_s: when any of them is loaded."""

    cells: IntArray
    place_mm: FloatArray
    from_s: float
    to_s: float

    def joined(self, other: "_Island") -> "_Island":
        """Return both as one."""
        return _Island(
            cells=np.concatenate([self.cells, other.cells]), place_mm=np.vstack([self.place_mm, other.place_mm]),
            from_s=min(self.from_s, other.from_s), to_s=max(self.to_s, other.to_s),
        )  # fmt: skip

    def gap_mm(self, other: "_Island") -> float:
        """Return the distance between the boxes around both."""
        low = np.maximum(self.place_mm.min(axis=0), other.place_mm.min(axis=0))
        high = np.minimum(self.place_mm.max(axis=0), other.place_mm.max(axis=0))
        return float(np.hypot(*np.maximum(low - high, 0.0)))


def prints(recording: PressureRecording, peak_kpa: FloatArray) -> list[IntArray]:
    """Return the cells (m,) of every print, the largest first; all cells of a device without a lattice."""
    if recording.grid is None:
        return [np.arange(len(peak_kpa))]
    islands = _islands(recording, peak_kpa >= CONTACT_KPA)
    while (pair := _nearest_of_one_foot(islands)) is not None:
        first, second = pair
        one = islands[first].joined(islands[second])
        islands = [one, *(island for k, island in enumerate(islands) if k not in pair)]
    return sorted((island.cells for island in islands), key=len, reverse=True)


def _islands(recording: PressureRecording, loaded: BoolArray) -> list[_Island]:
    """Return the groups of touching cells, the largest sixty."""
    rows, columns = recording.grid or (0, 0)
    step = recording.centre_mm.reshape(rows, columns, 2)
    pitch = [float(step[-1, 0, 0] - step[0, 0, 0]) / max(rows - 1, 1),
             float(step[0, -1, 1] - step[0, 0, 1]) / max(columns - 1, 1)]  # fmt: skip
    reach = [max(1, round(_TOUCHING_MM / 2 / max(size, 1e-3))) for size in pitch]
    label = patches(_grown(loaded.reshape(rows, columns), reach)).ravel()
    cells = np.flatnonzero(loaded)
    groups = [cells[label[cells] == number] for number in np.unique(label[cells])]
    large = sorted((group for group in groups if len(group) >= _FEWEST_CELLS), key=len, reverse=True)
    return [_island(recording, group) for group in large[:_MOST_ISLANDS]]


def _grown(marked: BoolArray, reach: list[int]) -> BoolArray:
    """Return a mask grown by so many rows and columns on each side."""
    for axis, cells in enumerate(reach):
        grown = marked.copy()
        for shift in range(1, min(cells, marked.shape[axis] - 1) + 1):
            near, far = [slice(None)] * 2, [slice(None)] * 2
            near[axis], far[axis] = slice(shift, None), slice(None, -shift)
            grown[tuple(near)] |= marked[tuple(far)]
            grown[tuple(far)] |= marked[tuple(near)]
        marked = grown
    return marked


def _island(recording: PressureRecording, cells: IntArray) -> _Island:
    on = np.flatnonzero((recording.frames_kpa[:, cells] >= CONTACT_KPA).any(axis=1))
    return _Island(
        cells=cells, place_mm=recording.centre_mm[cells], from_s=float(recording.time_s[on[0]]),
        to_s=float(recording.time_s[on[-1]]),
    )  # fmt: skip


def _nearest_of_one_foot(islands: list[_Island]) -> tuple[int, int] | None:
    """Return the two nearest islands that together may be one foot, None where there are none."""
    pairs = [
        (gap, first, second)
        for first, one in enumerate(islands) for second, other in enumerate(islands[:first])
        if (gap := one.gap_mm(other)) <= _MOST_GAP_MM
        and max(one.from_s, other.from_s) - min(one.to_s, other.to_s) <= _MOST_GAP_S
    ]  # fmt: skip
    for _, first, second in sorted(pairs):
        if _is_foot_sized(np.vstack([islands[first].place_mm, islands[second].place_mm])):
            return first, second
    return None


def _is_foot_sized(place_mm: FloatArray) -> bool:
    """True if the places fit into the box of one foot, turned as they lie."""
    centred = place_mm - place_mm.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1]
    wide, long = np.ptp(centred @ axes, axis=0)
    return bool(max(long, wide) <= _FOOT_LONG_MM and min(long, wide) <= _FOOT_WIDE_MM)
