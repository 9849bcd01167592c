"""Measure. samples of a foot on its axis -> its origin, length and widths (definitions: scans README, "Truth")."""

from collections.abc import Callable

import numpy as np

from orthogen.anatomy.extreme import extreme
from orthogen.anatomy.outline import OUTERMOST, reach
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import BALL_X, HEEL_Z, LOW_RATIO
from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed, shift
from orthogen.kernel.rank import percentile
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding, Level

HEEL_CENTRE_X = 0.15
HEEL_PATCH = 0.06  # patch radii in foot lengths: the back of the heel, the tip of a toe, the sides
TOE_PATCH = 0.02
SIDE_PATCH = 0.045
SEEN_MM = 3.0
NOTED_MM = 1.0
CRUMBS_MM = 2.5  # skin bulges out above the ground; what reaches out lower is a crumb of floor
EXTRAPOLATED_RATIO = 0.03
UPRIGHT_Z = 0.105
BEND_Z = 0.026
IMPRESSION_MM = (22.0, 17.0)
LIP_MM = 1.5

ROUNDS, STILL_MM = 4, 1e-9

Furthest = Callable[[Samples, int, int, float], FloatArray | None]


@dataclass(frozen=True)
class Extents:
    """Length and widths in mm, and the skin points (3,) they were read from."""

    length_mm: float
    ball_width_mm: float
    heel_width_mm: float
    pternion: FloatArray
    heel_middle_y: float


@dataclass(frozen=True)
class Shown:
    """How high (mm) a scan shows skin to measure on: for the length, for the widths; without limit for a whole foot.

    bends: the back of the heel still curves outward where the skin ends, so that its rearmost point lies above.
    flares: the walls widen towards the top and nowhere turn back, as in foam.
    length_mm: that of a foot whose toes are cut off, None where the scan shows it.
    """

    length_top_mm: float = np.inf
    width_top_mm: float = np.inf
    length_mm: float | None = None
    bends: bool = False
    flares: bool = False


def shown_by(samples: Samples, *, sheet: bool, impression: bool, length_mm: float | None) -> Shown:
    """Return what can be measured on the samples of a foot that stands on z = 0.

    The lip of a hollow in foam flares: length is read at most 22 mm high, widths at most 17 mm (pose.md 2.11).
    """
    if not sheet:
        return Shown(length_mm=length_mm)
    top = percentile(samples.points[:, 2], 99.5)
    if impression:
        return Shown(min(IMPRESSION_MM[0], top), min(IMPRESSION_MM[1], top - LIP_MM), length_mm, flares=True)
    return Shown(top, top, length_mm, bends=True)


def settled(
    samples: Samples, foot_from_scan: FloatArray, length_mm: float, shown: Shown
) -> tuple[FloatArray, Samples, Extents]:
    """Return the frame moved so that x = 0 is the rearmost heel point and y = 0 the heel centre, and the extents.

    Raises ScanIncomplete where one of them cannot be seen at all.
    """
    for again in reversed(range(ROUNDS)):
        placed = samples.in_frame(foot_from_scan)
        extents = _extents(placed, length_mm, shown)
        off = max(abs(extents.pternion[0]), abs(extents.heel_middle_y), abs(extents.length_mm - length_mm))
        if off < STILL_MM or not again:
            break
        length_mm = extents.length_mm
        foot_from_scan = composed(shift(-extents.pternion[0], -extents.heel_middle_y, 0.0), foot_from_scan)
    return foot_from_scan, placed, extents


def _extents(samples: Samples, length_mm: float, shown: Shown) -> Extents:
    """Return the extents of samples in a frame whose x runs along the foot."""
    z = samples.points[:, 2]
    low = samples.where((z > CRUMBS_MM) & (z < LOW_RATIO * length_mm) & (z < shown.length_top_mm))
    furthest = _slice_end if shown.flares else _summit
    rear = _rear(low, length_mm, shown)
    length = shown.length_mm or _front_mm(furthest, low, length_mm) - float(rear[0])
    low = low.where(low.points[:, 2] < shown.width_top_mm)
    x, z = low.points[:, 0] - rear[0], low.points[:, 2]
    ball = low.where((x > BALL_X[0] * length) & (x < BALL_X[1] * length))
    medial = _seen(furthest(ball, 1, 1, SIDE_PATCH * length), "medial side of the ball")
    lateral = _seen(furthest(ball, 1, -1, SIDE_PATCH * length), "lateral side of the ball")
    heel = np.stack([x, low.points[:, 1]], axis=1)[z < HEEL_Z * length]
    outer, inner = reach(heel, (HEEL_CENTRE_X - 0.01) * length, (HEEL_CENTRE_X + 0.01) * length)
    if not np.isfinite(inner - outer):
        raise ScanIncomplete("the sides of the heel cannot be seen in the scan", "scan the whole foot again")
    return Extents(length, float(medial[1] - lateral[1]), inner - outer, rear, (inner + outer) / 2)


def _rear(low: Samples, length_mm: float, shown: Shown) -> FloatArray:
    """Return the rearmost heel point; of a sole that was cut below it, the one to which its bend leads.

    The sagittal outline of a heel is upright 0.105 of the length above the ground [E]; up to there it is continued as
    a parabola with the slope that it has where the skin ends.
    """
    furthest = _slice_end if shown.flares else _summit
    rear = _seen(furthest(low, 0, -1, HEEL_PATCH * length_mm), "back of the heel")
    missing_mm = UPRIGHT_Z * length_mm - shown.length_top_mm
    if not shown.bends or missing_mm <= 0:
        return rear
    y, z = (low.points[:, 1] - rear[1]) / length_mm, low.points[:, 2] - shown.length_top_mm
    behind = low.points[:, 0] < rear[0] + HEEL_PATCH * length_mm
    near = behind & (np.abs(y) < 0.04) & (z > -BEND_Z * length_mm) & (low.normals[:, 0] < -0.15)
    if np.count_nonzero(near) < 30:
        return rear
    y, z = y[near], z[near]
    terms = np.stack([np.ones_like(y), y, y * y, z, z * z], axis=1)
    normal: FloatArray = np.einsum("ni,nj->ij", terms, terms)
    edge, _, _, slope, _ = np.linalg.solve(normal, np.einsum("ni,n->i", terms, low.points[near, 0]))
    x = edge + 0.5 * min(slope, 0.0) * missing_mm
    return np.array([x, rear[1], UPRIGHT_Z * length_mm])


def _front_mm(furthest: Furthest, low: Samples, length_mm: float) -> float:
    """Return x of the tips of the toes."""
    return float(_seen(furthest(low, 0, 1, TOE_PATCH * length_mm), "tips of the toes")[0])


def _summit(samples: Samples, axis: int, sign: int, radius_mm: float) -> FloatArray | None:
    """Return the outermost point (3,) of skin that turns back."""
    found = extreme(samples, axis, sign, radius_mm=radius_mm)
    return None if found is None else found.point


def _slice_end(samples: Samples, axis: int, sign: int, radius_mm: float) -> FloatArray | None:
    """Return the middle (3,) of the few outermost samples of skin that widens up to where it was cut off."""
    first = np.argsort(-sign * samples.points[:, axis], kind="stable")[:OUTERMOST]
    middle: FloatArray = samples.points[first].mean(axis=0)
    return middle if len(first) == OUTERMOST else None


def _seen(found: FloatArray | None, name: str) -> FloatArray:
    """Return the point, or refuse a foot without it."""
    if found is None:
        raise ScanIncomplete(f"the {name} cannot be seen in the scan", "scan the whole foot again")
    return found


def heel_findings(samples: Samples, extents: Extents, shown: Shown) -> tuple[Finding, ...]:
    """Return a finding if the rearmost point lies where no skin is, so that it was extrapolated from that around it.

    Raises ScanIncomplete if that adds more than 3 % of the length (pose.md 3.1).
    """
    offset = samples.points - extents.pternion
    if np.any((offset * offset).sum(axis=1) < SEEN_MM * SEEN_MM):
        return ()
    low = samples.points[samples.points[:, 2] < min(LOW_RATIO * extents.length_mm, shown.length_top_mm), 0]
    added = float(np.sort(low)[:5].mean() - extents.pternion[0])
    if added > EXTRAPOLATED_RATIO * extents.length_mm:
        raise ScanIncomplete(
            f"the back of the heel is missing: it would have to be extended by {added:.0f} mm", "scan the heel again"
        )
    why = f"The skin ends {shown.length_top_mm:.0f} mm above the ground" if shown.bends else "There is a hole"
    note = f"{why} at the back of the heel; it was continued, which adds {max(added, 0.0):.1f} mm to the length."
    level: Level = "warning" if added > NOTED_MM else "note"
    return (Finding(check="heel_extrapolated", note=note, measured=added, unit="mm", level=level),)
