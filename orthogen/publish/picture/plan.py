"""Plan. Foot -> the sole from above: heights in colour, outline, long axis, landmarks, holes, rulers."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.distance import contains
from orthogen.lazyclass import dataclass
from orthogen.publish.picture.drawing import (
    AXIS,
    HOLE,
    INK,
    PAPER,
    RULE,
    SOFT,
    Line,
    Pixels,
    Shape,
    Words,
    box,
    disc,
    segment,
)
from orthogen.publish.png import RISING, coloured
from orthogen.publish.wording import Wording, holes
from orthogen.records.foot import Foot, Landmark

HIGHEST_MM = 25.0
_LABEL_GAP, _LABEL_STEP, _LABEL_SIZE = 46.0, 31.0, 23.0
_HATCH_NODES = 6
_NEAR_AXIS_MM = 3.0
_SCANNED_RATIO = 0.97  # a scan that ends before this share of the foot's length shows no toes


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where plan coordinates lie on the sheet: toes up, medial to the left of a right foot, as its owner sees it."""

    x_mm: float
    y_mm: float
    left: float
    top: float
    scale: float
    mirrored: bool

    def at(self, x_mm: FloatArray, y_mm: FloatArray) -> FloatArray:
        """Return sheet places (m, 2) of plan points; (x_mm, y_mm) of this record lies at (left, top)."""
        across = (y_mm - self.y_mm) * (1.0 if self.mirrored else -1.0)
        return np.column_stack([self.left + self.scale * across, self.top - self.scale * (x_mm - self.x_mm)])

    def one(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return the sheet place of one point."""
        (x, y), *_ = self.at(np.array([x_mm]), np.array([y_mm]))
        return float(x), float(y)


class _Label(NamedTuple):
    """A text beside the foot and the place that it names, ordered from the toes to the heel."""

    y: float
    x: float
    text: str
    ink: str = INK


def plan_view(foot: Foot, place: Place, wording: Wording) -> Iterable[Shape]:
    """Yield the view; `place` says where and how large."""
    line = foot.outline_mm
    yield _field(foot, place)
    yield Line(points=place.at(line[:, 0], line[:, 1]), closed=True, width=3)
    yield from _axis(foot, place, wording)
    yield from _estimated_end(foot, place, wording)
    yield from _labelled(foot, place, wording)


def _field(foot: Foot, place: Place) -> Pixels:
    """Return the plantar map as an image; what the outline holds and the scan does not show is hatched."""
    grid, z = foot.plantar.grid, foot.plantar.z_mm
    pixels = coloured(z, 0.0, HIGHEST_MM, ramp=RISING)
    ix, iy = np.indices(z.shape)
    hole = contains(grid, foot.outline_mm) & ~np.isfinite(z)
    pixels[hole] = (255, 255, 255, 255)
    pixels[hole & ((ix + iy) % _HATCH_NODES < _HATCH_NODES / 2)] = (*bytes.fromhex(HOLE[1:]), 255)
    shown = _shown(pixels[..., 3] > 0)
    pixels = pixels[shown][::-1] if foot.mirrored else pixels[shown][::-1, ::-1]
    half, (rows, columns) = grid.step_mm / 2, shown
    y_left = grid.y_mm[0, columns.start] - half if foot.mirrored else grid.y_mm[0, columns.stop - 1] + half
    left, top = place.one(float(grid.x_mm[rows.stop - 1, 0]) + half, float(y_left))
    step = grid.step_mm * place.scale
    return Pixels(rgba=pixels, x=left, y=top, width=pixels.shape[1] * step, height=pixels.shape[0] * step)


def _shown(there: BoolArray) -> tuple[slice, slice]:
    """Return the rows and columns that hold anything."""
    ends = [np.flatnonzero(there.any(axis=axis)) for axis in (1, 0)]
    rows, columns = (slice(int(at[0]), int(at[-1]) + 1) if len(at) else slice(0, 1) for at in ends)
    return rows, columns


def _axis(foot: Foot, place: Place, wording: Wording) -> Iterable[Shape]:
    """Yield the long axis, heel centre to second metatarsal head, which is y = 0 from end to end."""
    ends = place.at(np.array([-0.02, 1.04]) * foot.foot_length_mm, np.zeros(2))
    yield Line(points=ends, ink=PAPER, width=6)
    yield Line(points=ends, ink=AXIS, width=3, dashed=True)
    x, y = ends[1]
    yield Words(x=x, y=y - 8, text=wording["picture"]["long_axis"], size=_LABEL_SIZE, ink=AXIS, anchor="middle")


def _estimated_end(foot: Foot, place: Place, wording: Wording) -> Iterable[Shape]:
    """Yield where the foot would end whose toes are not in the scan."""
    end = foot.foot_length_mm
    if foot.outline_mm[:, 0].max() < _SCANNED_RATIO * end:
        yield Line(points=place.at(np.full(2, end), 0.15 * end * np.array([-1.0, 1.0])), ink=HOLE, width=3, dashed=True)
        x, y = place.one(0.97 * end, 0.0)
        yield Words(x=x + 14, y=y, text=wording["picture"]["estimated_end"], size=_LABEL_SIZE, ink=HOLE)


def _widths(foot: Foot, place: Place, wording: Wording) -> dict[str, FloatArray]:
    """Return what is measured across the foot -> both ends of it on the sheet (2, 2)."""
    x, y = foot.outline_mm.T
    ball = (x > 0.55 * foot.foot_length_mm) & (x < 0.80 * foot.foot_length_mm)  # scans README, "Truth"
    across, said = {}, wording["picture"]
    if ball.any():
        ends = [int(np.flatnonzero(ball)[pick(y[ball])]) for pick in (np.argmin, np.argmax)]
        station = float(x[ends].mean())
        across[said["ball_width"].format(value=foot.ball_width_mm)] = (
            station,
            float(y[ends].mean()),
            foot.ball_width_mm,
        )
    if "heel_centre" in foot.landmarks:
        heel = foot.landmarks["heel_centre"]
        across[said["heel_width"].format(value=foot.heel_width_mm)] = (
            heel.x_mm,
            heel.y_mm,
            foot.heel_width_mm,
        )
    half = np.array([-0.5, 0.5])
    return {text: place.at(np.full(2, x), y + half * width) for text, (x, y, width) in across.items()}


def _labelled(foot: Foot, place: Place, wording: Wording) -> Iterable[Shape]:
    """Yield widths, landmarks with the circle of their uncertainty and holes, and their names on either side."""
    said: list[_Label] = []
    for text, ends in _widths(foot, place, wording).items():
        yield Line(points=ends, ink=PAPER, width=2.5)
        yield from (segment(x, y - 9, x, y + 9, ink=INK, width=3) for x, y in ends)
        x, y = max(ends.tolist())
        said.append(_Label(y, x, text))
    for name, mark in foot.landmarks.items():
        yield from _mark(mark, place)
        given = wording["picture"]["given"] if mark.source == "given" else ""
        x, y = place.one(mark.x_mm, mark.y_mm)
        said.append(_Label(y, x, f"{wording.name('landmark', name)} ±{mark.sd_mm:.0f} mm{given}"))
    for hole in holes(foot):
        if hole.where_mm and hole.measured:
            x, y = place.one(*hole.where_mm[:2])
            radius = 1.3 * float(np.sqrt(100 * hole.measured / np.pi)) * place.scale
            yield disc(x, y, radius, ink=PAPER, width=8)
            yield disc(x, y, radius, ink=HOLE, width=4)
            said.append(_Label(y, x, wording["picture"]["missing"].format(area=hole.measured), HOLE))
    yield from _columns(foot, place, said)


def _columns(foot: Foot, place: Place, said: list[_Label]) -> Iterable[Shape]:
    """Yield the labels in two columns beside the foot, those near the axis in the right one."""
    edges = place.at(foot.outline_mm[:, 0], foot.outline_mm[:, 1])[:, 0]
    middle = place.one(0.0, 0.0)[0] - _NEAR_AXIS_MM * place.scale
    for to_the_right, edge in ((False, float(edges.min()) - _LABEL_GAP), (True, float(edges.max()) + _LABEL_GAP)):
        column = sorted(item for item in said if (item.x >= middle) == to_the_right)
        yield from _labels(column, edge=edge, to_the_right=to_the_right)


def _mark(mark: Landmark, place: Place) -> Iterable[Shape]:
    x, y = place.one(mark.x_mm, mark.y_mm)
    radius, guessed = max(mark.sd_mm, 1.0) * place.scale, mark.source == "ratio"
    yield disc(x, y, radius, ink=INK, width=5)
    yield disc(x, y, radius, ink=PAPER, width=3, dashed=guessed)
    yield disc(x, y, 7, ink=INK, width=3, fill=AXIS if mark.source == "given" else PAPER)


def _labels(column: list[_Label], *, edge: float, to_the_right: bool) -> Iterable[Shape]:
    """Yield the labels below one another beside the foot, each with a line to its place."""
    heights = _spaced([item.y for item in column], _LABEL_STEP)
    way = 1 if to_the_right else -1
    anchor: Literal["start", "end"] = "start" if to_the_right else "end"
    for height, item in zip(heights, column, strict=True):
        yield segment(item.x + 10 * way, item.y, edge, height, ink=PAPER, width=4.5)
        yield segment(item.x + 10 * way, item.y, edge, height, ink=SOFT, width=1.5)
        yield Words(x=edge + 6 * way, y=height + 8, text=item.text, size=_LABEL_SIZE, ink=item.ink, anchor=anchor)


def _spaced(wanted: list[float], least: float) -> list[float]:
    """Return ascending heights at least `least` apart, as near to the wanted ones as groups of neighbours allow."""
    groups: list[list[float]] = []
    for value in wanted:
        groups.append([value])
        while len(groups) > 1 and _start(groups[-1], least) < _start(groups[-2], least) + least * len(groups[-2]):
            last = groups.pop()
            groups[-1] += last
    return [_start(group, least) + least * k for group in groups for k in range(len(group))]


def _start(group: list[float], least: float) -> float:
    """Return the first height of a group of labels that stand `least` apart around their common middle."""
    return sum(group) / len(group) - least * (len(group) - 1) / 2


def height_scale(x: float, y: float) -> Iterable[Shape]:
    """Yield the colour bar of the heights."""
    wide = 300.0
    ramp = coloured(np.linspace(0.0, HIGHEST_MM, 128)[None, :], 0.0, HIGHEST_MM, ramp=RISING)
    yield Words(x=x, y=y - 12, text="height above the ground, mm", size=_LABEL_SIZE, ink=SOFT)
    yield Pixels(rgba=ramp, x=x, y=y, width=wide, height=22)
    for height in np.arange(0.0, HIGHEST_MM + 1, 5.0):
        at = x + wide * height / HIGHEST_MM
        yield segment(at, y + 22, at, y + 28, ink=SOFT)
        yield Words(x=at, y=y + 50, text=f"{height:.0f}", size=_LABEL_SIZE, ink=SOFT, anchor="middle")


def legend(x: float, y: float, scale: float) -> Iterable[Shape]:
    """Yield a bar of 50 mm and what circles and hatching mean."""
    for k in range(5):
        start = x + 10 * k * scale
        yield box(start, y - 12, 10 * scale, 12, fill=INK if k % 2 == 0 else RULE)
    x += 50 * scale + 12
    yield Words(x=x, y=y, text="50 mm", size=_LABEL_SIZE, ink=SOFT)
    yield disc(x + 130, y - 8, 14, ink=SOFT, width=2.5)
    yield Words(x=x + 152, y=y, text="uncertainty", size=_LABEL_SIZE, ink=SOFT)
    yield disc(x + 312, y - 8, 14, ink=SOFT, width=2.5, dashed=True)
    yield Words(x=x + 334, y=y, text="by proportion", size=_LABEL_SIZE, ink=SOFT)
    for k in range(4):
        yield segment(x + 500 + 10 * k, y + 2, x + 516 + 10 * k, y - 18, ink=HOLE, width=4)
    yield Words(x=x + 556, y=y, text="not scanned", size=_LABEL_SIZE, ink=SOFT)
