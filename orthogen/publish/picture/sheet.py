"""Sheet. feet -> one drawing of what was understood of a scan, and that drawing as PNG or SVG."""

import numpy as np

from orthogen.publish.picture.drawing import INK, SOFT, WARN, Drawing, Shape, Words
from orthogen.publish.picture.paint import painted
from orthogen.publish.picture.panel import panel
from orthogen.publish.picture.plan import Place, height_scale, legend, plan_view
from orthogen.publish.picture.profile import profile_view
from orthogen.publish.picture.svg import svg
from orthogen.publish.wording import Wording, english
from orthogen.records.foot import Foot

_WIDTH, _HEIGHT = 1760, 1800
_MIDDLE, _TOP, _TALL, _WIDE = 590.0, 312.0, 1145.0, 470.0
_LONGEST_NAME = 48
_ORDER = {"left": 0, "unsure": 1, "right": 2}


def picture_png(feet: tuple[Foot, ...], *, name: str) -> bytes:
    """Return the picture as PNG, 1800 pixels high, feet side by side as their owner sees them; name: of the scan."""
    return painted(sheet(feet, name=name))


def sole_svg(foot: Foot, wording: Wording) -> str:
    """Return the sole with its landmarks, and the foot from the medial side, as an SVG element for a page."""
    shapes = _views(foot, wording, _scale(foot), x=0.0, top=90.0, bottom=_TALL + 420)
    return svg(
        Drawing(width=2 * int(_MIDDLE), height=int(_TALL) + 470, shapes=shapes), title=wording["page"]["landmarks"]
    )


def sheet(feet: tuple[Foot, ...], *, name: str) -> Drawing:
    """Return the feet on one sheet, the left one to the left, all at one scale."""
    scale = min(_scale(foot) for foot in feet)
    in_order = sorted(feet, key=lambda foot: _ORDER[foot.side])
    shapes = [shape for k, foot in enumerate(in_order) for shape in _one(foot, english(), name, scale, _WIDTH * k)]
    return Drawing(width=_WIDTH * len(feet), height=_HEIGHT, shapes=tuple(shapes))


def _scale(foot: Foot) -> float:
    """Return the pixels for a millimetre at which the outline fills its field."""
    long, wide = np.ptp(foot.outline_mm, axis=0)
    return float(min(_TALL / max(long, foot.foot_length_mm), _WIDE / wide))


def _one(foot: Foot, wording: Wording, name: str, scale: float, x: float) -> list[Shape]:
    """Return everything about one foot, from x to the right."""
    return [
        *_title(foot, name, x),
        *height_scale(x + 780, 178),
        *_views(foot, wording, scale, x=x, top=_TOP, bottom=_HEIGHT - 70),
        *panel(foot, wording, x=x + 1200, y=40, width=510, bottom=_HEIGHT - 40),
    ]


def _views(foot: Foot, wording: Wording, scale: float, *, x: float, top: float, bottom: float) -> tuple[Shape, ...]:
    """Return the sole in a field that begins at `top`, what its marks mean, and the medial side down to `bottom`."""
    low, high = foot.outline_mm.min(axis=0), foot.outline_mm.max(axis=0)
    front = max(float(high[0]), foot.foot_length_mm)  # toes that are not in the scan keep their place
    place = Place(
        x_mm=front, y_mm=float((low[1] + high[1]) / 2), left=x + _MIDDLE,
        top=top + (_TALL - scale * (front - low[0])) / 2, scale=scale, mirrored=foot.mirrored,
    )  # fmt: skip
    return (
        *plan_view(foot, place, wording),
        *legend(x + 60, top + _TALL + 62, scale),
        *profile_view(foot, wording, left=x + 60, right=x + 1060, bottom=bottom),
    )


def _title(foot: Foot, name: str, x: float) -> list[Shape]:
    """Return the side in big letters, the name of the scan, and which side of the picture is medial."""
    known = foot.side != "unsure"
    title = f"{foot.side.upper()} FOOT" if known else "SIDE UNSURE"
    sides = ("lateral side", "medial side") if foot.mirrored else ("medial side", "lateral side")
    suffix = "" if known else "?"
    return [
        Words(x=x + 60, y=140, text=title, size=104, ink=INK if known else WARN, bold=True),
        Words(x=x + 60, y=186, text=_shorten(name), size=28, ink=SOFT),
        Words(x=x + 60, y=220, text="the sole seen from above", size=28, ink=SOFT),
        Words(x=x + 330, y=278, text=f"{sides[0]}{suffix}", size=30, bold=True),
        Words(x=x + 850, y=278, text=f"{sides[1]}{suffix}", size=30, bold=True, anchor="end"),
    ]


def _shorten(name: str) -> str:
    """Return a name that fits on the sheet."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
