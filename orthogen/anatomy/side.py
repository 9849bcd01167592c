"""Side. a foot of unknown side, x to the toes -> left or right by six votes, or unsure."""

import numpy as np

from orthogen.anatomy.outline import edges, reach
from orthogen.anatomy.walking import Walking
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Side

VOTE_LIMIT = 1.5
UNSURE_BELOW = 2.0
SURE_ABOVE = 5.0
# name -> (weight, what a usual foot shows): the same differences, medial minus lateral, in foot lengths
USUAL: dict[str, tuple[float, float]] = {
    "arch": (1.0, 0.030),
    "waist": (1.0, 0.018),
    "ball": (1.0, 0.100),
    "toes": (0.7, 0.085),
    "swing": (0.5, 0.025),
    "ridge": (0.8, 0.050),
}


@dataclass(frozen=True)
class SideVotes:
    """side: what the votes say; score: their weighted sum; votes: name -> weighted vote, positive for a right foot."""

    side: Side
    score: float
    votes: dict[str, float]

    @property
    def confidence(self) -> float:
        """0 … 1, the share of a clear score."""
        return min(abs(self.score) / SURE_ABOVE, 1.0)


def side_votes(walking: Walking) -> SideVotes:
    """Return the side by signed votes, each limited to ±1.5 of a usual foot; unsure below a score of 2 (pose.md 2.7).

    In a right-handed frame with x to the toes and z up a right foot has its medial side at +y. No vote decides alone:
    a flat foot has no arch, a bunion turns the toes, a shoe-bound foot has no waist.
    """
    shown = {
        "arch": _arch(walking), "waist": _waist(walking), "ball": _ball(walking),
        "toes": _toes(walking), "swing": _swing(walking), "ridge": _ridge(walking),
    }  # fmt: skip
    votes = {}
    for name, (weight, usual) in USUAL.items():
        value = shown[name] / usual if np.isfinite(shown[name]) else 0.0
        votes[name] = weight * float(np.clip(value, -VOTE_LIMIT, VOTE_LIMIT))
    return tallied(votes)


def tallied(votes: dict[str, float]) -> SideVotes:
    """Return the side that weighted votes give together."""
    score = sum(votes.values())
    side: Side = "unsure" if abs(score) < UNSURE_BELOW else "right" if score > 0 else "left"
    return SideVotes(side, score, votes)


def _edges(walking: Walking, stations: FloatArray) -> FloatArray:
    """Return (n, 2) lowest and highest y, in foot lengths, at stations along the foot."""
    length = walking.length_mm
    return edges(walking.rows, stations * length, 0.012 * length) / length


def _arch(walking: Walking) -> float:
    """Return how much higher the sole stands on the +y side of the midfoot."""
    length, points = walking.length_mm, walking.samples.points
    x, y, z = points.T
    sole = (walking.samples.normals[:, 2] < -0.3) & (z < 0.15 * length) & (x > 0.32 * length) & (x < 0.60 * length)
    beside = [sole & (s * y > 0.03 * length) & (s * y < 0.11 * length) for s in (1, -1)]
    if min(np.count_nonzero(side) for side in beside) < 20:
        return float("nan")
    return float(z[beside[0]].mean() - z[beside[1]].mean()) / length


def _waist(walking: Walking) -> float:
    """Return how much deeper the +y outline is drawn in between heel and ball."""
    stations = np.arange(0.32, 0.60, 0.02)
    ends, sides = _edges(walking, np.array([0.20, 0.72])), _edges(walking, stations)
    chord = ends[0] + (ends[1] - ends[0]) * ((stations - 0.20) / 0.52)[:, None]
    return float((chord - sides)[:, 1].max() - (sides - chord)[:, 0].max())


def _ball(walking: Walking) -> float:
    """Return how much farther forward the ball protrudes on the +y side (first against fifth metatarsal head)."""
    stations = np.arange(0.56, 0.80, 0.01)
    sides = _edges(walking, stations)
    peaks = []
    for out in (sides[:, 1], -sides[:, 0]):
        weight = np.clip(out - (out.max() - 0.008), 0, None)
        peaks.append(float((stations * weight).sum() / weight.sum()))
    return peaks[0] - peaks[1]


def _toes(walking: Walking) -> float:
    """Return how much farther forward the toes of the +y side reach (hallux against fifth toe)."""
    low, length = walking.low, walking.length_mm
    front = low[low[:, 0] > 0.5 * length]
    one = reach(front, 0.06 * length, 0.12 * length, axis=0)[1]
    other = reach(front, -0.12 * length, -0.06 * length, axis=0)[1]
    return (one - other) / length


def _swing(walking: Walking) -> float:
    """Return how far the toes stand to +y of the line heel centre → middle of the ball."""
    return float(_edges(walking, np.array([0.85, 0.90, 0.94])).mean())


def _ridge(walking: Walking) -> float:
    """Return how far the back of the foot rises to +y of the middle of the sole."""
    length, x = walking.length_mm, walking.samples.points[:, 0]
    points, off = walking.samples.points[(x > 0.38 * length) & (x < 0.64 * length)], []
    stations = np.arange(0.40, 0.62, 0.02)
    for station, sides in zip(stations, _edges(walking, stations), strict=True):
        here = points[np.abs(points[:, 0] - station * length) < 0.01 * length]
        if len(here) >= 20 and here[:, 2].max() > 0.12 * length:
            crest = here[np.argsort(-here[:, 2], kind="stable")[:12], 1].mean() / length
            off.append(float(crest - sides.mean()))
    return float(np.mean(off)) if off else float("nan")
