"""Cut. crops of demo feet are named, wherever and however they are cut; whole feet, with holes or not, are not."""

import numpy as np
import pytest

from orthogen.anatomy.cut import incomplete, missing_parts
from orthogen.anatomy.surface import Surface, spread
from tests.damage import Skin, decimated, double_walled, hole_places, holed, noisy, refined
from tests.damage_cuts import cropped, low_part, plane
from tests.unit.anatomy.shapes import DEMO_FEET, upright


def _skin(name):
    foot, truth = upright(name)
    return Skin(foot.points, foot.faces), truth["foot_length_mm"]


def _missing(skin, length, *, highest_mm=60.0, mirrored=False):
    surface = Surface(skin.points, skin.faces)
    if mirrored:
        surface = surface.in_frame(np.diag([1.0, -1.0, 1.0, 1.0]))
    return missing_parts(spread(surface, 60_000), length, highest_mm=highest_mm)


@pytest.mark.parametrize("name", DEMO_FEET)
def test_a_whole_foot_misses_nothing(name):
    skin, length = _skin(name)
    assert _missing(skin, length) == ()
    assert _missing(skin, length, mirrored=True) == ()
    assert _missing(low_part(skin, 16.0), length, highest_mm=16.0) == ()


@pytest.mark.parametrize("place", hole_places(250.0))
def test_a_hole_is_no_crop(place):
    skin, length = _skin("right_normal")
    rng = np.random.default_rng(1)
    assert _missing(holed(skin, rng, at=hole_places(length)[place], radius_mm=10.0, name=place), length) == ()


def test_noise_and_coarse_meshes_are_no_crop():
    skin, length = _skin("left_high_arch")
    rough = noisy(refined(skin, 60_000), np.random.default_rng(2), sd_mm=0.6, wave_mm=8.0)
    assert _missing(rough, length) == ()
    assert _missing(decimated(skin, 3000), length) == ()


@pytest.mark.parametrize("capped", [False, True])
@pytest.mark.parametrize(
    ("part", "where", "at", "yaw", "lean"),
    [
        ("toes", "toes", 0.94, 0, 0), ("toes", "toes", 0.85, 0, 0), ("toes", "toes", 0.5, 0, 0),
        ("toes", "toes", 0.8, 37, 0), ("toes", "toes", 0.85, -30, 0), ("toes", "toes", 0.85, 0, 25),
        ("heel", "heel", 0.05, 0, 0), ("heel", "heel", 0.15, 0, 0), ("heel", "heel", 0.45, 0, 0),
        ("heel", "heel", 0.12, 30, 0), ("heel", "heel", 0.1, 0, -25),
        ("side", "medial", 0.06, 0, 0), ("side", "lateral", -0.06, 5, 0),
    ],
)  # fmt: skip
def test_a_crop_is_named(part, where, at, yaw, lean, capped):
    for name in ("right_normal", "child_right"):
        skin, length = _skin(name)
        cut = cropped(skin, *plane(length, where, at=at, yaw_deg=yaw, lean_deg=lean), capped=capped)
        low = cut.points[cut.points[:, 2] < 0.23 * length, 0]
        found = _missing(cut, float(np.ptp(low)))
        assert part in [item.part for item in found]


def test_both_ends_cut_are_both_seen():
    skin, length = _skin("right_flat")
    middle = cropped(cropped(skin, *plane(length, "toes", at=0.8)), *plane(length, "heel", at=0.15))
    assert {item.part for item in _missing(middle, 0.65 * length)} >= {"toes", "heel"}


def test_the_chord_and_its_place_are_those_of_the_cut():
    skin, length = _skin("right_normal")
    cut = cropped(skin, *plane(length, "heel", at=0.3))
    rim = cut.points[(np.abs(cut.points[:, 0] - 0.3 * length) < 0.01) & (cut.points[:, 2] < 0.05 * length)]
    (heel,) = [item for item in _missing(cut, 0.7 * length) if item.part == "heel"]
    assert heel.chord_mm == pytest.approx(np.ptp(rim[:, 1]), rel=0.15)
    assert heel.place[0] == pytest.approx(0.3 * length, abs=3) and abs(heel.heading_deg) == pytest.approx(180, abs=5)
    assert heel.blunt_ratio == pytest.approx(1, abs=0.15)


def test_the_refusal_says_what_is_missing_and_how_wide():
    skin, length = _skin("right_normal")
    found = _missing(cropped(skin, *plane(length, "toes", at=0.8)), 0.8 * length)
    error = incomplete(found)
    assert "the toes are cut off" in str(error) and f"{found[0].chord_mm:.0f} mm wide" in str(error)
    assert error.next_step


def test_a_second_wall_is_no_crop():
    skin, length = _skin("right_flat")
    assert _missing(double_walled(skin, 1.2), length) == ()
