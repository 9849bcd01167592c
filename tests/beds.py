"""Beds. plain shapes to stand a sole on: pads, wedges, skives, arches and contact beds, as supports of the model."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from orthogen import assess
from orthogen.intake.pressure import read_pressure
from orthogen.intake.pressure.settle import Told
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.predict import calibrate, stance
from orthogen.predict.loading import usual
from orthogen.predict.sole import Sole, sole_of
from orthogen.predict.support import RIGID_KPA, plain, under
from orthogen.records.foot import Foot
from orthogen.records.load import Load
from orthogen.records.prediction import Loading, Support
from tests.feet import SHARED, need_shared, truth_foot

THREE_FEET = ("adult_right_sole_only", "adult_left_inch_inverted", "adult_right_normal")
EMED = "emed_barefoot_test.lst"
ADULTS = ("adult_left_planus", "adult_right_normal", "adult_left_cavus", "adult_right_hallux_valgus",
          "adult_left_wide_with_leg", "adult_right_floor_attached", "adult_left_inch_inverted",
          "adult_right_sole_only", "adult_left_points_floor", "adult_left_foam_box")  # fmt: skip


def shaped(sole: Sole, top: FloatArray, *, depth_mm: float = 0.0, stiff_kpa: float = RIGID_KPA,
           shoe: bool = True) -> Support:  # fmt: skip
    """Return a support of this top (nx, ny), rigid or of one foam."""
    base = plain(sole.grid, depth_mm=depth_mm, stiff_kpa=stiff_kpa, shoe=shoe)
    return replace(base, top_mm=base.top_mm + top)


def pad(sole: Sole, *, edge_mm: float, height_mm: float = 5.0, length_mm: float = 50.0,
        width_mm: float = 40.0, heads_mm: Any = None) -> FloatArray:  # fmt: skip
    """Return a metatarsal pad, apex 37.5 % of its length behind its distal edge, between second and third ray.

    heads_mm: centres of the five heads, where a print tells them better than the scan.
    """
    head = (sole.heads_mm if heads_mm is None else heads_mm)[1:3].mean(axis=0)
    way = head - [sole.foot.landmarks["heel_centre"].x_mm, sole.foot.landmarks["heel_centre"].y_mm]
    way = way / np.hypot(*way)
    x, y = sole.grid.x_mm - head[0], sole.grid.y_mm - head[1]
    u, v = way[0] * x + way[1] * y + edge_mm + 0.375 * length_mm, way[0] * y - way[1] * x
    half = np.where(u > 0, 0.375, 0.625) * length_mm
    return height_mm * np.maximum(1.0 - np.hypot(u / half, v / (0.5 * width_mm)) ** 2, 0.0) ** 2


def wedge(sole: Sole, degrees: float) -> FloatArray:
    """Return a plane that rises medially under the heel, fading out at 0.45 of the length."""
    share = sole.grid.x_mm / sole.foot.foot_length_mm
    fade = np.clip((0.45 - share) / 0.15, 0.0, 1.0)
    return np.tan(np.radians(degrees)) * (sole.grid.y_mm + 30.0) * fade


def contact(sole: Sole, share: float) -> FloatArray:
    """Return a bed shaped like the sole itself by a share, level where there is no skin."""
    skin = np.zeros(sole.grid.nx * sole.grid.ny)
    skin[sole.at] = np.clip(sole.skin_mm, -10.0, 12.0)
    return share * skin.reshape(sole.grid.shape)


@cache
def scaled_to_print(name: str) -> tuple[Foot, Load, Any]:
    """Return a true foot scaled to the shared barefoot print, the print's load, and where it lies on the foot."""
    need_shared()
    (recording,) = read_pressure(SHARED / "pressure" / EMED, Told())
    (load,) = assess.loads_of(recording)
    foot = truth_foot(name, side=load.side)
    factor = 1.025 * load.length_mm / foot.foot_length_mm
    grid = foot.plantar.grid
    wide = replace(grid, x0_mm=grid.x0_mm * factor, y0_mm=grid.y0_mm * factor, step_mm=grid.step_mm * factor)
    marks = {key: replace(mark, x_mm=mark.x_mm * factor, y_mm=mark.y_mm * factor, z_mm=mark.z_mm * factor)
             for key, mark in foot.landmarks.items()}  # fmt: skip
    foot = replace(
        foot, foot_length_mm=foot.foot_length_mm * factor, landmarks=marks, outline_mm=frozen(foot.outline_mm * factor),
        plantar=replace(foot.plantar, grid=wide, z_mm=frozen(foot.plantar.z_mm * factor)),
    )  # fmt: skip
    return foot, load, assess.registered(recording, load, foot)


@cache
def calibrated(name: str, step_mm: float = 2.0) -> tuple[calibrate.Fitted, calibrate.Print]:
    """Return a true foot that agrees with the shared print, and that print on it."""
    foot, load, on_foot = scaled_to_print(name)
    sole = sole_of(foot, step_mm=step_mm)
    seen = calibrate.print_on(sole, load, on_foot)
    return calibrate.fitted(sole, seen), seen


def print_heads(name: str) -> FloatArray:
    """Return where the print is loaded most under each head (5, 2)."""
    return np.array([scaled_to_print(name)[2].heads_mm[f"mth{k}"] for k in range(1, 6)])


def usual_foot(name: str, *, step_mm: float = 2.0, mass_kg: float = 75.0) -> tuple[Sole, tuple[Loading, ...]]:
    """Return a true foot's cells and a usual step."""
    sole = sole_of(truth_foot(name), step_mm=step_mm)
    return sole, usual(sole, mass_kg)


def effect(sole: Sole, loadings: tuple[Loading, ...], support: Support, **more: Any) -> dict[str, float]:
    """Return name -> change in percent against the flat floor with the same shoe."""
    floor = plain(sole.grid, shoe=support.shoe_mm_per_kpa > 0)
    reference = stance.before(sole, under(sole, floor), loadings, **more)
    return stance.changes(reference, stance.after(reference, under(sole, support)))


def skive(sole: Sole, bed: FloatArray, depth_mm: float) -> FloatArray:
    """Return what a medial skive of 15° adds to a bed (nx, ny): a plane, smoothly joined over 2 mm, under the heel."""
    length = sole.foot.foot_length_mm
    heel = np.zeros(sole.grid.nx * sole.grid.ny, dtype=bool)
    heel[sole.at] = (sole.x_mm < 0.24 * length) & (sole.skin_mm < 8.0)
    plane = np.tan(np.radians(15.0)) * sole.grid.y_mm - bed
    above = plane - plane[heel.reshape(sole.grid.shape)].max() + depth_mm
    near = np.maximum(2.0 - np.abs(above), 0.0)
    fade = np.clip((0.34 - sole.grid.x_mm / length) / 0.10, 0.0, 1.0)
    joined = np.maximum(above, 0.0) + near**3 / 24.0
    return np.where(sole.field(np.ones(len(sole.x_mm))) > 0, joined * fade, 0.0)
