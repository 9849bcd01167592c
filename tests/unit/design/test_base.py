"""Base: the fitted skin against the foot it came from, its wall and platform, and what is done to faults."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import base
from orthogen.kernel import distance
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.grid import Grid
from orthogen.records.foot import Foot
from tests.feet import TRUTH_FEET, truth_foot
from tests.soles import sole


def on_map(grid: Grid, field: FloatArray, foot: Foot) -> FloatArray:
    plantar = foot.plantar.grid
    return grid.sample(field, *np.broadcast_arrays(plantar.x_mm, plantar.y_mm))


def contact(foot: Foot) -> BoolArray:
    """The contact area of surface.md 5."""
    grid, z, length = foot.plantar.grid, foot.plantar.z_mm, foot.foot_length_mm
    slope = np.hypot(*np.gradient(z, grid.step_mm))
    proximal = grid.x_mm < foot.mth_line_x_mm(grid.y_mm) + 0.015 * length
    return np.isfinite(z) & (slope < 1.0) & (z < 20.0) & proximal & ((z < 1.5) | (grid.x_mm < 0.57 * length))


def with_map(foot: Foot, z: FloatArray) -> Foot:
    return replace(foot, plantar=replace(foot.plantar, z_mm=frozen(z)))


@pytest.mark.parametrize("name", TRUTH_FEET)
def test_fit_follows_the_true_feet(name: str) -> None:
    foot = truth_foot(name)
    skin = base.fitted(foot)
    gap = np.abs(on_map(skin.grid, skin.z_mm, foot) - foot.plantar.z_mm)[contact(foot)]
    assert gap.mean() <= 0.02 and np.percentile(gap, 95) <= 0.10 and (gap < 1.0).mean() >= 0.999
    assert skin.findings == ()


@pytest.mark.parametrize("name", ["adult_right_normal", "adult_left_cavus"])
def test_noise_is_averaged_away(name: str) -> None:
    foot = truth_foot(name)
    noise = np.random.default_rng(5).normal(0.0, 0.3, foot.plantar.z_mm.shape)
    skin = base.fitted(with_map(foot, foot.plantar.z_mm + noise))
    gap = np.abs(on_map(skin.grid, skin.z_mm, foot) - foot.plantar.z_mm)[contact(foot)]
    assert gap.mean() <= 0.05
    assert skin.noise_mm == pytest.approx(0.3, rel=0.1)


def test_fine_maps_are_averaged_not_thinned() -> None:
    coarse, fine = sole(step_mm=1.0, noise_mm=0.3), sole(step_mm=0.5, noise_mm=0.3)
    assert base.fitted(fine).noise_mm == pytest.approx(0.5 * base.fitted(coarse).noise_mm, rel=0.15)


def test_wall_goes_on_above_the_silhouette() -> None:
    foot = sole()
    skin = base.fitted(foot)
    inset, _ = distance.inset(skin.grid, foot.outline_mm)
    heel = (skin.grid.x_mm > 20.0) & (skin.grid.x_mm < 60.0)
    slope = np.degrees(np.arctan(np.hypot(*np.gradient(skin.z_mm, skin.grid.step_mm))))
    assert 68.0 < np.median(slope[heel & (inset < -2.0) & (inset > -6.0)]) < 78.0
    assert (skin.z_mm[heel & (inset < -4.0) & (inset > -5.0)] > 20.0).all()


def test_toes_rest_on_a_platform_and_there_is_no_crest_behind_it() -> None:
    foot = sole()
    skin = base.fitted(foot)
    beyond = skin.grid.x_mm - foot.mth_line_x_mm(skin.grid.y_mm)
    assert (skin.z_mm[beyond > 0.106 * foot.foot_length_mm] == 0.0).all()
    inner = skin.z_mm[:, np.abs(skin.grid.y_mm[0]) < 15.0]
    ahead = beyond[:, np.abs(skin.grid.y_mm[0]) < 15.0] > 0.02 * foot.foot_length_mm
    assert np.where(ahead[1:], np.diff(inner, axis=0), 0.0).max() < 1e-3


def test_a_hole_is_bridged_and_is_no_silhouette() -> None:
    foot = sole()
    z = foot.plantar.z_mm.copy()
    z[40:52, 30:42] = np.nan
    skin = base.fitted(with_map(foot, z))
    assert np.nanmax(np.abs(on_map(skin.grid, skin.z_mm, foot) - foot.plantar.z_mm)[38:54, 28:44]) < 0.3


def test_a_large_fault_is_left_out_and_told() -> None:
    foot = sole(noise_mm=0.1)
    z = foot.plantar.z_mm.copy()
    z[60:64, 25:65] += 4.0
    skin = base.fitted(with_map(foot, z))
    (finding,) = skin.findings
    assert finding.check == "surface_patch_left_out" and finding.level == "warning"
    assert finding.measured is not None and 160.0 <= finding.measured <= 300.0 and "above the skin" in finding.note
    gap = np.abs(on_map(skin.grid, skin.z_mm, foot) - foot.plantar.z_mm)
    assert np.nanmax(gap[58:66, 30:60]) < 0.6


def test_same_foot_same_bits() -> None:
    assert base.fitted(sole(noise_mm=0.2)).z_mm.tobytes() == base.fitted(sole(noise_mm=0.2)).z_mm.tobytes()
