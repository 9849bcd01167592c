"""Pair. the side votes of two feet in one scan -> the same votes with the one they cast for each other: their place."""

import numpy as np

from orthogen.anatomy.pose import Level
from orthogen.anatomy.side import SideVotes, tallied
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed, inverse

PLACE_WEIGHT = 1.5
ABREAST_COS = 0.5  # the toes of both point the same way to within 60°
UPRIGHT_COS = 0.9
BESIDE_MM = 40.0


def paired(feet: list[tuple[Level, FloatArray]]) -> list[SideVotes]:
    """Return the votes for each foot, given its level and the 4×4 frame file → that level, x to the toes, mm.

    Of two feet that point the same way the left one stands on the left. If both still come out on one side, the
    weaker of the two is unsure: two feet in one file are a left and a right one.
    """
    votes = [level.votes for level, _ in feet]
    if len(feet) != 2:
        return votes
    one, other = feet[0][1], feet[1][1]
    votes = [_with_place(votes[0], _place(one, other)), _with_place(votes[1], _place(other, one))]
    if votes[0].side == votes[1].side:
        weaker = int(np.argmin([abs(vote.score) for vote in votes]))
        votes[weaker] = SideVotes("unsure", votes[weaker].score, votes[weaker].votes)
    return votes


def _with_place(votes: SideVotes, place: float) -> SideVotes:
    return tallied({**votes.votes, "place": PLACE_WEIGHT * place}) if place else votes


def _place(mine_from_file: FloatArray, other_from_file: FloatArray) -> float:
    """Return +1 if the other foot stands to the left (+y) of this one, so that this is the right one; −1, or 0."""
    mine_from_other = composed(mine_from_file, inverse(other_from_file))
    axes = mine_from_other[:3, :3] / np.cbrt(abs(np.linalg.det(mine_from_other[:3, :3])))
    ankle = mine_from_other @ np.array([70.0, 0.0, 0.0, 1.0])
    if axes[0, 0] < ABREAST_COS or axes[2, 2] < UPRIGHT_COS or abs(ankle[1]) < BESIDE_MM:
        return 0.0
    return float(np.sign(ankle[1]))
