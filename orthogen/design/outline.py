"""Outline. fitted skin, rim -> the trim line: one fair closed curve, cut to length."""

from collections.abc import Sequence

import numpy as np

from orthogen.design.walls import Walls
from orthogen.errors import OutlineFailed
from orthogen.kernel import curve
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.grid import Grid
from orthogen.kernel.parabola import parabola
from orthogen.records.foot import Foot
from orthogen.records.site import Length, ahead_of_heads_mm, heel_room_mm

CHORD_MM = 0.6
_STATION_MM = 1.0
_RAY_STEP_MM = 0.25
_LEAST_LEVEL_MM = 4.0
_LEAST_CUP_MM = 8.0
_HEEL_RATIO = 0.15
_WALL_REACH_MM = 7.0
_CORNER_RATIO, _SOFT_MM = 0.06, 3.0
_NOTCH_RATIO, _NOTCH_SOFT_RATIO = 0.03, 0.012
_HEEL_PLAY_MM = 0.5
_FOLLOWED_MM = 3.0


def full_line(
    foot: Foot, grid: Grid, skin_mm: FloatArray, *, walls: Walls, land_mm: float, front_mm: FloatArray | None = None
) -> FloatArray:
    """Return the trim line of the full length (m, 2), counter-clockwise, chords ≤ 0.6 mm; surface.md 2.

    It depends on foot, walls and land only, never on posts, lift, skive, pad or fill: with and without one of them a
    device keeps its outline. Heel and midfoot: where the skin reaches the rim, plus the land. Forefoot: hull of
    the foot plus 0.5 mm at the ball … 5 mm at the toes. Both are half-widths over stations along the foot, so they
    blend without ever changing topology. front_mm (m, 2): a line that stands for the hull, such as that of a shoe; it
    is fair by itself and is followed closely. Raises OutlineFailed if the line crosses itself.
    """
    shape = _Plan(foot, grid, skin_mm, walls=walls, land_mm=land_mm, front_mm=front_mm)
    rough: FloatArray = curve.resampled(shape.loop(), CHORD_MM)
    fine = curve.low_passed(rough, _spacing(rough), 0.03 * foot.foot_length_mm)
    fair = curve.low_passed(rough, _spacing(rough), 0.056 * foot.foot_length_mm)
    ahead = rise(rough[:, :1], 0.18 * foot.foot_length_mm, 0.34 * foot.foot_length_mm)
    line: FloatArray = fine + (fair - fine) * ahead
    if front_mm is not None:
        close = curve.low_passed(rough, _spacing(rough), _FOLLOWED_MM)
        line += (close - line) * rise(rough[:, :1], 0.66 * foot.foot_length_mm, 0.78 * foot.foot_length_mm)
    return _checked(curve.resampled(line, CHORD_MM), foot)


def cut_out(line: FloatArray, foot: Foot, pieces: Sequence[FloatArray]) -> FloatArray:
    """Return the line without these polygons (m, 2), its corners round; without any as it is. Raises OutlineFailed."""
    if not pieces:
        return line
    for piece in pieces:
        line = _checked(curve.without(line, piece), foot)
    return _rounded(line, foot, _NOTCH_RATIO, _NOTCH_SOFT_RATIO * foot.foot_length_mm)


def shortened(line: FloatArray, foot: Foot, length: Length) -> FloatArray:
    """Return the line cut to length along the distal edge, its corners round; the full length as it is."""
    if length == "full":
        return line
    y = np.arange(line[:, 1].min() - 5.0, line[:, 1].max() + 5.0, CHORD_MM)
    edge = np.stack([distal_edge_mm(foot, y, length), y], axis=1)
    behind = np.vstack([[[-50.0, y[0]]], edge, [[-50.0, y[-1]]]])
    return _rounded(_checked(curve.common(line, behind), foot), foot, _CORNER_RATIO, _SOFT_MM)


def _rounded(piece: FloatArray, foot: Foot, ratio: float, soft_mm: float) -> FloatArray:
    """Return a line whose outer corners are round by this share of the foot's length, and all of them by soft_mm."""
    rounded = curve.resampled(curve.opened(piece, ratio * foot.foot_length_mm), CHORD_MM)
    return _checked(curve.resampled(curve.low_passed(rounded, _spacing(rounded), soft_mm), CHORD_MM), foot)


def _checked(line: FloatArray, foot: Foot) -> FloatArray:
    if len(line) < 100 or curve.area(line) <= 0 or not curve.is_simple(line):
        raise OutlineFailed(
            f"the trim line of this foot ({foot.foot_length_mm:.0f} mm long) crosses itself",
            "look at the plantar map (`orthogen inspect --map`); the scan may be torn at the edge of the foot",
        )
    return line


def distal_edge_mm(foot: Foot, y_mm: FloatArray, length: Length) -> FloatArray:
    """Return x of the distal cut at y: 10 mm behind the metatarsal parabola, or in the sulcus of the toes.

    The parabola itself goes on beyond the outer heads, where `Foot.mth_line_x_mm` holds it, so the cut is one arc.
    """
    first, fifth = foot.landmarks["mth1"].y_mm, foot.landmarks["mth5"].y_mm
    inner = np.linspace(0.7 * fifth + 0.3 * first, 0.3 * fifth + 0.7 * first, 9)
    arc = parabola(inner.tolist(), foot.mth_line_x_mm(inner).tolist())
    return arc(y_mm) + ahead_of_heads_mm(foot, length)


def _spacing(loop: FloatArray) -> float:
    return float(curve.arc(loop)[-1]) / len(loop)


class _Plan:
    """The plan of one foot as half-widths at stations along it: heel fan, sides, forefoot hull."""

    def __init__(
        self, foot: Foot, grid: Grid, skin_mm: FloatArray, *, walls: Walls, land_mm: float, front_mm: FloatArray | None
    ) -> None:
        self.foot, self.grid, self.skin_mm, self.walls, self.land_mm = foot, grid, skin_mm, walls, land_mm
        cup_mm = walls.cup.depth_mm
        length = foot.foot_length_mm
        self.silhouette = curve.resampled(foot.outline_mm, _STATION_MM)
        self.heel_x, self.heel_y = _HEEL_RATIO * length, foot.landmarks["heel_centre"].y_mm
        heel = skin_mm[(grid.x_mm[:, 0] > 0.02 * length) & (grid.x_mm[:, 0] < 0.25 * length)]
        self.heel_mm = float(heel.min()) + max(cup_mm, _LEAST_CUP_MM)
        apex = foot.landmarks["arch_apex"]
        self.arch_mm = float(grid.sample(skin_mm, np.array([apex.x_mm]), np.array([apex.y_mm]))[0])
        self.front = self._forefoot() if front_mm is None else front_mm
        self.width_limit_mm = heel_room_mm(foot, cup_mm) - _HEEL_PLAY_MM

    def loop(self) -> FloatArray:
        """Return the unsmoothed plan, counter-clockwise from the lateral ball round the toes to the heel and back."""
        length = self.foot.foot_length_mm
        stations = np.arange(self.heel_x, 0.72 * length, _STATION_MM)
        to_front = rise(stations, 0.50 * length, 0.72 * length)
        sides = []
        for sign in (-1.0, 1.0):
            rear = self._side(stations, sign)
            fore = curve.reach(self.front, np.maximum(stations, 0.51 * length), sign)
            sides.append(rear + (fore - rear) * to_front)
        lateral, medial = sides
        fan = self._heel_fan()
        across = np.concatenate([fan[:, 1], lateral[stations < 0.18 * length], medial[stations < 0.18 * length]])
        narrower = max(0.0, 1.0 - self.width_limit_mm / float(np.ptp(across)))
        share = 1.0 - narrower * rise(stations, 0.45 * length, 0.18 * length)
        lateral, medial = (self.heel_y + (side - self.heel_y) * share for side in sides)
        fan[:, 1] = self.heel_y + (fan[:, 1] - self.heel_y) * (1.0 - narrower)
        toes = _distal_part(self.front, stations[-1])
        return np.vstack([np.stack([stations, lateral], 1), toes, np.stack([stations, medial], 1)[::-1], fan])

    def _side(self, stations: FloatArray, sign: float) -> FloatArray:
        """Return y of one side at the stations: the outermost place where the skin is below the rim, plus the land."""
        foot = self.foot
        profile = self.walls.profile_mm(foot, stations, heel_mm=self.heel_mm, arch_mm=self.arch_mm, length="full")[
            0 if sign > 0 else 1
        ]
        level = np.maximum(profile, _LEAST_LEVEL_MM)
        skin = curve.reach(self.silhouette, stations, sign)
        y = np.arange(0.0, float(np.abs(skin).max()) + 8.0, _RAY_STEP_MM)
        height = self.grid.sample(self.skin_mm, stations[:, None], sign * y[None, :])
        reach = np.abs(skin) + _WALL_REACH_MM * rise(stations, 0.55 * foot.foot_length_mm, 0.40 * foot.foot_length_mm)
        below = (height < level[:, None]) & (y[None, :] < reach[:, None])
        edge, land = self._crossing_and_land(below, height, level, y)
        least = np.minimum(self._least(stations, sign), sign * skin + 1.0)
        edge = np.maximum(edge, least)
        slant = np.gradient(edge, _STATION_MM)
        outer: FloatArray = sign * (edge + land * np.hypot(1.0, np.clip(slant, -1.0, 1.0)))
        return outer

    def _crossing_and_land(
        self, below: BoolArray, height: FloatArray, level: FloatArray, r: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return, per row, where the height last crosses the level, linear between samples r, and the land beyond it.

        The land is whole on a steep wall and half on one of 45°, which is wide enough in plan by itself.
        """
        last = below.shape[1] - 1 - np.argmax(below[:, ::-1], axis=1)
        last = np.where(below.any(axis=1), np.minimum(last, below.shape[1] - 2), 0)
        row = np.arange(len(last))
        rising = height[row, last + 1] - height[row, last]
        part = np.clip((level - height[row, last]) / np.where(rising > 0, rising, 1.0), 0.0, 1.0)
        steep = np.maximum(rising / (r[1] - r[0]), 1.0) ** 2
        crossing: FloatArray = r[last] + part * (r[1] - r[0])
        return crossing, self.land_mm * steep / (1.0 + steep)

    def _least(self, stations: FloatArray, sign: float) -> FloatArray:
        """Return the least half-width: heel to 9 mm medial of MTH1, or 6 mm lateral of MTH5 (cavus has a waist)."""
        head = self.foot.landmarks["mth1" if sign > 0 else "mth5"]
        outer = sign * head.y_mm + (0.036 if sign > 0 else 0.024) * self.foot.foot_length_mm
        return np.interp(stations, [self.heel_x, head.x_mm], [0.36 * self.foot.heel_width_mm, outer])

    def _heel_fan(self) -> FloatArray:
        """Return the back of the heel from the medial to the lateral side, by rays from the heel centre."""
        angle = np.radians(np.arange(93.0, 268.0, 2.0))[:, None]
        r = np.arange(5.0, 0.16 * self.foot.foot_length_mm + 0.5 * self.foot.heel_width_mm, _RAY_STEP_MM)[None, :]
        height = self.grid.sample(self.skin_mm, self.heel_x + r * np.cos(angle), self.heel_y + r * np.sin(angle))
        climbed = np.maximum.accumulate(height, axis=1)
        level = np.full(len(angle), self.heel_mm)
        edge, land = self._crossing_and_land(climbed < self.heel_mm, climbed, level, r[0])
        radius = edge + land
        return np.stack(
            [self.heel_x + radius * np.cos(angle[:, 0]), self.heel_y + radius * np.sin(angle[:, 0])], axis=1
        )

    def _forefoot(self) -> FloatArray:
        """Return the hull of the forefoot, let out by 0.5 mm at the ball and up to 5 mm at the toes."""
        length = self.foot.foot_length_mm
        loop = curve.resampled(curve.hull(self.silhouette[self.silhouette[:, 0] > 0.50 * length]), _STATION_MM)
        along = np.roll(loop, -1, axis=0) - np.roll(loop, 1, axis=0)
        normal = np.stack([along[:, 1], -along[:, 0]], axis=1) / np.hypot(along[:, 0], along[:, 1])[:, None]
        out = 0.5 + 4.5 * rise(loop[:, :1], 0.75 * length, 0.92 * length)
        return loop + out * normal


def _distal_part(loop: FloatArray, start_x: float) -> FloatArray:
    """Return the points of a counter-clockwise loop beyond start_x, from the lateral to the medial side."""
    beyond = loop[:, 0] > start_x + 0.5
    first = int(np.flatnonzero(beyond & ~np.roll(beyond, 1))[0])
    rolled = np.roll(loop, -first, axis=0)
    return rolled[rolled[:, 0] > start_x + 0.5]
