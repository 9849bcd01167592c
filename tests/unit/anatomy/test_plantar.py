"""Plantar. the map of a known sole under known noise."""

import numpy as np
import pytest

from orthogen.anatomy.plantar import STEP_MM, plantar_map, plantar_skin, smoothed
from orthogen.anatomy.surface import Surface
from tests.unit.anatomy.shapes import joined, sheet, sphere


def _sole(z, noise=0.0):
    up = sheet(z, x=(0, 120), y=(0, 80), step=1.2)
    rng = np.random.default_rng(5)
    points = up.points + noise * rng.normal(size=(len(up.points), 1)) * [0, 0, 1]
    return Surface(points, up.faces[:, ::-1])


@pytest.mark.parametrize("noise", [0.0, 0.2, 0.6])
@pytest.mark.parametrize("z", [lambda x, y: 3 + 0.1 * x - 0.05 * y, lambda x, y: ((x - 60) ** 2 + (y - 40) ** 2) / 200])
def test_the_map_is_unbiased_under_noise(z, noise):
    found = plantar_map(_sole(z, noise))
    grid = found.grid
    inner = (grid.x_mm > 8) & (grid.x_mm < 110) & (grid.y_mm > 8) & (grid.y_mm < 70)
    error = (found.z_mm - z(grid.x_mm, grid.y_mm))[inner]
    assert abs(error.mean()) < 0.02 + 0.03 * noise
    assert error.std() < 0.02 + noise


def test_the_noise_is_measured_on_curved_skin():
    curved = lambda x, y: (y - 40) ** 2 / 300 + 2 * np.sin(x / 25)  # noqa: E731
    assert plantar_map(_sole(curved, 0.0)).noise_mm < 0.01
    assert plantar_map(_sole(curved, 0.3)).noise_mm == pytest.approx(0.25, abs=0.06)


def test_only_skin_that_looks_down_counts():
    sole, back = _sole(lambda x, y: 0 * x), sheet(lambda x, y: 30 + 0 * x, x=(0, 120), y=(0, 80))
    holed = sole.of_faces(np.linalg.norm(sole.corners.mean(axis=1)[:, :2] - [60, 40], axis=1) > 10)
    found = plantar_map(plantar_skin(joined(holed, back)))
    ix, iy = round((60 - found.grid.x0_mm) / STEP_MM), round((40 - found.grid.y0_mm) / STEP_MM)
    assert np.isnan(found.z_mm[ix, iy])
    assert np.nanmax(found.z_mm) < 1e-9


def test_skin_above_40_mm_is_left_out():
    found = plantar_map(plantar_skin(Surface(sphere(60).points + np.array([0, 0, 60]), sphere(60).faces)))
    assert 38 < np.nanmax(found.z_mm) <= 40


def test_smoothing_keeps_a_plane_and_says_where_it_is_whole():
    z = np.fromfunction(lambda i, j: 0.1 * i - 0.2 * j, (60, 50))
    holed = z.copy()
    holed[30, 25] = np.nan
    mean, whole = smoothed(holed, 2.0)
    assert np.abs(mean - z)[whole].max() < 0.01
    assert not whole[30, 27] and not whole[0].any() and np.isnan(mean[30, 25])
