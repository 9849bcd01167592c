"""Proportions. a walking candidate -> how wide, high and thick it is along its length, in shares of that length."""

import numpy as np

from orthogen.anatomy.outline import edges, width
from orthogen.anatomy.walking import BALL_X, HEEL_X, HEEL_Z, Walking
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import percentile
from orthogen.lazyclass import dataclass

STATION = 0.015  # half the thickness of a slab across the foot
REAR_X, INSTEP_X, FRONT_X = 0.25, 0.50, 0.80
MIDFOOT_X = (0.40, 0.65)
CELL = 0.016
LEAST = 6


@dataclass(frozen=True)
class Proportions:
    """Ratios of a candidate, heights counted up to 0.23 of the length, so that ankle and leg have no say.

    front_ball: width 3 % before the front over the ball, rear_heel: 1.5 % before the rear over the heel; widest: where
    the front part is. instep: height at half the length; front_rear: height at 0.80 over that at 0.25; thickness: of
    the midfoot from sole to back.
    """

    ball_length: float
    heel_length: float
    ball_heel: float
    height_length: float
    front_ball: float
    rear_heel: float
    widest: float
    instep: float
    front_rear: float
    thickness: float


def proportions(walking: Walking) -> Proportions:
    """Return the ratios by which feet are told from other things; NaN where there is nothing to measure."""
    low, length = walking.low, walking.length_mm
    ball = ball_length(walking) * length
    heel = width(low[low[:, 2] < HEEL_Z * length], HEEL_X[0] * length, HEEL_X[1] * length)
    front = width(low, 0.965 * length, 0.975 * length)
    rear = width(low, 0.01 * length, 0.02 * length)
    return Proportions(
        ball_length=ball_length(walking),
        heel_length=heel / length,
        ball_heel=ball / max(heel, 1e-9),
        height_length=float(walking.samples.points[:, 2].max()) / length,
        front_ball=front / max(ball, 1e-9),
        rear_heel=rear / max(heel, 1e-9),
        widest=_widest(walking),
        instep=_top(low / length, INSTEP_X),
        front_rear=_top(low / length, FRONT_X) / max(_top(low / length, REAR_X), 1e-9),
        thickness=_thickness(low / length),
    )


def ball_length(walking: Walking) -> float:
    """Return the width of the ball over the length."""
    length = walking.length_mm
    return width(walking.low, BALL_X[0] * length, BALL_X[1] * length) / length


def _widest(walking: Walking) -> float:
    """Return where along the foot, in foot lengths, its front part is widest: the middle of all within 1 % L of it."""
    length, stations = walking.length_mm, np.arange(0.30, 0.99, 0.01)
    widths = np.nan_to_num(np.diff(edges(walking.rows, stations * length, STATION * length), axis=1)[:, 0])
    return float(stations[widths >= widths.max() - 0.01 * length].mean())


def _top(points: FloatArray, station: float) -> float:
    """Return the height of the back of the foot at a station; all but the highest 2 % lie below it."""
    here = points[np.abs(points[:, 0] - station) < STATION, 2]
    return percentile(here, 98) if len(here) >= LEAST else float("nan")


def _thickness(points: FloatArray) -> float:
    """Return the height from sole to back of the midfoot: four fifths of its columns are thinner; 0 without one."""
    middle = points[(points[:, 0] > MIDFOOT_X[0]) & (points[:, 0] < MIDFOOT_X[1])]
    if len(middle) < LEAST:
        return 0.0
    ix, iy = np.floor(middle[:, :2] / CELL).astype(np.int64).T
    column = (ix - ix.min()) * (int(np.ptp(iy)) + 1) + iy - iy.min()
    order = np.argsort(column, kind="stable")
    start, z = np.flatnonzero(np.diff(column[order], prepend=-1)), middle[order, 2]
    return percentile(np.maximum.reduceat(z, start) - np.minimum.reduceat(z, start), 80)
