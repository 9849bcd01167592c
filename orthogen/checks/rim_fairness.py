"""Rim fairness. rim line -> whether the eye sees it as one curve."""

import numpy as np

from orthogen.kernel import curve
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid
from orthogen.records.finding import Finding

_STEP_MM = 0.5
_LOW_PASS_MM = 5.0
_MOST_BEND_PER_MM = 0.02
_MOST_RISE_MM = 0.1


def check(rim_mm: FloatArray, judged: BoolArray, *, grid: Grid, tilt_mm: FloatArray) -> tuple[Finding, ...]:
    """Return the sharpest bend of the rim's height and its greatest rise distal of the flange peak; warnings.

    rim_mm (n, 3): the closed rim line, foot frame. judged (n,): False on the bevelled distal end of a shortened
    device. Height is that above declared posts and lifts (tilt_mm), along the plan of the line, smoothed by a
    Gaussian 5 mm wide at half its height. Limits: 0.02 /mm and no rise (0.1 mm), surface.md 7.
    """
    height = rim_mm[:, 2] - grid.sample_linear(tilt_mm, rim_mm[:, 0], rim_mm[:, 1])
    line, use = _even(np.column_stack([rim_mm[:, :2], height]), judged)
    smooth = _low_passed(line[:, 2])
    around = round(1.0 / _STEP_MM)
    bend = np.abs(np.roll(smooth, around) - 2.0 * smooth + np.roll(smooth, -around))
    sharpest = int(np.where(use, bend, -1.0).argmax())
    rise, where = _greatest_rise(line[:, 0], smooth, use)
    return (
        _finding(
            "rim_fairness",
            float(bend[sharpest]),
            _MOST_BEND_PER_MM,
            "1/mm",
            f"The tightest curve in the height of the rim has a radius of {_radius(bend[sharpest])}",
            f"tighter than {_radius(_MOST_BEND_PER_MM)}",
            line[sharpest],
        ),
        _finding(
            "rim_waves",
            rise,
            _MOST_RISE_MM,
            "mm",
            f"From the arch towards the toes the rim rises again by {rise:.2f} mm",
            f"more than {_MOST_RISE_MM:g} mm",
            line[where],
        ),
    )


def _even(line: FloatArray, judged: BoolArray) -> tuple[FloatArray, BoolArray]:
    """Return the closed line (n, 3) at even steps of its plan length, and which of its points are judged."""
    closed = np.vstack([line, line[:1]])
    along = curve.arc(line)
    at = np.linspace(0.0, along[-1], round(along[-1] / _STEP_MM), endpoint=False)
    even = np.column_stack([np.interp(at, along, closed[:, k]) for k in range(3)])
    return even, judged[np.searchsorted(along, at, side="right") - 1]


def _low_passed(values: FloatArray) -> FloatArray:
    """Return the closed sequence smoothed by a Gaussian, by its Fourier series."""
    sigma = _LOW_PASS_MM / np.sqrt(8.0 * np.log(2.0)) / _STEP_MM
    wave = 2.0 * np.pi * np.fft.rfftfreq(len(values))
    return np.fft.irfft(np.fft.rfft(values) * np.exp(-0.5 * (sigma * wave) ** 2), len(values))


def _greatest_rise(x_mm: FloatArray, height: FloatArray, use: BoolArray) -> tuple[float, int]:
    """Return by how much the rim rises again on its way from the peak of either side forwards, and where."""
    count = len(height)
    heel, tip = int(x_mm.argmin()), int(x_mm.argmax())
    best, where = 0.0, tip
    for way in (1, -1):
        path = (heel + way * np.arange((way * (tip - heel)) % count)) % count
        path = path[use[path]]
        if len(path) == 0:
            continue
        path = path[int(height[path].argmax()) :]
        rise = height[path] - np.minimum.accumulate(height[path])
        if rise.max() > best:
            best, where = float(rise.max()), int(path[rise.argmax()])
    return best, where


def _radius(bend_per_mm: float) -> str:
    """Return how a bend is told: nobody sees a curvature, everybody a radius."""
    return f"{1.0 / max(bend_per_mm, 1e-3):.0f} mm"


def _finding(check: str, measured: float, high: float, unit: str, what: str, bad: str, at: FloatArray) -> Finding:
    return Finding(
        check=check,
        note=what + ("." if measured <= high else f", {bad}: look at it."),
        measured=measured,
        unit=unit,
        high=high,
        level="note" if measured <= high else "warning",
        where_mm=(float(at[0]), float(at[1]), float(at[2])),
    )
