"""Plan map. a field on a grid -> one SVG of the foot from above with its trim line, and the colours of its scale."""

import base64

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass
from orthogen.publish.png import RISING, TWO_SIDED, Ramp, map_png

_SEEN_RATIO = 0.02  # of a scale: nobody sees less in a colour
_MARGIN_MM, _RULER_MM = 4.0, 50.0


@dataclass(frozen=True, kw_only=True)
class PlanMap:
    """What to draw: `field_mm` (nx, ny) in the foot frame between low and high; `mirrored` for a left foot.

    Seen from above, toes up, as the patient sees the own foot: the medial side of a right foot lies to the left.
    lines_mm: closed lines (m, 2) drawn over it; the map shows what lies inside their bounds.
    """

    title: str
    grid: Grid
    field_mm: FloatArray
    low_mm: float
    high_mm: float
    mirrored: bool
    lines_mm: tuple[FloatArray, ...]

    @property
    def ramp(self) -> Ramp:
        """The colours from low to high: two-sided where zero lies between them."""
        return TWO_SIDED if self.low_mm < 0 < self.high_mm else RISING


def svg(plan: PlanMap) -> str:
    """Return the SVG text, 1 unit = 1 mm, with a bar of 50 mm; the field is an embedded PNG of one pixel per node."""
    window, x_top, y_left = _cropped(plan)
    height, width = window.shape[0] * plan.grid.step_mm, window.shape[1] * plan.grid.step_mm
    image = base64.b64encode(map_png(window, plan.low_mm, plan.high_mm, ramp=plan.ramp)).decode()

    def path(line: FloatArray) -> str:
        x, y = line[::3].T
        across = (y - y_left) if plan.mirrored else (y_left - y)
        places = np.column_stack([_MARGIN_MM + across, _MARGIN_MM + x_top - x])
        steps = ("%.1f %.1fL" * len(places) % tuple(places.ravel().tolist()))[:-1]
        return f'<path class="line" d="M{steps}Z"/>'

    bottom = height + 2 * _MARGIN_MM
    parts = [
        f'<svg viewBox="0 0 {width + 2 * _MARGIN_MM:.1f} {bottom + _MARGIN_MM:.1f}" role="img">'
        f"<title>{plan.title}</title>",
        f'<image x="{_MARGIN_MM}" y="{_MARGIN_MM}" width="{width:.1f}" height="{height:.1f}" '
        f'preserveAspectRatio="none" href="data:image/png;base64,{image}"/>',
        *map(path, plan.lines_mm),
        f'<path class="ruler" d="M{_MARGIN_MM} {bottom}h{_RULER_MM}"/>',
    ]
    return "".join(parts) + "</svg>"


def colours(plan: PlanMap) -> str:
    """Return the ramp as a CSS gradient from the low end at the left to the high end."""
    return f"linear-gradient(90deg, {', '.join('rgb({}, {}, {})'.format(*colour) for colour in plan.ramp)})"


def ticks(plan: PlanMap) -> tuple[str, str, str]:
    """Return the low end, the middle and the high end of the scale, in mm; ≤ and ≥ where the map goes beyond."""
    low, middle, high = (f"{value:g}" for value in (plan.low_mm, (plan.low_mm + plan.high_mm) / 2, plan.high_mm))
    beyond = _SEEN_RATIO * (plan.high_mm - plan.low_mm)
    below = "≤ " if np.nanmin(plan.field_mm) < plan.low_mm - beyond else ""
    above = "≥ " if np.nanmax(plan.field_mm) > plan.high_mm + beyond else ""
    return below + low.replace("-", "−"), middle, above + (high if plan.low_mm >= 0 else f"+{high}")


def _cropped(plan: PlanMap) -> tuple[FloatArray, float, float]:
    """Return the part of the field that the lines enclose, toes up, and the plan place of its upper left corner."""
    points = np.concatenate(plan.lines_mm)
    x, y = plan.grid.x_mm[:, 0], plan.grid.y_mm[0]
    rows = (x >= points[:, 0].min()) & (x <= points[:, 0].max())
    columns = (y >= points[:, 1].min()) & (y <= points[:, 1].max())
    part, half = plan.field_mm[np.ix_(rows, columns)][::-1], plan.grid.step_mm / 2
    if plan.mirrored:
        return part, float(x[rows][-1]) + half, float(y[columns][0]) - half
    return part[:, ::-1], float(x[rows][-1]) + half, float(y[columns][-1]) + half
