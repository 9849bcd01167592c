"""Pin holes. small gaps closed, large ones left."""

import numpy as np
import pytest

from orthogen.anatomy.pin_holes import without_pin_holes
from orthogen.anatomy.surface import Surface, crossed_edges
from tests.unit.anatomy.shapes import sheet, sphere, without


def flat() -> Surface:
    """Return a plate of 400 triangles of half a unit."""
    return sheet(lambda x, y: 0 * x, x=(0, 15), y=(0, 15))


def test_a_small_gap_is_closed_and_wound_like_its_rim() -> None:
    whole = flat()
    torn = without(whole, lambda at: (np.abs(at[:, 0] - 7.5) < 0.5) & (np.abs(at[:, 1] - 7.5) < 0.5))
    closed = without_pin_holes(torn, longest=10)
    assert torn.areas.sum() == pytest.approx(whole.areas.sum() - 1)
    assert closed.areas.sum() == pytest.approx(whole.areas.sum())
    assert crossed_edges(closed) == 0
    assert np.all(closed.normals[:, 2] == 1)


def test_a_large_gap_and_the_rim_stay() -> None:
    torn = without(flat(), lambda at: (np.abs(at[:, 0] - 7.5) < 1.5) & (np.abs(at[:, 1] - 7.5) < 1.5))
    assert len(without_pin_holes(torn, longest=10).faces) == len(torn.faces)
    assert without_pin_holes(torn, longest=12).areas.sum() == pytest.approx(14 * 14)


def test_gaps_that_touch_at_a_point_stay() -> None:
    def corners(at: np.ndarray) -> np.ndarray:
        return np.any([np.all(np.abs(at[:, :2] - middle) < 0.5, axis=1) for middle in (6.5, 7.5)], axis=0)

    torn = without(flat(), corners)
    assert len(without_pin_holes(torn, longest=10).faces) == len(torn.faces)


def test_a_closed_surface_stays_as_it_is() -> None:
    ball = sphere(10.0, rings=12)
    np.testing.assert_array_equal(without_pin_holes(ball, longest=10).faces, ball.faces)
