"""Stance. load of one foot -> its total force and the peaks of its parts over the contact time."""

from collections.abc import Mapping

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.publish.picture.drawing import INK, RULE, SOFT, Line, Shape, Words, segment
from orthogen.records.load import Load

_TALL, _GAP, _SMALL = 120.0, 74.0, 20.0
_PARTS: Mapping[str, tuple[str, ...]] = {
    "heel": ("heel",),
    "midfoot": ("midfoot",),
    "heads": ("mth1", "mth2", "mth3", "mth4", "mth5"),
    "hallux": ("hallux",),
}
_INKS = {"heel": "#0072b2", "midfoot": "#6b6b6b", "heads": "#d55e00", "hallux": "#007a5a"}  # after Okabe and Ito 2008


def curves(load: Load, *, x: float, y: float, width: float, most_n: float, most_kpa: float) -> list[Shape]:
    """Return both plots, one below the other, from the upper left corner; most_n, most_kpa: ends of their axes."""
    if len(load.stance_force_n) == 0:
        return [Words(x=x, y=y + 30, text="a single picture: no curves over time", size=22, ink=SOFT)]
    below = y + _TALL + _GAP
    parts = {name: np.max([load.stance_peak_kpa[mask] for mask in masks], axis=0) for name, masks in _PARTS.items()}
    shapes = _axes(x, y, width, f"force, N (to {_round_up(most_n):.0f}), over the contact")
    shapes.append(_curve(load.stance_force_n, x, y, width, _round_up(most_n), INK))
    shapes += _axes(x, below, width, f"highest pressure, kPa (to {most_kpa:.0f}), over the contact")
    for k, (name, values) in enumerate(parts.items()):
        shapes.append(_curve(values, x, below, width, most_kpa, _INKS[name]))
        shapes.append(Words(x=x + 125 * k, y=below + _TALL + 58, text=name, size=_SMALL, ink=_INKS[name], bold=True))
    return shapes


def _round_up(value: float) -> float:
    return max(100.0, float(np.ceil(value / 100.0) * 100.0))


def _axes(x: float, y: float, width: float, title: str) -> list[Shape]:
    """Return a frame of two lines with the share of the contact below."""
    shapes: list[Shape] = [
        Words(x=x, y=y - 12, text=title, size=_SMALL, ink=SOFT),
        segment(x, y, x, y + _TALL, ink=SOFT), segment(x, y + _TALL, x + width, y + _TALL, ink=SOFT),
        segment(x, y, x + width, y, ink=RULE), segment(x, y + _TALL / 2, x + width, y + _TALL / 2, ink=RULE),
    ]  # fmt: skip
    for share in (0, 25, 50, 75, 100):
        at = x + width * share / 100
        shapes.append(Words(x=at, y=y + _TALL + 24, text=f"{share} %", size=_SMALL - 2, ink=SOFT,
                            anchor="start" if share == 0 else "end" if share == 100 else "middle"))  # fmt: skip
    return shapes


def _curve(values: FloatArray, x: float, y: float, width: float, most: float, ink: str) -> Line:
    at = x + width * np.linspace(0.0, 1.0, len(values))
    return Line(points=np.column_stack([at, y + _TALL * (1.0 - np.clip(values / most, 0.0, 1.0))]), ink=ink, width=3)
