"""Side. every vote turns with the mirror, and the sum is right on known feet."""

import numpy as np
import pytest

from orthogen.anatomy.side import SideVotes, side_votes
from orthogen.anatomy.surface import spread
from orthogen.anatomy.walking import aligned
from orthogen.kernel.frame import MIRROR_Y
from tests.unit.anatomy.shapes import DEMO_FEET, upright


@pytest.mark.parametrize("name", DEMO_FEET)
def test_the_canonical_foot_is_a_right_one_and_its_mirror_image_a_left_one(name):
    foot, _ = upright(name)
    samples = spread(foot, 30_000)
    right = side_votes(aligned(samples, np.eye(4), 1.0))
    left = side_votes(aligned(samples, MIRROR_Y, 1.0))
    assert (right.side, left.side) == ("right", "left")
    assert right.score > 3 and right.confidence > 0.6
    for vote in right.votes:
        assert left.votes[vote] == pytest.approx(-right.votes[vote], abs=0.02)


def test_a_symmetric_shape_is_unsure():
    foot, _ = upright("right_normal")
    samples = spread(foot, 30_000)
    both = [samples, samples.in_frame(MIRROR_Y)]
    doubled = type(samples)(
        np.concatenate([part.points for part in both]), np.concatenate([part.normals for part in both]), samples.area
    )
    assert side_votes(aligned(doubled, np.eye(4), 1.0)).side == "unsure"


def test_confidence_grows_with_the_score_up_to_one():
    assert [SideVotes("right", score, {}).confidence for score in (0.0, 2.5, 9.0)] == [0.0, 0.5, 1.0]
