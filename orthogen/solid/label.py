"""Label. text -> a groove in the underside, laid so that it reads from below on the finished part.

The groove is part of the bottom field, not a boolean on the mesh: the solid stays closed by construction
(docs/decisions/0002-label-is-a-field.md).
"""

from collections.abc import Iterator

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid
from orthogen.kernel.rolling import rolled_below
from orthogen.lazyclass import dataclass
from orthogen.records.device import Design
from orthogen.records.finding import Finding
from orthogen.solid.lettering import CAP_UNITS, drawable, strokes, width_units

DEPTH_MM = 0.5
_CAPS_MM = (6.0, 5.0)  # at 6 mm every stroke runs through nodes of the 0.5 mm grid
_STROKE_RATIO = 0.25
_FLANK_MM = 0.5
_LINE_GAP_RATIO = 0.5
_MOST_LINES = 3
_LEAST_DEPTH_MM = 0.4
_STEEPEST_RATIO = 0.7
_RIM_MM = 4.0
_HEEL_RATIO = 0.30
_FAR_MM = 60.0


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Lines of text at one size: cap height and the box they fill, along x and y, mm, margins included."""

    lines: tuple[str, ...]
    cap_mm: float
    long_mm: float
    high_mm: float


def debossed(
    design: Design, bottom_mm: FloatArray, label: str, *, bare: BoolArray, least_wall_mm: float
) -> tuple[FloatArray, tuple[Finding, ...]]:
    """Return the underside (nx, ny) with the label 0.5 mm deep, and where it stands.

    It stands under the midfoot where least_wall_mm remains above the groove, on `bare` ground (no post), clear of the
    rim. Among the places where the largest letters fit, the flattest one near the arch apex is taken.
    """
    text = drawable(label.strip())
    if not text:
        return bottom_mm, ()
    foot, box = design.site.foot, _box(design, least_wall_mm)
    grid, under = design.grid.part(box), bottom_mm[box]
    slope_x, slope_y = np.gradient(under, grid.step_mm)
    steep = slope_x**2 + slope_y**2
    free = _allowed(design)[box] & bare[box] & (steep < _STEEPEST_RATIO**2)
    rolled = rolled_below(design.bed_mm[box], least_wall_mm, step_mm=grid.step_mm, where=free)
    room = np.where(free, rolled - under, 0.0)  # how far the underside may rise
    apex = foot.landmarks["arch_apex"]
    cost = np.minimum(steep, 4.0) + 0.1 * (np.hypot(grid.x_mm - apex.x_mm, grid.y_mm) / _FAR_MM) ** 2
    taken_sums, cost_sums = _sums(room < _LEAST_DEPTH_MM), _sums(cost)
    for layout in _layouts(text):
        place = _best_place(grid, taken_sums, cost_sums, layout)
        if place is not None:
            deep = np.minimum(DEPTH_MM * np.sqrt(1.0 + steep), room)
            groove = _groove(grid, layout, place, mirrored=foot.mirrored)
            carved = bottom_mm.copy()
            carved[box] = np.where(groove > 0.0, under + deep * groove, under)
            return carved, (_told(text, layout, place),)
    note = "There is no label: no place on the underside is wide and thick enough for it. Mark the part by hand."
    return bottom_mm, (Finding(check="label", note=note, level="warning"),)


def _allowed(design: Design) -> BoolArray:
    """Return where a label may stand (nx, ny): in front of the heel and clear of the rim."""
    ahead: BoolArray = design.grid.x_mm > _HEEL_RATIO * design.site.foot.foot_length_mm
    return ahead & (design.inset_mm > _RIM_MM)


def _box(design: Design, least_wall_mm: float) -> tuple[slice, slice]:
    """Return the part of the grid that holds every place for a label and all that a ball there can touch."""
    reach = int(np.ceil(least_wall_mm / design.grid.step_mm)) + 2
    rows, columns = (np.flatnonzero(_allowed(design).any(axis=axis)) for axis in (1, 0))
    if len(rows) == 0:
        return slice(0, 2), slice(0, 2)  # no place: any box will do
    x, y = (slice(max(0, int(k[0]) - reach), int(k[-1]) + reach + 1) for k in (rows, columns))
    return x, y


def _told(text: str, layout: Layout, place: tuple[float, float]) -> Finding:
    shown = "".join(layout.lines)
    cut = len(shown.replace(" ", "")) < len(text.replace(" ", ""))
    note = f"The underside is marked {' / '.join(layout.lines)}, {layout.cap_mm:g} mm high."
    if cut:
        note += f" The full text, {text}, does not fit."
    return Finding(check="label", note=note, measured=layout.cap_mm, unit="mm", level="warning" if cut else "note",
                   where_mm=(*place, 0.0))  # fmt: skip


def _layouts(text: str) -> Iterator[Layout]:
    """Yield ways to write the text: large before small, few lines before many, whole before cut."""
    for length in range(len(text), 0, -1):
        for cap_mm in _CAPS_MM if length == len(text) else _CAPS_MM[-1:]:
            for count in range(1, min(_MOST_LINES, length) + 1):
                lines = _broken(text[:length], count)
                unit = cap_mm / CAP_UNITS
                margin = cap_mm * _STROKE_RATIO + 1.0
                high = cap_mm * (count + _LINE_GAP_RATIO * (count - 1)) + margin
                long = max(map(width_units, lines)) * unit + margin
                yield Layout(lines=lines, cap_mm=cap_mm, long_mm=long, high_mm=high)


def _broken(text: str, count: int) -> tuple[str, ...]:
    """Return the text in lines of about equal length, broken behind a space, hyphen or underscore where one is near."""
    lines: list[str] = []
    rest = text
    for left in range(count, 1, -1):
        fair = -(-len(rest) // left)
        near = [i for i in range(max(1, fair - 3), min(len(rest), fair + 4)) if rest[i - 1] in " -_./"]
        at = min(near, key=lambda i: abs(i - fair), default=fair)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*lines, rest)


def _best_place(
    grid: Grid, taken_sums: FloatArray, cost_sums: FloatArray, layout: Layout
) -> tuple[float, float] | None:
    """Return the centre of the box of least cost in which nothing is taken, None if there is none; given `_sums`."""
    nx, ny = (2 * int(np.ceil(0.5 * side / grid.step_mm)) + 1 for side in (layout.long_mm, layout.high_mm))
    if nx >= grid.nx or ny >= grid.ny:
        return None
    cost = np.where(_box_sums(taken_sums, nx, ny) > 0.5, np.inf, _box_sums(cost_sums, nx, ny))
    ix, iy = np.unravel_index(int(np.argmin(cost)), cost.shape)
    if not np.isfinite(cost[ix, iy]):
        return None
    return float(grid.x_mm[ix + nx // 2, 0]), float(grid.y_mm[0, iy + ny // 2])


def _sums(field: FloatArray | BoolArray) -> FloatArray:
    """Return the sums over all nodes before each node, from which a box is summed by four look-ups."""
    sums: FloatArray = np.pad(field.astype(np.float64), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    return sums


def _box_sums(sums: FloatArray, nx: int, ny: int) -> FloatArray:
    """Return the sum over every box of nx × ny nodes, at the box's lowest corner."""
    total: FloatArray = sums[nx:, ny:] - sums[:-nx, ny:] - sums[nx:, :-ny] + sums[:-nx, :-ny]
    return total


def _groove(grid: Grid, layout: Layout, place: tuple[float, float], *, mirrored: bool) -> FloatArray:
    """Return the groove's depth (nx, ny) as a share of its full depth: a flat ground between flanks of 0.5 mm.

    Text runs forwards; seen from below its top then lies laterally. The mirror of a left foot turns that round.
    """
    unit, upwards = layout.cap_mm / CAP_UNITS, 1.0 if mirrored else -1.0
    depth = np.zeros(grid.shape)
    for number, line in enumerate(layout.lines):
        middle = (0.5 * (len(layout.lines) - 1) - number) * layout.cap_mm * (1.0 + _LINE_GAP_RATIO)
        for start, end in (strokes(line) - (0.5 * width_units(line), 0.5 * CAP_UNITS)) * unit + (0.0, middle):
            turned = [np.array(place) + point * (1.0, upwards) for point in (start, end)]
            _engrave(grid, depth, turned[0], turned[1], layout.cap_mm)
    return depth


def _engrave(grid: Grid, depth: FloatArray, start: FloatArray, end: FloatArray, cap_mm: float) -> None:
    """Deepen `depth` along one segment, only in the box of nodes it can reach."""
    half = 0.5 * _STROKE_RATIO * cap_mm
    low, high = np.minimum(start, end) - half, np.maximum(start, end) + half
    ix = slice(int((low[0] - grid.x0_mm) / grid.step_mm), int((high[0] - grid.x0_mm) / grid.step_mm) + 2)
    iy = slice(int((low[1] - grid.y0_mm) / grid.step_mm), int((high[1] - grid.y0_mm) / grid.step_mm) + 2)
    x, y = grid.x_mm[ix] - start[0], grid.y_mm[:, iy] - start[1]
    along = end - start
    share = np.clip((x * along[0] + y * along[1]) / max(float(along @ along), 1e-12), 0.0, 1.0)
    away = np.hypot(x - share * along[0], y - share * along[1])
    np.maximum(depth[ix, iy], np.clip((half - away) / _FLANK_MM, 0.0, 1.0), out=depth[ix, iy])
