"""Drawing. lines, words and pixels on one sheet: what `svg` and `paint` both draw.

Units are pixels of the finished picture, x to the right, y downwards. Colours are "#rrggbb".
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass

INK, SOFT, PAPER, RULE = "#1a2430", "#5a6675", "#ffffff", "#d0d4da"
WARN, AXIS, HOLE = "#9c4300", "#d55e00", "#b3246b"  # told apart by the colour-blind, in lightness too


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line through points (m, 2). ink None: only filled. dashed: strokes of 3 and gaps of 2.5 widths, at least 6."""

    points: FloatArray
    ink: str | None = INK
    width: float = 2.0
    closed: bool = False
    fill: str | None = None
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """One line of text on the baseline y; halo: a colour around the letters that keeps them readable on a map."""

    x: float
    y: float
    text: str
    size: float = 26.0
    ink: str = INK
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    halo: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pixels:
    """An RGBA image (rows, columns, 4), top row first, stretched over a box."""

    rgba: NDArray[np.uint8]
    x: float
    y: float
    width: float
    height: float


Shape = Line | Words | Pixels


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A sheet and what stands on it, the later on top of the earlier."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


def disc(x: float, y: float, radius: float, **look: object) -> Line:
    """Return a circle as a closed line."""
    turn = np.linspace(0.0, 2.0 * np.pi, 49)[:-1]
    points = np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)])
    return Line(points=points, closed=True, **look)  # type: ignore[arg-type]


def segment(x0: float, y0: float, x1: float, y1: float, *, ink: str = INK, width: float = 2.0) -> Line:
    """Return a straight line between two places."""
    return Line(points=np.array([[x0, y0], [x1, y1]]), ink=ink, width=width)


def box(x: float, y: float, width: float, height: float, *, fill: str) -> Line:
    """Return a filled rectangle without a border."""
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    return Line(points=corners, ink=None, closed=True, fill=fill)


def dash_lengths(line: Line) -> tuple[float, float]:
    """Return stroke and gap of a dashed line."""
    return max(6.0, 3.0 * line.width), max(5.0, 2.5 * line.width)
