"""Nesting. outlines, a bed -> where each lies: every one where it reaches least far, by whole numbers alone.

Beds are filled one after another, bottom left (Baker, Coffman and Rivest 1980), on a lattice of millimetres. There is
no chance and no clock in it: equal outlines in equal order lie equally, however busy the machine is.
"""

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from orthogen.errors import GeometryError
from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass

_STEP_MM = 1.0
_REACH_MM = math.sqrt(0.5) * _STEP_MM  # no place is farther from a node
_AT_ONCE = 16  # outlines that a bed may choose from: later ones wait, so that what is due first lies on the first
_ROUNDING_MM = 0.01


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where an outline lies: the number of its bed, and how it gets there: turned about the origin, then moved."""

    bed: int
    turn_deg: float
    move_mm: tuple[float, float]

    def moved(self, points_mm: FloatArray) -> FloatArray:
        """Return points (k, 2) where they lie on the bed."""
        return _turned(points_mm, self.turn_deg) + self.move_mm


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """An outline at one turn, its lowest corner moved to the origin, on nodes 1 mm apart from (−margin, −margin) on.

    taken: nodes within half a cell of it; kept: those within the gap and half a cell. Where nodes taken by one are not
    kept by another, the two are a gap apart.
    """

    turn_deg: float
    low_mm: FloatArray
    size_mm: FloatArray
    taken: BoolArray
    kept: BoolArray

    @cached_property
    def runs(self) -> tuple[int, list[tuple[int, int, int]]]:
        """The axis along which runs of taken nodes go, and of each run: its row, its begin, its end."""
        axis = int(self.taken.shape[1] > self.taken.shape[0])
        rows = self.taken if axis else self.taken.T
        change = np.diff(np.pad(rows, ((0, 0), (1, 1))).astype(np.int8), axis=1)
        row, begin = np.nonzero(change == 1)
        return axis, list(zip(row.tolist(), begin.tolist(), np.nonzero(change == -1)[1].tolist(), strict=True))


def nested(
    outlines_mm: Sequence[FloatArray], *, bed_mm: tuple[float, float], gap_mm: float, turns_deg: Sequence[float]
) -> list[Spot | None]:
    """Return the spot of each outline on beds [0, x] × [0, y], None for one that fits on no bed.

    Beds are filled in the order of the outlines, so that early ones lie on early beds. It is checked that all lie
    inside and gap_mm apart; raises GeometryError if not.
    """
    margin = math.ceil((gap_mm + _REACH_MM) / _STEP_MM)
    shapes: dict[bytes, list[_Shape]] = {}
    for loop in outlines_mm:
        if (known := loop.tobytes()) not in shapes:
            turned = (_shape(loop, turn, gap_mm, margin) for turn in turns_deg)
            shapes[known] = [one for one in turned if (one.size_mm <= bed_mm).all()]
    spots: list[Spot | None] = [None] * len(outlines_mm)
    waiting = [k for k, loop in enumerate(outlines_mm) if shapes[loop.tobytes()]]
    bed = 0
    while waiting:
        chosen = waiting[:_AT_ONCE]
        choice = [shapes[outlines_mm[k].tobytes()] for k in chosen]
        laid = max((_filled(choice, bed_mm, margin, first) for first in (0, 1)), key=len)
        for place, (shape, move_mm) in laid.items():
            spots[chosen[place]] = Spot(bed=bed, turn_deg=shape.turn_deg, move_mm=move_mm)
        waiting = [k for k in waiting if spots[k] is None]
        bed += 1
    demand_apart(outlines_mm, spots, bed_mm, gap_mm)
    return spots


def _turned(points_mm: FloatArray, turn_deg: float) -> FloatArray:
    """Return points (k, 2) turned about the origin, by right angles exactly."""
    turn = math.radians(turn_deg)
    rows = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    there: FloatArray = points_mm @ np.where(np.abs(rows) < 1e-12, 0.0, rows).T
    return there


def _shape(loop: FloatArray, turn_deg: float, gap_mm: float, margin: int) -> _Shape:
    """Return an outline at one turn on its nodes."""
    turned = _turned(loop, turn_deg)
    low, size = turned.min(axis=0), np.ptp(turned, axis=0)
    nx, ny = (np.ceil(size / _STEP_MM).astype(int) + 2 * margin + 1).tolist()
    grid = Grid(x0_mm=-margin * _STEP_MM, y0_mm=-margin * _STEP_MM, step_mm=_STEP_MM, nx=nx, ny=ny)
    inset = distance.inset(grid, turned - low)[0]
    return _Shape(turn_deg=turn_deg, low_mm=low, size_mm=size, taken=inset >= -_REACH_MM,
                  kept=inset > -gap_mm - _REACH_MM)  # fmt: skip


def _filled(
    choice: Sequence[Sequence[_Shape]], bed_mm: tuple[float, float], margin: int, first: int
) -> dict[int, tuple[_Shape, tuple[float, float]]]:
    """Return which of the outlines lie on one bed and where, each as near as can be to the low side along `first`."""
    nodes = [math.floor(size / _STEP_MM) + 2 * margin + 2 for size in bed_mm]
    bed = np.zeros(nodes, dtype=bool)
    laid = {}
    for number, turns in enumerate(choice):
        best: tuple[tuple[float, float], _Shape, IntArray] | None = None
        for shape in turns:
            at = _nearest_free(bed, shape, bed_mm, first)
            if at is None:
                continue
            reached = at * _STEP_MM + shape.size_mm
            rank = (float(reached[first]), float(reached[1 - first]))
            if best is None or rank < best[0]:
                best = rank, shape, at
        if best is not None:
            _, shape, at = best
            part = tuple(slice(k, k + n) for k, n in zip(at, shape.kept.shape, strict=True))
            room = bed[part]
            room |= shape.kept[: room.shape[0], : room.shape[1]]
            move = at * _STEP_MM - shape.low_mm
            laid[number] = shape, (float(move[0]), float(move[1]))
    return laid


def _nearest_free(bed: BoolArray, shape: _Shape, bed_mm: tuple[float, float], first: int) -> IntArray | None:
    """Return the nodes (2,) by which a shape can be moved on the bed, the fewest along axis `first`, or None."""
    count = np.floor((np.array(bed_mm) - shape.size_mm) / _STEP_MM + 1e-9).astype(int) + 1
    axis, runs = shape.runs
    rows = bed if axis else bed.T
    across, along = count[1 - axis], count[axis]
    before = np.zeros((rows.shape[0], rows.shape[1] + 1), dtype=np.int32)
    np.cumsum(rows, axis=1, out=before[:, 1:])
    met = np.zeros((across, along), dtype=np.int32)
    for row, begin, end in runs:
        part = before[row : row + across]
        met += part[:, end : end + along]
        met -= part[:, begin : begin + along]
    free = met == 0 if axis else (met == 0).T
    where = np.nonzero(free if first == 0 else free.T)
    if not len(where[0]):
        return None
    at = np.array([where[0][0], where[1][0]])
    return at if first == 0 else at[::-1]


def demand_apart(
    outlines_mm: Sequence[FloatArray], spots: Sequence[Spot | None], bed_mm: tuple[float, float], gap_mm: float
) -> None:
    """Raise GeometryError where two lie closer than the gap, or one beyond its bed."""
    beds: dict[int, list[FloatArray]] = {}
    for outline, spot in zip(outlines_mm, spots, strict=True):
        if spot is None:
            continue
        loop, others = spot.moved(outline), beds.setdefault(spot.bed, [])
        beyond_mm = max(float((-loop).max()), float((loop - bed_mm).max()))
        near_mm = min((curve.distance(loop, other) for other in others), default=math.inf)
        if beyond_mm > _ROUNDING_MM or near_mm < gap_mm - _ROUNDING_MM:
            raise GeometryError(
                f"a part was laid {max(0.0, beyond_mm):.2f} mm beyond the bed or {near_mm:.2f} mm from another",
                "report this list of orders as a fault of the program",
            )
        others.append(loop)
