"""Plot. named lines -> an SVG with two logarithmic axes, written as text so that equal numbers are equal bytes."""

import math
from collections.abc import Mapping, Sequence
from html import escape

Line = Sequence[tuple[float, float]]
_WIDE, _HIGH = 560, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 120, 34, 48
_COLOURS = ("#b3261e", "#1f5fa8", "#2e7d32", "#6a4c93")
_STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8)


def line_plot(title: str, *, across: str, up: str, lines: Mapping[str, Line]) -> str:
    """Return the SVG of lines of points (x, y), all above 0, each named at its end; y spans at least a decade."""
    xs = [x for line in lines.values() for x, _ in line]
    ys = [y for line in lines.values() for _, y in line]
    x_axis = _Axis(min(xs), max(xs), _LEFT, _WIDE - _RIGHT)
    y_axis = _Axis(min(ys) / 1.5, max(max(ys), 10 * min(ys)) * 1.2, _HIGH - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="white"/>',
        _text(_LEFT, 20, title, weight="bold"),
        *_grid(x_axis, y_axis),
        _text((_LEFT + _WIDE - _RIGHT) / 2, _HIGH - 10, across, anchor="middle"),
        f'<g transform="translate(14 {(_TOP + _HIGH - _BOTTOM) / 2:g}) rotate(-90)">',
        _text(0, 0, up, anchor="middle"),
        "</g>",
    ]
    for (name, line), colour in zip(lines.items(), _COLOURS, strict=False):
        parts += _drawn(name, [(x_axis.at(x), y_axis.at(y)) for x, y in sorted(line)], colour)
    return "\n".join([*parts, "</svg>", ""])


class _Axis:
    """A logarithmic axis between two values, drawn between two pixels."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        apart = 1.0 if high > low else 1.1  # a line of one point has no length of its own
        self.low, self.high, self._start, self._end = low / apart, high * apart, start, end

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self._start + share * (self._end - self._start)

    def ticks(self) -> list[float]:
        """Return round values on the axis: each power of ten and steps between, fewer where the axis is long."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        steps = _STEPS if self.high / self.low < 12 else (1, 2, 5) if self.high / self.low < 200 else (1,)
        values = [step * 10.0**decade for decade in decades for step in steps]
        return [value for value in values if self.low * 0.999 <= value <= self.high * 1.001]


def _grid(x_axis: _Axis, y_axis: _Axis) -> list[str]:
    """Return the ruled lines with their numbers."""
    parts = []
    for value in x_axis.ticks():
        x = x_axis.at(value)
        parts += [_rule(x, _TOP, x, _HIGH - _BOTTOM), _text(x, _HIGH - _BOTTOM + 16, _told(value), anchor="middle")]
    for value in y_axis.ticks():
        y = y_axis.at(value)
        parts += [_rule(_LEFT, y, _WIDE - _RIGHT, y), _text(_LEFT - 6, y + 4, _told(value), anchor="end")]
    return parts


def _drawn(name: str, points: list[tuple[float, float]], colour: str) -> list[str]:
    """Return one line with its points and its name."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    end_x, end_y = points[-1]
    line = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    return [line, *dots, _text(end_x + 8, end_y + 4, name, fill=colour)]


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#d8d8d8"/>'


def _text(x: float, y: float, said: str, *, anchor: str = "start", weight: str = "normal", fill: str = "#222") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{fill}">'
        f"{escape(said)}</text>"
    )


def _told(value: float) -> str:
    return f"{value / 1000:g}k" if value >= 10_000 else f"{value:g}"
