"""Footprint. missing skin is measured and placed; too much of it is refused."""

import numpy as np
import pytest

from orthogen.anatomy.footprint import covered, missing, outline
from orthogen.errors import ScanIncomplete
from orthogen.kernel.grid import Grid
from orthogen.records.foot import PlantarMap

GRID = Grid(x0_mm=-10.0, y0_mm=-50.0, step_mm=0.5, nx=541, ny=201)
FOOT = ((GRID.x_mm - 125) / 125) ** 2 + (GRID.y_mm / 40) ** 2 < 1
LOW = np.empty((0, 3))


def _map(hole):
    return PlantarMap(grid=GRID, z_mm=np.where(FOOT & ~hole, 1.0, np.nan), noise_mm=0.0)


def _disc(x, y, radius):
    return (GRID.x_mm - x) ** 2 + (GRID.y_mm - y) ** 2 < radius**2


def test_a_whole_sole_misses_nothing():
    plantar = _map(np.zeros(GRID.shape, dtype=bool))
    assert missing(plantar, covered(plantar, LOW), 250.0) == ()


def test_a_hole_is_reported_with_area_and_place():
    plantar = _map(_disc(90, 10, 12))
    (found,) = missing(plantar, covered(plantar, LOW), 250.0)
    assert found.level == "warning"
    assert found.measured == pytest.approx(np.pi * 1.2**2, rel=0.03)
    assert found.where_mm == pytest.approx((90, 10, 0), abs=0.5)


def test_a_hole_between_the_toes_is_none_of_the_sole():
    plantar = _map(_disc(222, 0, 8))
    assert missing(plantar, covered(plantar, LOW), 250.0) == ()


def test_a_sole_that_was_not_seen_is_refused():
    plantar = _map(_disc(100, 0, 36))
    with pytest.raises(ScanIncomplete, match="cm² of the sole"):
        missing(plantar, covered(plantar, LOW), 250.0)


def test_skin_above_a_hole_at_the_rim_keeps_it_inside_the_footprint():
    plantar = _map(_disc(100, 40, 20))
    ix, iy = np.nonzero(FOOT)
    above = np.column_stack([GRID.x_mm[ix, 0], GRID.y_mm[0, iy], np.full(len(ix), 20.0)])
    assert missing(plantar, covered(plantar, LOW), 250.0) == ()
    assert len(missing(plantar, covered(plantar, above), 250.0)) == 1


def test_the_outline_encloses_the_footprint():
    border = outline(covered(_map(_disc(90, 10, 12)), LOW), GRID)
    ahead = np.roll(border, -1, axis=0)
    area = 0.5 * float(np.sum(border[:, 0] * ahead[:, 1] - border[:, 1] * ahead[:, 0]))
    assert area == pytest.approx(np.pi * 125 * 40, rel=0.01)
    assert np.hypot(*(ahead - border).T).max() < 1.6
