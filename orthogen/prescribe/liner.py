"""Liner. the drawing of a shoe's liner, a foot -> that outline in mm, of the right side, laid to the foot."""

from collections.abc import Mapping

import numpy as np

from orthogen.errors import PrescriptionError
from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray
from orthogen.records.foot import Foot
from orthogen.records.shoe import Drawing, Liner

ROOM_MM = (5.0, 25.0)  # a liner is longer than the foot: 15–20 mm in shoes that fit (clinical.md A.6 [S19])
_CHORD_MM = 2.0
_FINE_MM = 0.5
_AROUND = 1000
_LIKE_RATIO, _LIKE_MM = 0.75, 0.3
_WIDER_RATIO = 1.06
_FITTED_RATIO = (0.08, 0.80)
_JUDGED_RATIO = (0.10, 0.95)
_HEEL_RATIO = (0.10, 0.18)
_MOST_BEHIND_MM = 5.0
_PASSES = 4
_LONG_MM = 1e4
_OTHER = {"left": "right", "right": "left"}


def laid(foot: Foot, drawings: Mapping[str, Drawing]) -> Liner:
    """Return the liner for one foot out of "left", "right" or "" (whose it is was not said) -> drawing.

    Its own side's drawing counts; else that of no side, if its shape says that it is this foot's; else the other
    side's, mirrored, as the shoes of a pair are. Unit: as declared, else the one that makes it 5–25 mm longer than the
    foot. It lies with the heel centred in it and its middle line along the foot's. Raises PrescriptionError where
    length, side or direction do not fit or do not tell.
    """
    side = foot.side
    said = side if side in drawings else "" if "" in drawings else _OTHER[side]
    drawing = drawings[said]
    line_mm, how = _in_mm(foot, drawing)
    line_mm = _heel_back(line_mm, drawing.name)
    own, other = (_registered(foot, _as_drawn(foot, line_mm, mirrored=flip)) for flip in (False, True))
    mirrored = _mirrored(foot, drawing.name, said, own[1], other[1])
    outline, _ = other if mirrored else own
    if mirrored:
        how += f" It was drawn for the {_OTHER[side]} shoe and mirrored for the {side} one."
    points = curve.resampled(outline, _CHORD_MM)
    return Liner(
        name=drawing.name,
        sha256=drawing.sha256,
        outline_mm=tuple((round(x, 3) + 0.0, round(y, 3) + 0.0) for x, y in points.tolist()),
        told=(how, *(item.note for item in drawing.findings)),
    )


def _in_mm(foot: Foot, drawing: Drawing) -> tuple[FloatArray, str]:
    """Return the outline in mm, with a sentence on how its unit is known."""
    hull = curve.hull(curve.resampled(drawing.points, float(curve.arc(drawing.points)[-1]) / _AROUND))
    apart = hull[:, None, :] - hull[None, :, :]
    long = float(np.sqrt((apart**2).sum(-1).max()))
    low, high = (foot.foot_length_mm + room for room in ROOM_MM)
    fitting = [name for name, mm in drawing.units.items() if low <= long * mm <= high]
    if len(fitting) != 1:
        lengths = ", ".join(f"{_read(long * mm)} with units of {name}" for name, mm in drawing.units.items())
        raise PrescriptionError(
            f"the liner {drawing.name} is {lengths}; for a foot of {foot.foot_length_mm:.1f} mm it must be "
            f"{low:.0f} to {high:.0f} mm long ({ROOM_MM[0]:g} to {ROOM_MM[1]:g} mm more)",
            "check the unit of the drawing and whether it is this patient's shoe",
        )
    mm = drawing.units[fitting[0]]
    known = "as the file says" if drawing.declared else "since no other unit fits the foot"
    how = f"The liner {drawing.name} is {long * mm:.1f} mm long, with units of {fitting[0]}, {known}."
    return drawing.points * mm, how


def _read(long_mm: float) -> str:
    """Return a length as it is read at a glance, be it that of a liner in the wrong unit."""
    return f"{long_mm:.4g} mm" if long_mm < _LONG_MM else f"{long_mm / 1e3:.4g} m"


def _heel_back(line: FloatArray, name: str) -> FloatArray:
    """Return the outline turned so that it runs along +x from heel to toes, its back at x = 0, its middle at y = 0."""
    dense = curve.resampled(line, _FINE_MM)
    centred = dense - dense.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    along = axes[:, 1]
    turned = centred @ np.column_stack([along, [-along[1], along[0]]])
    turned[:, 0] -= turned[:, 0].min()
    long = float(turned[:, 0].max())
    back, front = (_width(turned, long * low, long * high) for low, high in ((0.15, 0.38), (0.62, 0.85)))
    if max(back, front) < _WIDER_RATIO * min(back, front):
        raise PrescriptionError(
            f"the liner {name} is as wide at one end as at the other ({back:.1f} and {front:.1f} mm): "
            "heel and toes cannot be told apart",
            "give the whole outline of a shoe's liner",
        )
    if back > front:
        turned = np.array([long, 0.0]) - turned
    centred_there: FloatArray = turned - (0.0, 0.5 * float(turned[:, 1].max() + turned[:, 1].min()))
    return centred_there


def _width(line: FloatArray, start: float, end: float) -> float:
    """Return the mean width between two stations."""
    medial, lateral = _sides(line, np.linspace(start, end, 12))
    return float((medial - lateral).mean())


def _sides(line: FloatArray, stations: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return y of both sides at the stations: of +y and of −y."""
    return curve.reach(line, stations, 1.0), curve.reach(line, stations, -1.0)


def _middle(line: FloatArray, stations: FloatArray) -> FloatArray:
    """Return y midway between both sides at the stations."""
    middle: FloatArray = 0.5 * np.add(*_sides(line, stations))
    return middle


def _as_drawn(foot: Foot, line: FloatArray, *, mirrored: bool) -> FloatArray:
    """Return the outline in the foot's frame, where a left foot is a mirrored one; or its mirror image there."""
    flip = foot.mirrored != mirrored
    return (line * (1.0, -1.0))[::-1] if flip else line


def _registered(foot: Foot, line: FloatArray) -> tuple[FloatArray, float]:
    """Return the outline laid to the foot, and how far its middle line then wanders from the foot's (rms, mm).

    The middle lines meet in direction and place between .08 and .80 of the foot; behind the heel there is as much room
    as beside it, up to 5 mm: the heel stands in the middle of its seat.
    """
    length, skin = foot.foot_length_mm, foot.outline_mm
    at = np.linspace(*_FITTED_RATIO, 60) * length
    heel = np.linspace(*_HEEL_RATIO, 10) * length
    middle = _middle(skin, at)
    heel_width = float(np.subtract(*_sides(skin, heel)).mean())
    for _ in range(_PASSES):
        medial, lateral = _sides(line, heel)
        behind = np.clip(0.5 * (float((medial - lateral).mean()) - heel_width), 0.0, _MOST_BEHIND_MM)
        line = line - (float(line[:, 0].min() - skin[:, 0].min() + behind), 0.0)
        slope, shift = np.polyfit(at, _middle(line, at) - middle, 1)
        cos, sin = 1.0 / np.hypot(1.0, slope), -slope / np.hypot(1.0, slope)
        line = (line - (0.0, shift)) @ np.array([[cos, sin], [-sin, cos]])
    judged = np.linspace(*_JUDGED_RATIO, 60) * length
    wander = _middle(line, judged) - _middle(skin, judged)
    trend = np.polyval(np.polyfit(judged, wander, 1), judged)
    return line, float(np.sqrt(((wander - trend) ** 2).mean()))


def _mirrored(foot: Foot, name: str, said: str, as_drawn_mm: float, mirrored_mm: float) -> bool:
    """Return whether the outline is to be mirrored; raises PrescriptionError if word and shape contradict or are none.

    as_drawn_mm, mirrored_mm: how far its middle line wanders from that of the foot either way. The shape tells if one
    is less than three quarters of the other and 0.3 mm less.
    """
    best, worst = sorted((as_drawn_mm, mirrored_mm))
    tells = best < _LIKE_RATIO * worst and worst - best > _LIKE_MM
    shape = (foot.side if as_drawn_mm < mirrored_mm else _OTHER[foot.side]) if tells else ""
    seen = f"its middle line is {as_drawn_mm:.1f} mm off that of this {foot.side} foot, mirrored {mirrored_mm:.1f} mm"
    if not said and not shape:
        raise PrescriptionError(
            f"the liner {name} is too even to tell left from right ({seen})",
            f"say for which shoe it is drawn, seen from above: --liner left={name} or --liner right={name}",
        )
    if said and shape and shape != said:
        raise PrescriptionError(
            f"the liner {name} is said to be a {said} one, but has the shape of a {shape} one ({seen})",
            f"give the other drawing; if it was traced from below or is to be mirrored, say --liner {shape}={name}",
        )
    if not said and shape != foot.side:
        raise PrescriptionError(
            f"the liner {name} has the shape of a {shape} one, this is a {foot.side} foot ({seen})",
            f"give the {foot.side} one; to have this one mirrored, say --liner {shape}={name}",
        )
    return (said or shape) != foot.side
