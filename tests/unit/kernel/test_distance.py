"""Distance: circle, square and a thin strip against their formulas."""

import numpy as np
import pytest

from orthogen.kernel import distance
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid

GRID = Grid(x0_mm=-40.0, y0_mm=-30.0, step_mm=0.5, nx=161, ny=121)


def circle(radius: float, chord: float) -> FloatArray:
    t = np.linspace(0.0, 2 * np.pi, int(2 * np.pi * radius / chord) + 1)[:-1]
    return radius * np.stack([np.cos(t), np.sin(t)], axis=1)


def brute(grid: Grid, loop: FloatArray) -> FloatArray:
    a, along = loop[:, None, None], (np.roll(loop, -1, axis=0) - loop)[:, None, None]
    p = np.stack(np.broadcast_arrays(grid.x_mm, grid.y_mm), axis=-1)[None]
    t = np.clip(((p - a) * along).sum(-1) / (along**2).sum(-1), 0, 1)
    return np.sqrt((((p - a) - t[..., None] * along) ** 2).sum(-1)).min(0)


def test_circle() -> None:
    inset, place = distance.inset(GRID, circle(22.0, 0.6))
    truth = 22.0 - np.hypot(GRID.x_mm, GRID.y_mm)
    sagitta = 0.6**2 / (8 * 22.0)
    assert np.abs(inset - truth)[np.abs(truth) < 6.0].max() < 1.1 * sagitta
    assert np.abs(inset - truth).max() < 2.0 * sagitta
    angle = np.arctan2(GRID.y_mm, GRID.x_mm) % (2 * np.pi)
    turn = place / len(circle(22.0, 0.6)) * 2 * np.pi
    off = np.abs((turn - angle + np.pi) % (2 * np.pi) - np.pi)
    assert off[np.abs(truth) < 6.0].max() < 0.01


def test_it_is_exact_for_any_shape() -> None:
    star = circle(20.0, 0.6) * (1.0 + 0.25 * np.cos(5 * np.linspace(0, 2 * np.pi, len(circle(20.0, 0.6)))))[:, None]
    coarse = Grid(x0_mm=-30.0, y0_mm=-30.0, step_mm=0.5, nx=121, ny=121)
    inset, place = distance.inset(coarse, star)
    assert np.abs(np.abs(inset) - brute(coarse, star)).max() < 1e-9
    k = place.astype(int)
    foot = star[k] + (place - k)[..., None] * (np.roll(star, -1, axis=0) - star)[k]
    away = np.hypot(foot[..., 0] - coarse.x_mm, foot[..., 1] - coarse.y_mm)
    assert np.abs(away - np.abs(inset)).max() < 1e-9


def test_long_edges_and_nodes_on_the_line() -> None:
    box = np.array([[-20.0, -10.0], [20.0, -10.0], [20.0, 10.0], [-20.0, 10.0]])
    inset, _ = distance.inset(GRID, box)
    inside = np.minimum(20.0 - np.abs(GRID.x_mm), 10.0 - np.abs(GRID.y_mm))
    assert np.abs(inset[inside >= 0] - inside[inside >= 0]).max() < 1e-9
    assert (inset[inside > 0] > 0).all() and (inset[inside < 0] < 0).all()


def test_contains_does_not_care_for_direction_or_start() -> None:
    loop = circle(15.3, 0.7)
    inside = distance.contains(GRID, loop)
    clear = np.abs(np.hypot(GRID.x_mm, GRID.y_mm) - 15.3) > 0.01
    assert np.array_equal(inside[clear], (np.hypot(GRID.x_mm, GRID.y_mm) < 15.3)[clear])
    assert np.array_equal(inside, distance.contains(GRID, np.roll(loop[::-1], 17, axis=0)))


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (7, 1), (3, 5), (40, 2)])
def test_small_grids_and_few_points(shape: tuple[int, int]) -> None:
    grid = Grid(x0_mm=-3.0, y0_mm=2.0, step_mm=0.7, nx=shape[0], ny=shape[1])
    points = np.array([[0.0, 0.0], [5.0, 1.0], [5.0, 1.0], [-2.0, 7.0]])
    truth = np.hypot(*(np.stack(np.broadcast_arrays(grid.x_mm, grid.y_mm))[:, None] - points.T[:, :, None, None])).min(
        0
    )
    assert np.abs(distance.to_points(grid, points) - truth).max() < 1e-12


def test_no_point_is_no_distance() -> None:
    with pytest.raises(ValueError, match="no segment"):
        distance.to_points(GRID, np.zeros((0, 2)))
