"""Shod. trim line, the liner of a shoe -> the trim line inside that shoe, and what the shoe cost."""

import numpy as np

from orthogen.design.outline import CHORD_MM, full_line
from orthogen.design.walls import Walls
from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid
from orthogen.records.finding import Finding, spot
from orthogen.records.foot import Foot
from orthogen.records.shoe import Liner
from orthogen.records.site import Length, ahead_of_heads_mm

_PLAY_MM = 0.3  # cut with scissors a liner is no truer than that; a device must go in without a push
_FAIR_MM = 2.0
_TREAD_MM = 5.0  # skin below this height stands on the device; above it the upper of the shoe gives way
_OVERHANG_MM = 1.0
_REGIONS = (("heel", 0.0, 0.30), ("midfoot", 0.30, 0.62), ("forefoot", 0.62, 2.0))


def line_in_shoe(
    foot: Foot, grid: Grid, skin_mm: FloatArray, *, walls: Walls, land_mm: float, length: Length, liner: Liner | None
) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return the full-length trim line (m, 2) and what the shoe did to it; without a liner the foot's own line.

    As laboratories do: ball and toes are those of the liner, blended into the foot's own line between .50 and .72 of
    its length; heel and midfoot are the foot's own, nowhere wider than the liner less 0.3 mm. length: of the device,
    beyond whose end nothing is told. Raises OutlineFailed.
    """
    own = full_line(foot, grid, skin_mm, walls=walls, land_mm=land_mm)
    if liner is None:
        return own, ()
    room = curve.resampled(curve.inset_by(liner.line_mm, _PLAY_MM), CHORD_MM)
    led = full_line(foot, grid, skin_mm, walls=walls, land_mm=land_mm, front_mm=room)
    inside = curve.resampled(curve.common(led, room), CHORD_MM)
    line = curve.resampled(curve.low_passed(inside, float(curve.arc(inside)[-1]) / len(inside), _FAIR_MM), CHORD_MM)
    told = [Finding(check="shoe_liner", note=note) for note in liner.told]
    return line, (*told, _changed(foot, grid, own, line, length), *_overhang(foot, grid, liner))


def _changed(foot: Foot, grid: Grid, own: FloatArray, line: FloatArray, length: Length) -> Finding:
    """Return how much narrower and how much longer or wider than the foot's own line the shoe made the device."""
    lost, gained = _beyond(grid, own, line), _beyond(grid, line, own)
    lost[_cut_away(foot, own, length)] = 0.0
    gained[_cut_away(foot, line, length)] = 0.0
    said = []
    for region, start, end in _REGIONS:
        less, more = (
            float(field[_along(foot, at, start, end)].max(initial=0.0)) for field, at in ((lost, own), (gained, line))
        )
        if less >= 0.05:
            said.append(f"up to {less:.1f} mm were cut off at the {region}")
        if more >= 0.05 and region == "forefoot":
            said.append(f"the {region} reaches up to {more:.1f} mm further, as the liner does")
    note = f"The trim line keeps inside the liner of the shoe: {'; '.join(said) or 'nothing had to be cut off'}."
    return Finding(check="shoe_cut", note=note, measured=float(lost.max()), unit="mm")


def _overhang(foot: Foot, grid: Grid, liner: Liner) -> tuple[Finding, ...]:
    """Return a warning where the tread of the foot, its skin below 5 mm, lies outside the liner."""
    plantar = foot.plantar
    ix, iy = np.nonzero(np.nan_to_num(plantar.z_mm, nan=np.inf) < _TREAD_MM)
    tread = np.column_stack([plantar.grid.x_mm[ix, 0], plantar.grid.y_mm[0, iy]])
    over = _beyond(grid, tread, liner.line_mm)
    worst = int(over.argmax())
    if over[worst] <= _OVERHANG_MM:
        return ()
    note = (
        f"The foot is up to {over[worst]:.1f} mm wider than the liner, {spot(*tread[worst].tolist())}: "
        "the shoe is too small or too narrow for it."
    )
    where = (float(tread[worst, 0]), float(tread[worst, 1]), 0.0)
    return (
        Finding(
            check="shoe_too_small", note=note, measured=float(over[worst]), unit="mm", high=_OVERHANG_MM,
            level="warning", where_mm=where,
        ),
    )  # fmt: skip


def _beyond(grid: Grid, points: FloatArray, line: FloatArray) -> FloatArray:
    """Return how far points (n, 2) lie outside a line, mm, 0 inside."""
    inset, _ = distance.inset(grid, line)
    beyond: FloatArray = np.maximum(0.0, -grid.sample_linear(inset, points[:, 0], points[:, 1]))
    return beyond


def _cut_away(foot: Foot, points: FloatArray, length: Length) -> BoolArray:
    """Return which points (n, 2) lie beyond the end of a shortened device."""
    away: BoolArray = points[:, 0] > foot.mth_line_x_mm(points[:, 1]) + ahead_of_heads_mm(foot, length)
    return away


def _along(foot: Foot, points: FloatArray, start: float, end: float) -> BoolArray:
    """Return which points (n, 2) lie between two shares of the foot length; what is behind the heel counts to it."""
    share = np.maximum(points[:, 0] / foot.foot_length_mm, 0.0)
    between: BoolArray = (share >= start) & (share < end)
    return between
