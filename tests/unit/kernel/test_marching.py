"""The lattice cut to a line: on the line, no slivers, one simple loop, or a refusal."""

import numpy as np
import pytest

from orthogen.errors import OutlineFailed
from orthogen.kernel.grid import Grid
from orthogen.kernel.marching import Cut, cut_to_line

GRID = Grid(x0_mm=-20.0, y0_mm=-15.0, step_mm=0.5, nx=81, ny=61)


def ellipse_inset(a: float, b: float, turn: float = 0.0) -> np.ndarray:
    """Return the distance inside an ellipse to first order: exact on its line, as near it as snapping looks."""
    x = np.cos(turn) * GRID.x_mm + np.sin(turn) * GRID.y_mm
    y = np.cos(turn) * GRID.y_mm - np.sin(turn) * GRID.x_mm
    level = np.hypot(x / a, y / b)
    slope = np.hypot(x / a**2, y / b**2) / np.maximum(level, 1e-9)
    return (1.0 - level) / np.maximum(slope, 0.01)


def plan(cut: Cut) -> np.ndarray:
    return np.column_stack([cut.x_mm, cut.y_mm])


def all_triangles(cut: Cut) -> np.ndarray:
    """Return the cut triangles and all whole lattice triangles inside."""
    ix, iy = np.indices((GRID.nx - 1, GRID.ny - 1))
    a = ix * GRID.ny + iy
    b, c, d = a + GRID.ny, a + GRID.ny + 1, a + 1
    even = ((ix + iy) % 2 == 0)[..., None]
    first = np.where(even, np.stack([a, b, c], -1), np.stack([a, b, d], -1))
    second = np.where(even, np.stack([a, c, d], -1), np.stack([b, c, d], -1))
    lattice = np.concatenate([first.reshape(-1, 3), second.reshape(-1, 3)])
    inside = cut.inside.ravel()[lattice].all(1)
    return np.concatenate([lattice[inside], cut.triangles])


def areas(points: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    u, v = b - a, c - a
    return 0.5 * (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])


@pytest.mark.parametrize("turn", [0.0, 0.3, 0.785, 1.2])
def test_a_rim_lies_on_its_line(turn: float) -> None:
    cut = cut_to_line(GRID, ellipse_inset(14.0, 9.0, turn))
    x, y = cut.x_mm[cut.rim], cut.y_mm[cut.rim]
    u, v = np.cos(turn) * x + np.sin(turn) * y, np.cos(turn) * y - np.sin(turn) * x
    assert np.abs((np.hypot(u / 14.0, v / 9.0) - 1.0) * 9.0).max() < 0.03


@pytest.mark.parametrize("turn", [0.0, 0.3, 0.785, 1.2])
def test_the_triangles_fill_the_rim_polygon_without_overlap(turn: float) -> None:
    cut = cut_to_line(GRID, ellipse_inset(14.0, 9.0, turn))
    points, triangles = plan(cut), all_triangles(cut)
    x, y = points[cut.rim].T
    polygon = 0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)
    assert (areas(points, triangles) > 0).all()
    assert areas(points, triangles).sum() == pytest.approx(polygon, rel=1e-12)
    assert polygon == pytest.approx(np.pi * 14.0 * 9.0, rel=2e-3)


@pytest.mark.parametrize("shift", [0.0, 0.07, 0.13, 0.25, 0.31])
def test_no_triangle_is_a_sliver(shift: float) -> None:
    cut = cut_to_line(GRID, ellipse_inset(14.0 + shift, 9.0 - shift, 0.4 + shift))
    corners = plan(cut)[cut.triangles]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(1)
    assert (2.0 * areas(plan(cut), cut.triangles) / longest).min() > 0.05


def test_each_crossed_lattice_triangle_names_its_right_angled_node() -> None:
    cut = cut_to_line(GRID, ellipse_inset(14.0, 9.0))
    assert ((cut.finest // GRID.ny + cut.finest % GRID.ny) % 2 == 1).all()
    assert len(np.unique(cut.finest)) > 50


def test_moved_vertices_are_those_off_the_lattice() -> None:
    cut = cut_to_line(GRID, ellipse_inset(14.0, 9.0))
    nodes = cut.moved[cut.moved < GRID.nx * GRID.ny]
    lattice = np.column_stack([GRID.x_mm[nodes // GRID.ny, 0], GRID.y_mm[0, nodes % GRID.ny]])
    assert np.linalg.norm(plan(cut)[nodes] - lattice, axis=1).max() <= 0.35 * GRID.step_mm
    assert set(cut.rim.tolist()) == set(cut.moved.tolist())


def refused(inset: np.ndarray) -> str:
    with pytest.raises(OutlineFailed) as caught:
        cut_to_line(GRID, inset)
    return str(caught.value)


def test_two_islands_are_refused_with_a_place() -> None:
    discs = np.maximum(4.0 - np.hypot(GRID.x_mm - 8, GRID.y_mm), 4.0 - np.hypot(GRID.x_mm + 8, GRID.y_mm))
    assert "x = " in refused(discs)


def test_a_hole_is_refused() -> None:
    radius = np.hypot(GRID.x_mm, GRID.y_mm)
    refused(np.minimum(10.0 - radius, radius - 4.0))


def test_a_neck_finer_than_the_lattice_is_refused() -> None:
    discs = np.maximum(1.0 - np.hypot(GRID.x_mm - 1.1, GRID.y_mm), 1.0 - np.hypot(GRID.x_mm + 1.1, GRID.y_mm))
    refused(discs)


def test_nothing_inside_is_refused() -> None:
    assert "grid" in refused(-1.0 - np.hypot(GRID.x_mm, GRID.y_mm))


def test_a_line_that_leaves_the_grid_is_refused() -> None:
    assert "grid" in refused(25.0 - np.hypot(GRID.x_mm, GRID.y_mm))
