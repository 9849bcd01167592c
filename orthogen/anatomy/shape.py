"""Shape. a walking candidate -> a whole foot, or the refusal that names what it is and the number that tells."""

from dataclasses import dataclass

import numpy as np

from orthogen.anatomy.outline import width
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import BALL_X, HEEL_X, HEEL_Z, Walking
from orthogen.errors import AnatomyError, NotAFoot, ScanIncomplete
from orthogen.records.foot import Kind

BALL_LENGTH = (0.29, 0.50)
HEEL_LENGTH = (0.17, 0.33)
BALL_HEEL = (1.2, 2.2)
PLANES_MOST = 0.5
HEIGHT_LEAST = 0.17
HEEL_TOE_LEAST = 0.6
FRONT_MOST = 0.57
REAR_HEEL = (0.12, 0.60)
WIDEST_X = (0.57, 0.82)


@dataclass(frozen=True)
class Proportions:
    """Ratios of a candidate; front_ball: width 3 % before the front over the ball, rear_heel: 1.5 % before the rear."""

    ball_length: float
    heel_length: float
    ball_heel: float
    height_length: float
    front_ball: float
    rear_heel: float
    widest: float


def proportions(walking: Walking) -> Proportions:
    """Return the ratios by which feet are told from other things."""
    low, length = walking.low, walking.length_mm
    ball = width(low, BALL_X[0] * length, BALL_X[1] * length)
    heel = width(low[low[:, 2] < HEEL_Z * length], HEEL_X[0] * length, HEEL_X[1] * length)
    front = width(low, 0.965 * length, 0.975 * length)
    rear = width(low, 0.01 * length, 0.02 * length)
    return Proportions(
        ball_length=ball / length,
        heel_length=heel / length,
        ball_heel=ball / max(heel, 1e-9),
        height_length=float(walking.samples.points[:, 2].max()) / length,
        front_ball=front / max(ball, 1e-9),
        rear_heel=rear / max(heel, 1e-9),
        widest=_widest(walking),
    )


def _widest(walking: Walking) -> float:
    """Return where along the foot, in foot lengths, its front part is widest: the middle of all within 1 % L of it."""
    low, length = walking.low, walking.length_mm
    stations = np.arange(0.30, 0.99, 0.01)
    widths = np.array([width(low, (x - 0.015) * length, (x + 0.015) * length) for x in stations])
    return float(stations[widths > widths.max() - 0.01 * length].mean())


def refusal(walking: Walking, *, kind: Kind = "whole_foot") -> AnatomyError | None:
    """Return None for a whole foot, else the error that says what the candidate is instead (pose.md 2.5, 2.8, 3.1)."""
    if not np.isfinite(walking.length_mm):
        return NotAFoot("nothing of this shape stands on a plane", "check that the file holds one foot")
    ratio = proportions(walking)
    return _not_a_foot(walking, ratio, kind) or _cut(ratio)


def _not_a_foot(walking: Walking, ratio: Proportions, kind: Kind) -> AnatomyError | None:
    """Return NotAFoot with the first ratio that no foot shows."""
    tests = (
        ("its ball width is", ratio.ball_length, *BALL_LENGTH, "of its length"),
        ("its heel width is", ratio.heel_length, *HEEL_LENGTH, "of its length"),
        ("its ball is", ratio.ball_heel, *BALL_HEEL, "times as wide as its heel"),
        ("its height is", ratio.height_length, HEIGHT_LEAST if kind == "whole_foot" else 0.0, 4.0, "of its length"),
        (
            "its heel-to-toe evidence is",
            walking.heel_toe,
            HEEL_TOE_LEAST,
            9.0,
            "(forefoot wider, ankle to the rear)",
        ),
        ("three planes hold", planes_share(walking.samples), 0.0, PLANES_MOST, "of its surface"),
    )
    for name, value, low, high, rest in tests:
        if not low <= value <= high:
            return NotAFoot(
                f"this is not a human foot: {name} {value:.2f} {rest}, a foot's is {low:g} to {high:g}",
                "check that the file holds one foot, in any position, and nothing else",
            )
    return None


def _cut(ratio: Proportions) -> AnatomyError | None:
    """Return ScanIncomplete if an end of the foot is blunt or its ball out of place (pose.md 3.1)."""
    tests = (
        (
            "the toes are cut off: 3 % before its front the foot is",
            ratio.front_ball,
            0.0,
            FRONT_MOST,
            "of the ball's width",
        ),
        ("the heel is cut off: 1.5 % before its rear it is", ratio.rear_heel, *REAR_HEEL, "of its full width"),
        ("a part of the foot is cut off: it is widest at", ratio.widest, *WIDEST_X, "of its length"),
    )
    for name, value, low, high, rest in tests:
        if not low <= value <= high:
            return ScanIncomplete(
                f"{name} {value:.2f} {rest}, in a whole foot {low:g} to {high:g}", "scan the whole foot again"
            )
    return None


def planes_share(samples: Samples) -> float:
    """Return the share of the surface on the three largest planes, each tried through evenly chosen samples."""
    thin = samples.where(np.arange(len(samples)) % max(len(samples) // 4000, 1) == 0)
    points, normals, total = thin.points, thin.normals, 0.0
    for _ in range(3):
        if len(points) < 100:
            break
        on_plane = []
        for k in range(0, len(points), len(points) // 50):
            away = np.abs(np.einsum("nj,j->n", points - points[k], normals[k]))
            along = np.abs(np.einsum("nj,j->n", normals, normals[k]))
            on_plane.append((away < 1.0) & (along > 0.98))
        best = max(on_plane, key=lambda mask: int(mask.sum()))
        total += float(best.sum()) / len(thin)
        points, normals = points[~best], normals[~best]
    return total
