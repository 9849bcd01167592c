"""Mask. growing, filling and tracing of plain figures."""

import numpy as np
import pytest

from orthogen.anatomy.mask import closed, filled, grown, labelled, largest, shrunk, traced
from orthogen.kernel.grid import Grid

GRID = Grid(x0_mm=-40.0, y0_mm=-30.0, step_mm=0.5, nx=161, ny=121)
DISC = GRID.x_mm**2 + GRID.y_mm**2 < 20.0**2


def test_shrinking_undoes_growing_of_a_round_figure():
    assert np.array_equal(shrunk(grown(DISC, 8), 8), DISC)
    assert grown(DISC, 8).sum() > 1.3 * DISC.sum()


def test_holes_are_filled_and_gaps_closed():
    ring = DISC & ~(GRID.x_mm**2 + GRID.y_mm**2 < 10.0**2)
    assert np.array_equal(filled(ring), DISC)
    halves = DISC & (np.abs(GRID.y_mm) > 1.0)
    assert labelled(halves).max() == 2
    assert labelled(closed(halves, 4)).max() == 1


def test_the_largest_part_is_kept():
    two = DISC | ((GRID.x_mm > 35) & (GRID.y_mm > 25))
    assert np.array_equal(largest(two), DISC)


def test_the_traced_border_runs_counter_clockwise_around_the_right_area():
    border = traced(DISC, GRID)
    ahead = np.roll(border, -1, axis=0)
    area = 0.5 * float(np.sum(border[:, 0] * ahead[:, 1] - border[:, 1] * ahead[:, 0]))
    assert area == pytest.approx(DISC.sum() * 0.25, rel=0.005)
    assert np.hypot(*border.T) == pytest.approx(20.0, abs=0.35)
    assert np.hypot(*(ahead - border).T).max() < 0.75


def test_parts_that_touch_only_at_a_corner_are_traced_as_one():
    square = np.zeros(GRID.shape, dtype=bool)
    square[20:40, 20:40] = square[40:60, 40:60] = True
    assert len(traced(square, GRID)) >= 160
