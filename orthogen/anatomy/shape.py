"""Shape. a walking candidate -> a whole foot, or the refusal that names what it is and the number that tells."""

from dataclasses import dataclass

import numpy as np

from orthogen.anatomy.outline import width
from orthogen.anatomy.support import plane_through
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import BALL_X, HEEL_X, HEEL_Z, Walking
from orthogen.errors import AnatomyError, KindNotYet, NotAFoot, ScanIncomplete

BALL_LENGTH = (0.29, 0.50)
HEEL_LENGTH = (0.17, 0.33)
BALL_HEEL = (1.2, 2.2)
PLANES_MOST = 0.5
HEIGHT_LEAST = 0.17
ONE_SIDED = 0.5
RIM_MM = 1.5
RIM_MOST = 0.15
HEEL_TOE_LEAST = 0.6
FRONT_MOST = 0.57
REAR_MOST = 0.60
REAR_LEAST = 0.12


@dataclass(frozen=True)
class Proportions:
    """Ratios of a candidate; front_ball: width 3 % before the front over the ball, rear_heel: 1.5 % before the rear."""

    ball_length: float
    heel_length: float
    ball_heel: float
    height_length: float
    front_ball: float
    rear_heel: float


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
    )


def refusal(walking: Walking) -> AnatomyError | None:
    """Return None for a whole foot, else the error that says what the candidate is instead (pose.md 2.5, 2.8, 3.1)."""
    ratio = proportions(walking)
    return _sheet(walking, ratio) or _not_a_foot(walking, ratio) or _cut(ratio)


def _sheet(walking: Walking, ratio: Proportions) -> AnatomyError | None:
    """Return the name of a thin one-sided sheet: the skin of a sole, or the print of a foot in foam."""
    upward = walking.samples.normals[:, 2]
    one_sided = abs(float(upward.sum())) / max(float(np.abs(upward).sum()), 1e-9)
    if ratio.height_length > HEIGHT_LEAST or one_sided < ONE_SIDED:
        return None
    if _flange(walking) > RIM_MOST:
        return KindNotYet(
            "this is the impression of a foot in foam: a hollow inside a flat rim",
            "scan the foot itself, or wait for a version that reads impressions",
        )
    return KindNotYet(
        f"this is the skin of a sole only: it is {ratio.height_length:.2f} of its length high and has no upper side",
        "scan the whole foot with the ankle, or wait for a version that reads soles",
    )


def _flange(walking: Walking) -> float:
    """Return the share of a sheet that lies on the plane of its border: the rim of a foam box, nothing on a sole."""
    samples = walking.samples
    offset = samples.points[:, :2] - samples.points[:, :2].mean(axis=0)
    far = np.hypot(offset[:, 0] / np.ptp(offset[:, 0]), offset[:, 1] / np.ptp(offset[:, 1]))
    border = samples.points[far > np.percentile(far, 80)]
    normal, height = plane_through(border)
    for band in (10.0, 4.0, RIM_MM):
        away = np.abs(np.einsum("nj,j->n", border, normal) - height)
        if np.count_nonzero(away < band) < 30:
            return 0.0
        normal, height = plane_through(border[away < band])
    away = np.abs(np.einsum("nj,j->n", samples.points, normal) - height)
    along = np.abs(np.einsum("nj,j->n", samples.normals, normal))
    return float(((away < RIM_MM) & (along > 0.9)).mean())


def _not_a_foot(walking: Walking, ratio: Proportions) -> AnatomyError | None:
    """Return NotAFoot with the first ratio that no foot shows."""
    tests = (
        ("its ball width is", ratio.ball_length, *BALL_LENGTH, "of its length"),
        ("its heel width is", ratio.heel_length, *HEEL_LENGTH, "of its length"),
        ("its ball is", ratio.ball_heel, *BALL_HEEL, "times as wide as its heel"),
        ("its height is", ratio.height_length, HEIGHT_LEAST, 4.0, "of its length"),
        (
            "its heel-to-toe evidence is",
            walking.heel_toe,
            HEEL_TOE_LEAST,
            np.inf,
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
    """Return ScanIncomplete if an end of the foot is blunt: cropped toes or a cropped heel (pose.md 3.1)."""
    if ratio.front_ball > FRONT_MOST:
        return ScanIncomplete(
            f"the toes are cut off: close to its front the foot is still {ratio.front_ball:.2f} of the ball's width, "
            f"toes end below {FRONT_MOST:g}",
            "scan the whole foot again",
        )
    if not REAR_LEAST <= ratio.rear_heel <= REAR_MOST:
        return ScanIncomplete(
            f"the back of the heel is missing: close to its rear it is {ratio.rear_heel:.2f} of the heel's width, "
            f"a heel is {REAR_LEAST:g} to {REAR_MOST:g}",
            "scan the whole foot again",
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
