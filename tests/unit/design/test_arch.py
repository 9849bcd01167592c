"""Arch: raised where it was pressed flat, nowhere else."""

import numpy as np
import pytest

from orthogen.design import arch
from orthogen.kernel.grid import Grid
from tests.soles import sole

GRID = Grid(x0_mm=-10.0, y0_mm=-60.0, step_mm=0.5, nx=541, ny=241)


def test_arch_has_the_ordered_height_at_the_apex_and_none_under_heel_ball_and_border() -> None:
    foot = sole(flattened=True)
    apex = foot.landmarks["arch_apex"]
    z = arch.raised(foot, GRID, np.zeros(GRID.shape), 12.0)
    assert GRID.sample(z, np.array([apex.x_mm]), np.array([apex.y_mm]))[0] == pytest.approx(12.0, abs=0.01)
    assert (z[GRID.x_mm[:, 0] < 0.22 * 250] == 0).all() and (z[:, GRID.y_mm[0] < -0.08 * 250] == 0).all()
    assert (z[GRID.x_mm > foot.mth_line_x_mm(GRID.y_mm)] == 0).all()
    assert np.degrees(np.arctan(np.hypot(*np.gradient(z, 0.5)))).max() < 50.0


def test_higher_skin_is_kept() -> None:
    foot = sole(flattened=True)
    high = np.full(GRID.shape, 40.0)
    assert np.array_equal(arch.raised(foot, GRID, high, 12.0), high)


def test_it_is_told() -> None:
    finding = arch.told(12.0)
    assert finding.level == "warning" and "12.0 mm was raised" in finding.note and "on the patient" in finding.note
