"""Distance: circle, square and a thin strip against their formulas."""

import numpy as np

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
    assert np.abs(inset - truth).max() < GRID.step_mm
    angle = np.arctan2(GRID.y_mm, GRID.x_mm) % (2 * np.pi)
    turn = place / len(circle(22.0, 0.6)) * 2 * np.pi
    off = np.abs((turn - angle + np.pi) % (2 * np.pi) - np.pi)
    assert off[np.abs(truth) < 6.0].max() < 0.01


def test_near_the_line_it_is_exact_for_any_shape() -> None:
    star = circle(20.0, 0.6) * (1.0 + 0.25 * np.cos(5 * np.linspace(0, 2 * np.pi, len(circle(20.0, 0.6)))))[:, None]
    coarse = Grid(x0_mm=-30.0, y0_mm=-30.0, step_mm=0.5, nx=121, ny=121)
    inset, _ = distance.inset(coarse, star)
    truth = brute(coarse, star)
    near = truth < 2.5
    assert np.abs(np.abs(inset) - truth)[near].max() < 1e-9


def test_long_edges_and_nodes_on_the_line() -> None:
    box = np.array([[-20.0, -10.0], [20.0, -10.0], [20.0, 10.0], [-20.0, 10.0]])
    inset, _ = distance.inset(GRID, box)
    inside = np.minimum(20.0 - np.abs(GRID.x_mm), 10.0 - np.abs(GRID.y_mm))
    near = (inside >= 0) & (inside < 7.0)
    assert np.abs(np.abs(inset)[near] - inside[near]).max() < 1e-9
    assert (inset[inside > 0] > 0).all() and (inset[inside < 0] < 0).all()


def test_contains_does_not_care_for_direction_or_start() -> None:
    loop = circle(15.3, 0.7)
    inside = distance.contains(GRID, loop)
    clear = np.abs(np.hypot(GRID.x_mm, GRID.y_mm) - 15.3) > 0.01
    assert np.array_equal(inside[clear], (np.hypot(GRID.x_mm, GRID.y_mm) < 15.3)[clear])
    assert np.array_equal(inside, distance.contains(GRID, np.roll(loop[::-1], 17, axis=0)))
