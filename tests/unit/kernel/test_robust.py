"""Screw motions and weights of residuals, against what they are defined by."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from orthogen.kernel.frame import screw
from orthogen.kernel.robust import huber_weights

numbers = some.floats(-3.0, 3.0)


@given(arrays(float, 6, elements=numbers), arrays(float, 3, elements=numbers))
def test_a_screw_is_rigid_turns_by_its_length_and_keeps_its_place(step: np.ndarray, about: np.ndarray) -> None:
    motion = screw(step, about=about)
    turn = motion[:3, :3]
    assert turn @ turn.T == pytest.approx(np.eye(3), abs=1e-9) and np.linalg.det(turn) == pytest.approx(1.0)
    assert np.trace(turn) == pytest.approx(1.0 + 2.0 * np.cos(np.linalg.norm(step[:3])))
    assert turn @ step[:3] == pytest.approx(step[:3], abs=1e-9)
    assert (motion @ [*about, 1.0])[:3] == pytest.approx(about + step[3:], abs=1e-9)


def test_far_residuals_pull_no_more_than_the_limit() -> None:
    residual = np.array([-0.1, 0.1, 0.1, -0.1, 50.0, -80.0, 0.0])
    weight = huber_weights(residual, least=0.01)
    limit = 2.5 * 1.4826 * 0.1
    assert np.abs(weight * residual).max() == pytest.approx(limit)
    assert weight[[0, 1, 2, 3, 6]].tolist() == [1.0] * 5
    assert huber_weights(residual, least=100.0).tolist() == [1.0] * 7
