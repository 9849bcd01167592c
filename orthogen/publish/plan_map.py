"""Plan map. a field on a grid -> one SVG of the foot from above, with scale, trim line and landmarks."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.publish.png import RISING, TWO_SIDED, Ramp, map_png

_MARGIN, _BAR, _TEXT = 8.0, 26.0, 4.2


@dataclass(frozen=True, kw_only=True)
class PlanMap:
    """What to draw: `field_mm` (nx, ny) in the foot frame between low and high; `mirrored` for a left foot.

    Seen from above, toes up, as the patient sees the own foot: the medial side of a right foot lies to the left.
    """

    title: str
    grid: Grid
    field_mm: FloatArray
    low_mm: float
    high_mm: float
    mirrored: bool
    lines_mm: tuple[FloatArray, ...] = ()
    marks_mm: Mapping[str, tuple[float, float, float]] | None = None
    two_sided: bool = False


def svg(plan: PlanMap) -> str:
    """Return the SVG text, 1 unit = 1 mm; the field is an embedded PNG of one pixel per node."""
    window, x_top, y_left = _cropped(plan)
    height, width = window.shape[0] * plan.grid.step_mm, window.shape[1] * plan.grid.step_mm
    ramp = TWO_SIDED if plan.two_sided else RISING
    image = base64.b64encode(map_png(window, plan.low_mm, plan.high_mm, ramp=ramp)).decode()

    def place(x: float, y: float) -> tuple[float, float]:
        across = (y - y_left) if plan.mirrored else (y_left - y)
        return _MARGIN + across, _MARGIN + x_top - x

    parts = [
        f'<svg viewBox="0 0 {width + 2 * _MARGIN + _BAR:.1f} {height + 2 * _MARGIN:.1f}" role="img">'
        f"<title>{plan.title}</title>",
        f'<image x="{_MARGIN}" y="{_MARGIN}" width="{width:.1f}" height="{height:.1f}" '
        f'preserveAspectRatio="none" href="data:image/png;base64,{image}"/>',
    ]
    parts += [_path([place(x, y) for x, y in line[::3].tolist()]) for line in plan.lines_mm]
    for name, (x, y, sd_mm) in (plan.marks_mm or {}).items():
        parts.append(_mark(name, *place(x, y), sd_mm))
    parts.append(_scale_bar(plan, ramp, width + 2 * _MARGIN, height))
    return "".join(parts) + "</svg>"


def _cropped(plan: PlanMap) -> tuple[FloatArray, float, float]:
    """Return the part of the field that holds values, toes up, with the place of its upper left corner."""
    there = np.isfinite(plan.field_mm)
    ix, iy = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    if len(ix) == 0:
        return np.full((2, 2), np.nan), 0.0, 0.0
    x, y = plan.grid.x_mm[:, 0], plan.grid.y_mm[0]
    part = plan.field_mm[ix[0] : ix[-1] + 1, iy[0] : iy[-1] + 1][::-1]
    half = plan.grid.step_mm / 2
    if plan.mirrored:
        return part, float(x[ix[-1]]) + half, float(y[iy[0]]) - half
    return part[:, ::-1], float(x[ix[-1]]) + half, float(y[iy[-1]]) + half


def _path(points: list[tuple[float, float]]) -> str:
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="line" d="M{steps}Z"/>'


def _mark(name: str, x: float, y: float, sd_mm: float) -> str:
    return (
        f'<circle class="spread" cx="{x:.1f}" cy="{y:.1f}" r="{max(sd_mm, 1):.1f}"/>'
        f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="0.9"/>'
        f'<text class="name" x="{x + 2:.1f}" y="{y + 1.2:.1f}" font-size="{_TEXT}">{name.replace("_", " ")}</text>'
    )


def _scale_bar(plan: PlanMap, ramp: Ramp, x: float, height: float) -> str:
    """Return the colour bar with five millimetre values, highest on top."""
    tall = min(height, 90.0)
    values = np.linspace(plan.high_mm, plan.low_mm, 64)[:, None]
    image = base64.b64encode(map_png(values, plan.low_mm, plan.high_mm, ramp=ramp)).decode()
    rows = "".join(
        f'<text x="{x + 6:.1f}" y="{_MARGIN + tall * share + 1.5:.1f}" font-size="{_TEXT}">'
        f"{plan.high_mm + (plan.low_mm - plan.high_mm) * share:.3g}</text>"
        for share in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<image x="{x:.1f}" y="{_MARGIN}" width="4" height="{tall:.1f}" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{image}"/>{rows}'
        f'<text x="{x:.1f}" y="{_MARGIN - 3}" font-size="{_TEXT}">mm</text>'
    )
