"""Arch. line, index and flatness on soles of known shape."""

import numpy as np
import pytest

from orthogen.anatomy.arch import arch_index, arch_line, sole_flattened
from orthogen.errors import ScanIncomplete
from orthogen.kernel.grid import Grid
from orthogen.records.foot import PlantarMap

GRID = Grid(x0_mm=-5.0, y0_mm=-50.0, step_mm=0.5, nx=521, ny=201)
HEADS = (np.array([182.0, 20.0]), np.array([160.0, -40.0]))


def _map(z):
    return PlantarMap(grid=GRID, z_mm=np.broadcast_to(z, GRID.shape).copy(), noise_mm=0.0)


def _vault(height):
    across = np.clip((GRID.y_mm + 10) / 30, 0, 1.5)
    return height * across * np.exp(-(((GRID.x_mm - 112) / 40) ** 2)) + 0.001 * GRID.y_mm


def _line(plantar):
    return arch_line(plantar, (182.0, 20.0), heel_width_mm=62.0, length_mm=250.0)


@pytest.mark.parametrize("height", [3.0, 12.0, 25.0])
def test_the_apex_is_found_and_noise_does_not_raise_it(height):
    z = _vault(height)
    clean = _line(_map(z))[:, 2].max()
    assert clean == pytest.approx(height * 0.82, rel=0.08)
    waves = np.random.default_rng(1).normal(size=(27, 11))
    rough = _map(z).grid.sample_linear(np.kron(waves, np.ones((20, 20)))[: GRID.nx, : GRID.ny], GRID.x_mm, GRID.y_mm)
    assert _line(_map(z + 0.4 * rough))[:, 2].max() == pytest.approx(clean, abs=0.5)


def test_an_arch_that_was_not_scanned_is_refused():
    z = np.where((GRID.x_mm > 80) & (GRID.x_mm < 150), np.nan, _vault(10.0))
    with pytest.raises(ScanIncomplete, match="arch"):
        _line(_map(z))


def test_the_index_of_an_even_print_is_about_a_third_and_of_an_arched_one_less():
    on_foot = np.where((GRID.x_mm > 0) & (np.abs(GRID.y_mm) < 30), 0.0, 30.0)
    assert arch_index(_map(on_foot), HEADS, "standing") == pytest.approx(0.345, abs=0.02)
    arched = np.where((GRID.x_mm > 65) & (GRID.x_mm < 130) & (GRID.y_mm > -5), 10.0, on_foot)
    assert arch_index(_map(arched), HEADS, "standing") < 0.24
    assert np.isnan(arch_index(_map(np.full(GRID.shape, 9.0)), HEADS, "standing"))


def test_a_flat_sole_is_told_from_a_low_arch():
    rough = 0.2 * np.sin(GRID.x_mm / 3) * np.cos(GRID.y_mm / 4)
    low, none = _map(_vault(3.0) + rough), _map(_vault(0.5) + rough)
    assert not sole_flattened(low, _line(low), "standing")
    assert sole_flattened(none, _line(none), "standing")
    assert not sole_flattened(none, _line(none), "unloaded")


def test_a_dead_flat_contact_makes_a_small_arch_doubtful():
    pressed = _vault(2.2)
    pressed[pressed < 0.8] = 0.0
    dead, alive = _map(pressed), _map(pressed + 0.15 * np.sin(GRID.x_mm / 3) * np.cos(GRID.y_mm / 4))
    assert sole_flattened(dead, _line(dead), "standing")
    assert not sole_flattened(alive, _line(alive), "standing")
