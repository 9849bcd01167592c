"""Reduction: the bound holds at every node, no cracks, and the border stays as it is."""

import numpy as np
import pytest

from orthogen.kernel.grid import Grid
from orthogen.kernel.marching import cut_to_line
from orthogen.kernel.raster import highest
from orthogen.kernel.rtin import reduced
from tests.unit.kernel import rtin_arrays

GRID = Grid(x0_mm=0.0, y0_mm=0.0, step_mm=0.5, nx=171, ny=141)
CUT = cut_to_line(GRID, 32.0 - np.hypot(GRID.x_mm - 42.0, GRID.y_mm - 35.0))
X, Y = GRID.x_mm / 85.0, GRID.y_mm / 70.0
FIELDS = {
    "flat": 0.0 * X * Y,
    "tilted": 3.0 * X - 5.0 * Y,
    "bowl": 40.0 * (X - 0.5) ** 2 + 30.0 * (Y - 0.5) ** 2,
    "waves": 2.0 * np.sin(9.0 * X) * np.cos(7.0 * Y),
    "crease": 20.0 * np.abs(X + 0.7 * Y - 0.8),
    "noise": np.random.default_rng(4).normal(0.0, 0.03, GRID.shape),
}


def only(z: np.ndarray, inside: np.ndarray, finest: np.ndarray, *, bound_mm: float) -> np.ndarray:
    """Return the triangles of one field."""
    [triangles] = reduced([z], inside, finest, bound_mm=bound_mm)
    return triangles


def surface(z: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Return the height of the mesh at every node, by rasterising it."""
    points = np.stack(np.broadcast_arrays(GRID.x_mm, GRID.y_mm, z), -1).reshape(-1, 3)
    return highest(points[triangles], GRID)


@pytest.mark.parametrize("bound", [0.002, 0.01, 0.1])
@pytest.mark.parametrize("name", FIELDS)
def test_the_bound_holds_at_every_node(name: str, bound: float) -> None:
    z = FIELDS[name]
    away = np.abs(surface(z, only(z, CUT.inside, CUT.finest, bound_mm=bound)) - z)
    assert np.nanmax(away[CUT.inside]) <= bound + 1e-9


@pytest.mark.parametrize("name", FIELDS)
def test_it_tiles_the_inside_without_cracks(name: str) -> None:
    triangles = only(FIELDS[name], CUT.inside, CUT.finest, bound_mm=0.01)
    whole = only(FIELDS["noise"], CUT.inside, CUT.finest, bound_mm=0.0)
    everything = np.concatenate([triangles, CUT.triangles])
    edges = np.concatenate([everything[:, [0, 1]], everything[:, [1, 2]], everything[:, [2, 0]]])
    key, back = edges[:, 0] * 10**6 + edges[:, 1], edges[:, 1] * 10**6 + edges[:, 0]
    assert len(np.unique(key)) == len(key)
    assert (~np.isin(key, back)).sum() == len(CUT.rim)
    assert plan_area(triangles) == pytest.approx(plan_area(whole), rel=1e-12)


def plan_area(triangles: np.ndarray) -> float:
    x, y = triangles // GRID.ny, triangles % GRID.ny
    twice = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (x[:, 2] - x[:, 0]) * (y[:, 1] - y[:, 0])
    assert (twice > 0).all()
    return float(twice.sum()) / 2.0


def test_flat_ground_costs_next_to_nothing_and_noise_everything() -> None:
    flat = only(FIELDS["flat"], CUT.inside, CUT.finest, bound_mm=0.01)
    noise = only(FIELDS["noise"], CUT.inside, CUT.finest, bound_mm=0.0)
    assert len(flat) < len(noise) / 8
    assert len(noise) == pytest.approx(2 * CUT.inside.sum(), rel=0.03)


def test_one_bump_is_refined_only_around_itself() -> None:
    z = np.zeros(GRID.shape)
    z[84, 70] = 0.02
    flat = only(FIELDS["flat"], CUT.inside, CUT.finest, bound_mm=0.01)
    bump = only(z, CUT.inside, CUT.finest, bound_mm=0.01)
    assert 84 * GRID.ny + 70 in bump
    assert len(bump) - len(flat) < 120


@pytest.mark.parametrize("bound", [0.0, 0.01, 0.1])
@pytest.mark.parametrize("name", FIELDS)
def test_it_is_the_same_as_in_whole_arrays(name: str, bound: float) -> None:
    z = FIELDS[name]
    arrays = rtin_arrays.reduced(z, CUT.inside, CUT.finest, bound_mm=bound)
    assert np.array_equal(only(z, CUT.inside, CUT.finest, bound_mm=bound), arrays)


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_several_fields_are_as_each_alone(threads: int) -> None:
    """Whatever the number of threads."""
    together = reduced([*FIELDS.values()], CUT.inside, CUT.finest, bound_mm=0.01, threads=threads)
    for z, triangles in zip(FIELDS.values(), together, strict=True):
        assert np.array_equal(triangles, only(z, CUT.inside, CUT.finest, bound_mm=0.01))


def test_a_whole_lattice_is_tiled_up_to_its_edges() -> None:
    triangles = only(np.zeros((65, 129)), np.ones((65, 129), dtype=bool), np.zeros(0, dtype=np.int64), bound_mm=0.01)
    assert len(triangles) == 4
