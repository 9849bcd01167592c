"""Pressure. loads of feet -> one sheet: peak pressures on the sole with masks and path, curves over the contact."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.publish.picture.drawing import AXIS, INK, PAPER, SOFT, Drawing, Line, Pixels, Shape, Words, disc, segment
from orthogen.publish.picture.paint import painted
from orthogen.publish.picture.plan import Place
from orthogen.publish.picture.stance import curves
from orthogen.publish.picture.svg import svg
from orthogen.publish.png import RISING, coloured
from orthogen.records.assessed import Assessed, FootLoad
from orthogen.records.foot import Foot
from orthogen.records.load import MASKS

_WIDTH, _HEIGHT, _TOP, _TALL, _WIDE = 640, 1500, 190.0, 760.0, 470.0
_PIXEL_MM = 1.0
_NICE_KPA = (100.0, 150.0, 200.0, 300.0, 400.0, 500.0, 600.0, 800.0, 1000.0, 1500.0)
_LEAST_SHOWN_KPA = 2.0
_ORDER = {"left": 0, "unsure": 1, "right": 2}
_LONGEST_NAME = 46


def pressure_png(assessed: Assessed) -> bytes:
    """Return the picture as PNG: feet side by side as their owner sees them, on one scale of pressure and of size."""
    return painted(pressure_sheet(assessed))


def pressure_svg(assessed: Assessed, *, title: str) -> str:
    """Return the same as an SVG element for a page."""
    return svg(pressure_sheet(assessed), title=title)


def pressure_sheet(assessed: Assessed) -> Drawing:
    """Return the drawing; the left foot stands to the left."""
    shown = sorted(assessed.pressure, key=lambda foot: _ORDER[foot.load.side])
    feet = {foot.side: foot for foot in assessed.feet}
    highest = max((float(foot.load.peak_kpa.max()) for foot in shown), default=100.0)
    top_kpa = next((value for value in _NICE_KPA if value >= highest), _NICE_KPA[-1])
    scale = min((_scale(foot) for foot in shown), default=1.0)
    most_n = max((float(foot.load.stance_force_n.max(initial=0.0)) for foot in shown), default=0.0)
    shapes: list[Shape] = []
    for k, foot in enumerate(shown):
        x = float(_WIDTH * k)
        scan = feet.get(foot.load.side) if foot.on_foot else None
        shapes += [*_title(foot, x), *_sole(foot, scan, x=x, scale=scale, top_kpa=top_kpa)]
        shapes += [*_colours(x + 60, 1010, top_kpa), *curves(foot.load, x=x + 90, y=1110, width=500, most_n=most_n,
                                                             most_kpa=top_kpa)]  # fmt: skip
    return Drawing(width=_WIDTH * max(len(shown), 1), height=_HEIGHT, shapes=tuple(shapes))


def _places_mm(foot: FootLoad) -> FloatArray:
    """Return the cells (n, 2) on the scanned foot where it is known, else in the print's own frame."""
    place = foot.load.place_mm
    return place if foot.on_foot is None else _onto(foot.on_foot.foot_from_print, place)


def _onto(motion: FloatArray, place_mm: FloatArray) -> FloatArray:
    return np.asarray(place_mm @ motion[:2, :2].T + motion[:2, 2])


def _scale(foot: FootLoad) -> float:
    """Return the pixels for a millimetre at which the print fills its field, with room for the foot around it."""
    seen = foot.load.place_mm[foot.load.peak_kpa >= _LEAST_SHOWN_KPA]
    long, wide = np.ptp(seen, axis=0) if len(seen) else (1.0, 1.0)
    return float(min(_TALL / (1.08 * long + 10), _WIDE / (1.12 * wide + 10)))


def _title(foot: FootLoad, x: float) -> list[Shape]:
    load = foot.load
    name = load.file if len(load.file) <= _LONGEST_NAME else load.file[: _LONGEST_NAME - 1] + "…"
    known = load.side != "unsure"
    steps = "one picture" if not load.contact_s else f"{load.steps} step{'s' * (load.steps > 1)}"
    on = f"on the scan, correlation {foot.on_foot.correlation:.2f}" if foot.on_foot else "the print alone"
    return [
        Words(x=x + 60, y=70, text=f"{load.side.upper()} FOOT" if known else "SIDE UNSURE", size=52, bold=True),
        Words(x=x + 60, y=104, text=name, size=22, ink=SOFT),
        Words(x=x + 60, y=132, text=f"peak pressure from above, {steps}", size=22, ink=SOFT),
        Words(x=x + 60, y=160, text=on, size=22, ink=SOFT),
    ]


def _sole(foot: FootLoad, scan: Foot | None, *, x: float, scale: float, top_kpa: float) -> list[Shape]:
    """Return the peak map with the borders of the masks, the outline of the foot and the path of the pressure."""
    load, mask = foot.load, foot.on_foot.mask if foot.on_foot else foot.load.mask
    place_mm = _places_mm(foot)
    seen = place_mm[load.peak_kpa >= _LEAST_SHOWN_KPA]
    low, high = (seen.min(axis=0), seen.max(axis=0)) if len(seen) else (np.zeros(2), np.ones(2))
    if scan is not None:
        low, high = np.minimum(low, scan.outline_mm.min(axis=0)), np.maximum(high, scan.outline_mm.max(axis=0))
    place = Place(x_mm=float(high[0]) + 5, y_mm=float((low[1] + high[1]) / 2), left=x + _WIDTH / 2, top=_TOP,
                  scale=scale, mirrored=load.side == "left")  # fmt: skip
    shapes: list[Shape] = [_map(place_mm, load.peak_kpa, mask, load.area_mm2, place, top_kpa)]
    if scan is not None:
        shapes.append(Line(points=place.at(*scan.outline_mm.T), closed=True, width=2.5))
    path = load.path_mm if foot.on_foot is None else foot.on_foot.path_mm
    if len(path) > 1:
        line = place.at(*path.T)
        shapes += [Line(points=line, ink=PAPER, width=7), Line(points=line, ink=AXIS, width=3.5),
                   disc(float(line[0, 0]), float(line[0, 1]), 6, ink=PAPER, width=2, fill=AXIS)]  # fmt: skip
    masks = foot.on_foot.masks if foot.on_foot else load.masks
    for number, name in enumerate(MASKS):
        own = (mask == number) & (load.peak_kpa >= _LEAST_SHOWN_KPA)
        if own.any() and masks[name].peak_kpa > 0:
            at_x, at_y = place.one(*np.average(place_mm[own], axis=0, weights=load.peak_kpa[own]).tolist())
            shapes.append(Words(x=at_x, y=at_y + 7, text=f"{masks[name].peak_kpa:.0f}", size=21, bold=True,
                                anchor="middle", halo=PAPER))  # fmt: skip
    return shapes


def _map(
    place_mm: FloatArray, peak_kpa: FloatArray, mask: IntArray, area_mm2: FloatArray, place: Place, top_kpa: float
) -> Pixels:
    """Return the cells as pixels of one millimetre, each with the colour of its nearest cell; mask borders are dark."""
    shown = peak_kpa >= _LEAST_SHOWN_KPA
    reach = 0.75 * float(np.sqrt(area_mm2.max()))
    low = place_mm[shown].min(axis=0) - reach if shown.any() else np.zeros(2)
    rows, columns = np.ceil((np.ptp(place_mm[shown], axis=0) + 2 * reach) / _PIXEL_MM).astype(int) if shown.any() else (
        1, 1)  # fmt: skip
    nearest = _nearest(place_mm[shown], low, (int(rows), int(columns)), reach)
    there = nearest >= 0
    pixels = coloured(np.where(there, peak_kpa[shown][nearest], np.nan), 0.0, top_kpa, ramp=RISING)
    pixels[_borders(np.where(there, mask[shown][nearest], -2)) & there] = (*bytes.fromhex(INK[1:]), 255)
    pixels = pixels[::-1] if place.mirrored else pixels[::-1, ::-1]
    left = low[1] if place.mirrored else low[1] + columns * _PIXEL_MM
    x, y = place.one(float(low[0] + rows * _PIXEL_MM), float(left))
    step = _PIXEL_MM * place.scale
    return Pixels(rgba=np.ascontiguousarray(pixels), x=x, y=y, width=columns * step, height=rows * step)


def _nearest(place_mm: FloatArray, low: FloatArray, shape: tuple[int, int], reach_mm: float) -> IntArray:
    """Return for each pixel (rows, columns) the number of the nearest place, −1 beyond the reach."""
    found = np.full(shape, -1, dtype=np.int64)
    across = low[1] + (np.arange(shape[1]) + 0.5) * _PIXEL_MM
    for row in range(shape[0]):
        x = low[0] + (row + 0.5) * _PIXEL_MM
        near = np.flatnonzero(np.abs(place_mm[:, 0] - x) <= reach_mm)
        if len(near):
            gap = np.hypot(place_mm[near, 0, None] - x, place_mm[near, 1, None] - across)
            found[row] = np.where(gap.min(axis=0) <= reach_mm, near[gap.argmin(axis=0)], -1)
    return found


def _borders(mask: IntArray) -> BoolArray:
    """Return the pixels whose neighbour in front or beside belongs to another mask."""
    border = np.zeros(mask.shape, dtype=bool)
    border[:-1] |= (mask[:-1] != mask[1:]) & (mask[:-1] != -2) & (mask[1:] != -2)
    border[:, :-1] |= (mask[:, :-1] != mask[:, 1:]) & (mask[:, :-1] != -2) & (mask[:, 1:] != -2)
    return border


def _colours(x: float, y: float, top_kpa: float) -> list[Shape]:
    """Return the colour bar of the pressures."""
    wide = 330.0
    ramp = coloured(np.linspace(0.0, top_kpa, 128)[None, :], 0.0, top_kpa, ramp=RISING)
    shapes: list[Shape] = [
        Words(x=x + wide + 14, y=y + 18, text="peak pressure, kPa", size=21, ink=SOFT),
        Pixels(rgba=ramp, x=x, y=y, width=wide, height=22),
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = x + wide * share
        shapes += [
            segment(at, y + 22, at, y + 28, ink=SOFT),
            Words(x=at, y=y + 50, text=f"{share * top_kpa:.0f}", size=21, ink=SOFT, anchor="middle"),
        ]
    return shapes
