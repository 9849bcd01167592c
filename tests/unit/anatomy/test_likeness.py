"""Likeness. laws of comparing two feet, each verdict on a pair made for it, and the limits from both sides."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from orthogen.anatomy import compare_feet, find_feet, may_be_one_foot
from orthogen.anatomy.judgement import ALIKE, COPY_MM, MIRRORED, OTHER_MM, SAME_MM, Evidence, judged
from orthogen.anatomy.registration import laid_over, skins
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.frame import MIRROR_Y, inverse, moved
from orthogen.records.foot import Foot, Load, Side
from orthogen.records.likeness import Change, Likeness, Overlay
from orthogen.records.scan import MM_PER_UNIT, Unit
from tests.damage import Skin, holed, noisy, placed, pose
from tests.findings import plain
from tests.unit.anatomy.shapes import scan_of, upright

LENGTH_MM = 255.0
Change_ = Callable[[FloatArray], FloatArray]


def as_it_is(points: FloatArray) -> FloatArray:
    """Return the foot unchanged."""
    return points


def wider_ball(points: FloatArray) -> FloatArray:
    """Return another foot of the same length: the ball 10 % wider, the arch 2 mm lower."""
    x, y, z = points.T
    bump = np.exp(-(((x / LENGTH_MM - 0.68) / 0.16) ** 2))
    arch = np.exp(-(((x / LENGTH_MM - 0.45) / 0.12) ** 2)) * np.exp(-((z / 20) ** 2))
    return np.stack([x, y * (1 + 0.10 * bump), z - 2.0 * arch * (z > 2)], axis=1)


def under_load(points: FloatArray) -> FloatArray:
    """Return the foot longer by 2.5 mm and wider at the ball by 3, its arch 4 mm lower; the heel as it was."""
    x, y, z = points.T
    ahead = np.clip((x / LENGTH_MM - 0.30) / 0.40, 0, 1)
    arch = np.clip(z / 12.0, 0, 1) * np.exp(-(((x / LENGTH_MM - 0.45) / 0.14) ** 2)) * np.exp(-((z / 30) ** 2))
    return np.stack([x + 2.5 * ahead, y * (1 + 0.03 * ahead), z - 4.5 * arch], axis=1)


@cache
def seen(
    shape: Change_ = as_it_is,
    *,
    seed: int = 0,
    noise_mm: float = 0.0,
    mirrored: bool = False,
    unit: Unit = "mm",
    side: Side | None = None,
    load: Load = "standing",
    hole: bool = False,
) -> Foot:
    """Return a demo foot, reshaped, captured with noise, turned any way and understood again."""
    surface, _ = upright("right_normal")
    rng = np.random.default_rng(seed)
    skin = Skin(shape(surface.points), surface.faces)
    skin = noisy(skin, rng, sd_mm=noise_mm, wave_mm=8.0) if noise_mm else skin
    skin = holed(skin, rng, at=np.array([0.5 * LENGTH_MM, -20.0, 0.0]), radius_mm=11.0, name="under") if hole else skin
    skin = placed(placed(skin, MIRROR_Y) if mirrored else skin, pose(rng) if seed else np.eye(4))
    scan = scan_of(skin.points / MM_PER_UNIT[unit], skin.faces, unit)
    (foot,) = find_feet(scan, side=side, load=load)
    return foot


def laid(found: Likeness) -> Overlay:
    """Return the overlay, which must exist."""
    assert found.overlay is not None
    return found.overlay


def test_a_foot_is_itself() -> None:
    found = compare_feet(seen(), seen())
    assert found.verdict == "same_foot" and found.one_foot
    assert laid(found).rms_mm < 1e-6 and laid(found).shape_mm < 1e-6 and laid(found).overlap_ratio > 0.99
    assert "one_capture" in {item.check for item in found.findings}


@pytest.mark.parametrize(
    "one, other",
    [
        (seen, lambda: seen(seed=3, noise_mm=0.3)),
        (seen, lambda: seen(wider_ball)),
        (lambda: seen(load="unloaded"), lambda: seen(under_load, seed=2)),
        (seen, lambda: seen(seed=4, mirrored=True)),
    ],
)
def test_the_order_does_not_matter(one: Callable[[], Foot], other: Callable[[], Foot]) -> None:
    there, back = compare_feet(one(), other()), compare_feet(other(), one())
    assert (there.verdict, there.margin_mm) == (back.verdict, back.margin_mm)
    assert laid(there).shape_mm == laid(back).shape_mm
    np.testing.assert_allclose(laid(there).b_from_a, inverse(laid(back).b_from_a), atol=1e-9)
    assert [c.difference_mm for c in there.changes] == [-c.difference_mm for c in back.changes]


@pytest.mark.parametrize("unit", ["cm", "in"])
def test_neither_pose_nor_unit_of_the_file_matters(unit: Unit) -> None:
    found = compare_feet(seen(), seen(seed=len(unit), unit=unit))
    assert found.verdict == "same_foot" and laid(found).rms_mm < 0.1 and laid(found).shape_mm < 0.1


@pytest.mark.parametrize("seed, noise_mm", [(3, 0.3), (5, 0.6)])
def test_two_captures_of_a_foot_are_the_same_foot_with_and_without_a_hole(seed: int, noise_mm: float) -> None:
    found = compare_feet(seen(seed=9, noise_mm=noise_mm), seen(seed=seed, noise_mm=noise_mm, hole=True))
    assert found.verdict == "same_foot" and laid(found).shape_mm < 0.5
    assert "one_capture" not in {item.check for item in found.findings}
    assert not any(change.counts for change in found.changes)


@pytest.mark.parametrize("seed", [4, 6])
def test_a_mirrored_copy_is_found(seed: int) -> None:
    copy = seen(seed=seed, mirrored=True)
    found = compare_feet(seen(), copy)
    assert copy.side == "left" and found.verdict == "mirrored_copy" and found.one_foot
    assert found.findings[0].level == "warning"


def test_one_foot_called_left_and_right_is_the_same_foot_and_one_side_is_wrong() -> None:
    found = compare_feet(seen(), seen(seed=7, side="left"))
    assert found.verdict == "same_foot" and laid(found).mirrors and laid(found).shape_mm < 0.2
    assert [item.level for item in found.findings if item.check == "side-contradicts"] == ["warning"]


def test_a_mirror_image_called_by_the_same_side_is_a_mirrored_copy() -> None:
    found = compare_feet(seen(), seen(seed=8, mirrored=True, side="right"))
    assert found.verdict == "mirrored_copy" and laid(found).mirrors


def test_different_feet_of_one_length_are_told() -> None:
    found = compare_feet(seen(), seen(wider_ball, seed=2, noise_mm=0.3))
    assert found.verdict == "other_foot" and not found.one_foot


def test_a_left_and_a_right_foot_that_are_like_but_not_equal_are_a_pair() -> None:
    def a_little(points: FloatArray) -> FloatArray:
        return points + 0.4 * (wider_ball(points) - points)

    assert compare_feet(seen(), seen(a_little, seed=5, mirrored=True)).verdict == "other_side"


def test_far_measures_are_told_without_laying_the_feet_over_each_other() -> None:
    child = seen(lambda points: points * 0.7)
    found = compare_feet(seen(), child)
    assert found.verdict == "other_foot" and found.overlay is None and found.margin_mm > 50


def test_a_foot_that_stands_in_one_scan_only_is_told_by_its_heel() -> None:
    found = compare_feet(seen(load="unloaded"), seen(under_load, seed=2, noise_mm=0.2))
    assert found.verdict == "other_load" and laid(found).shape_mm > SAME_MM
    assert "load_differs" in {item.check for item in found.findings}


def test_the_change_must_go_the_way_of_load() -> None:
    found = compare_feet(seen(), seen(under_load, seed=2, load="unloaded"))
    assert found.verdict in ("unsure", "other_foot")


def test_an_unknown_load_never_makes_the_same_foot_of_two_shapes() -> None:
    found = compare_feet(replace(seen(), load="unknown"), seen(under_load, seed=2))
    assert found.verdict == "unsure" and "load_differs" in {item.check for item in found.findings}


def test_screening_by_measures_loses_no_pair_that_is_one_foot() -> None:
    first, mirrored = seen(), seen(seed=4, mirrored=True)
    loaded, wrong = seen(under_load, seed=2), seen(seed=7, side="left")
    for a, b in [(first, mirrored), (seen(load="unloaded"), loaded), (first, wrong), (mirrored, wrong)]:
        assert compare_feet(a, b).one_foot and may_be_one_foot(a, b) and may_be_one_foot(b, a)
    assert not may_be_one_foot(first, seen(wider_ball))


def test_a_motion_is_recovered() -> None:
    a, motion = skins(seen()), np.eye(4)
    turn = np.radians(3.0)
    motion[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    motion[:3, 3] = (4.0, -3.0, 1.0)
    b = (a[0].in_frame(motion), a[1].in_frame(motion))
    found = laid_over(a, b, start=np.eye(4))
    there = moved(found, moved(motion, a[0].points))
    assert np.abs(there - a[0].points).max() < 0.1


def made(shape_mm: float, *, b: Foot | None = None, change_mm: float = 0.0, **other: float) -> Evidence:
    """Return evidence by numbers alone: a right standing foot and b, an overlay, the same change of every measure."""
    names = ("foot_length_mm", "ball_width_mm", "heel_width_mm", "arch_height_mm")
    numbers = {"rms_mm": 1.0, "p95_mm": 2.0, "outline_rms_mm": 1.0, "toes_mm": 0.5, "hindfoot_mm": 0.2} | other
    overlay = Overlay(**({"overlap_ratio": 1.0} | numbers), shape_mm=shape_mm, b_from_a=frozen(np.eye(4)))
    changes = tuple(Change(measure=n, a_mm=100.0, b_mm=100.0 + change_mm, limit_mm=3.0) for n in names)
    return Evidence(a=seen(), b=b or seen(), changes=changes, overlay=overlay)


@pytest.mark.parametrize("below, bands", [(False, ALIKE), (True, MIRRORED)], ids=["alike", "mirrored"])
def test_each_limit_from_both_sides(below: bool, bands: tuple[tuple[float, str], ...]) -> None:
    b = replace(seen(), side="left") if below else seen()
    for (limit_mm, verdict), (_, beyond) in pairwise(bands):
        assert judged(made(limit_mm - 0.01, b=b)) == (verdict, pytest.approx(0.01))
        assert judged(made(limit_mm + 0.01, b=b)) == (beyond, pytest.approx(0.01))
    assert COPY_MM < SAME_MM < OTHER_MM


@pytest.mark.parametrize("against", [{"change_mm": 3.0}, {"toes_mm": 2.0}, {"overlap_ratio": 0.79}])
def test_one_thing_against_it_and_the_same_foot_is_unsure(against: dict[str, float]) -> None:
    assert judged(made(0.1))[0] == "same_foot"
    assert judged(made(0.1, **against))[0] == "unsure"


@pytest.mark.parametrize(
    "hindfoot_mm, change_mm, verdict",
    [
        (0.2, 0.0, "other_load"),
        (0.5, 0.0, "unsure"),
        (1.0, 0.0, "other_foot"),
        (0.2, 4.0, "unsure"),
        (0.2, 6.0, "other_foot"),
    ],
)
def test_under_another_load_the_heel_and_the_changes_decide(hindfoot_mm: float, change_mm: float, verdict: str) -> None:
    unloaded = replace(seen(), load="unloaded")
    found = judged(made(1.2, b=unloaded, hindfoot_mm=hindfoot_mm, change_mm=change_mm))
    assert found[0] == verdict


def test_load_explains_only_so_much() -> None:
    unloaded = replace(seen(), load="unloaded")
    assert judged(made(1.99, b=unloaded))[0] == "other_load"
    assert judged(made(2.01, b=unloaded)) == ("unsure", pytest.approx(0.01))


@pytest.mark.parametrize("change_mm, counts", [(2.9, False), (3.0, True), (-3.0, True)])
def test_a_change_counts_from_its_limit(change_mm: float, counts: bool) -> None:
    assert Change(measure="arch_height_mm", a_mm=12.0, b_mm=12.0 + change_mm, limit_mm=3.0).counts is counts


def test_every_finding_is_a_whole_sentence() -> None:
    loaded, mirrored = seen(under_load, seed=2), seen(seed=4, mirrored=True)
    others = (
        seen(wider_ball),
        loaded,
        mirrored,
        seen(seed=8, mirrored=True, side="right"),
        replace(loaded, kind="sole"),
    )
    for a in (seen(), seen(load="unloaded"), replace(seen(), load="unknown")):
        assert all(len(plain(compare_feet(a, b).findings)) >= 5 for b in others)
