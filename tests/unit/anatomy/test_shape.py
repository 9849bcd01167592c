"""Shape. the numbers that tell feet from other things, on forms where they are known, and the words of each refusal."""

import numpy as np
import pytest

from orthogen.anatomy import shape, skin
from orthogen.anatomy.shape import FOOT_LAWS, SOLE_LAWS, USUAL, USUAL_SOLE, measured, refusal, unlikeness
from orthogen.anatomy.stance import LEVEL
from orthogen.anatomy.surface import Samples, Surface, spread
from orthogen.anatomy.walking import Walking, stand
from orthogen.errors import NotAFoot, ScanIncomplete
from tests.every_foot import in_sock, opened, sole_of, with_leg
from tests.forms import blended, block, capsule, drawn, ellipsoid
from tests.unit.anatomy.shapes import DEMO_FEET, upright


def _walking(surface: Surface) -> Walking:
    return stand(spread(surface, 20_000), LEVEL)


def _as_it_lies(surface: Surface) -> Walking:
    """Return the walking frame of a form drawn with x along, from x = 0, on z = 0."""
    return Walking(np.eye(4), spread(surface, 20_000), float(np.ptp(surface.points[:, 0])), 2.0)


@pytest.mark.parametrize("name", DEMO_FEET)
@pytest.mark.parametrize("way", [lambda foot: foot, opened, lambda foot: with_leg(foot, more_mm=120, lean=0.1)])
def test_a_foot_keeps_every_law_with_room(name, way):
    numbers = measured(_walking(way(upright(name)[0])))
    assert all(law.holds(numbers) for law in FOOT_LAWS)
    assert numbers["edge_radius"] > 1.4 * shape.EDGE_LEAST
    assert numbers["inner_share"] == 0
    assert unlikeness(numbers, USUAL) < 0.6


@pytest.mark.parametrize("name", DEMO_FEET)
def test_a_sole_is_judged_by_its_outline_alone(name):
    sole = _walking(sole_of(upright(name)[0], height_mm=18))
    assert refusal(sole, kind="sole") is None
    assert refusal(sole, kind="impression") is None
    assert isinstance(refusal(sole), NotAFoot)


def test_a_foot_in_a_sock_shows_no_toes_and_is_a_foot():
    foot, _ = upright("right_normal")
    bare, dressed = _walking(foot), _walking(in_sock(foot))
    assert skin.toe_relief(bare) > shape.TOES_CLEAR > skin.toe_relief(dressed)
    assert refusal(dressed) is None


@pytest.mark.parametrize("radius_mm", [4.0, 8.0, 16.0])
def test_the_edge_of_a_block_has_the_radius_it_was_drawn_with(radius_mm):
    slab = drawn(block((130, 0, 30), (130, 45, 30), radius_mm), (-5, -50, -5), (265, 50, 65), edge_mm=2.5)
    assert skin.edge_radius(_as_it_lies(slab)) * 260 == pytest.approx(radius_mm, rel=0.12)


def test_the_belly_of_a_rod_is_a_circle_and_that_of_a_block_flat():
    rod = drawn(capsule((0, 0, 40), (260, 0, 40), 40), (-45, -45, -5), (305, 45, 85), edge_mm=4.0)
    slab = drawn(block((130, 0, 30), (130, 45, 30), 1.0), (-5, -50, -5), (265, 50, 65), edge_mm=4.0)
    circle = 1 - np.mean(np.sqrt(1 - (np.array([0.50, 0.65]) - 0.07) ** 2))
    assert skin.belly(_as_it_lies(rod)) == pytest.approx(circle, abs=0.02)
    assert skin.belly(_as_it_lies(slab)) == pytest.approx(0, abs=0.01)


def test_only_what_is_open_above_is_an_inside():
    shell = block((130, 0, 40), (130, 45, 40))
    hollow = block((130, 0, 40), (122, 37, 32))
    closed = drawn(lambda p: np.minimum(shell(p), -hollow(p)), (-5, -50, -5), (265, 50, 90), edge_mm=5.0)
    tray = drawn(
        lambda p: np.minimum.reduce([shell(p), -hollow(p), 60 - p[:, 2]]), (-5, -50, -5), (265, 50, 90), edge_mm=5.0
    )
    assert skin.inner_share(_as_it_lies(closed)) == 0
    expected = (skin.INNER_X[1] - skin.INNER_X[0]) * 2 * skin.INNER_Y
    assert skin.inner_share(_as_it_lies(tray)) == pytest.approx(expected, rel=0.1)


def test_all_planes_of_a_box_are_counted_and_none_of_a_lump():
    box = drawn(block((0, 0, 0), (130, 50, 40), 0.5), (-135, -55, -45), (135, 55, 45), edge_mm=4.0)
    lump = drawn(ellipsoid((0, 0, 0), (130, 50, 40)), (-135, -55, -45), (135, 55, 45), edge_mm=4.0)
    assert skin.planes_share(spread(box, 20_000)) > shape.BOX_PLANES
    assert skin.planes_share(spread(lump, 20_000)) < 0.3


def test_likeness_is_0_for_the_usual_foot_and_1_for_one_that_is_as_far_as_any_in_everything():
    usual = {name: middle for name, (middle, _) in USUAL.items()}
    far = {name: middle + far for name, (middle, far) in USUAL.items()}
    assert unlikeness(usual, USUAL) == 0
    assert unlikeness(far, USUAL) == pytest.approx(1)
    assert unlikeness(far | {"instep": np.nan}, USUAL) == pytest.approx(1)
    assert unlikeness(usual | {"instep": 1e9}, USUAL) == pytest.approx(shape.FARTHEST / np.sqrt(len(USUAL)))
    assert set(USUAL_SOLE) <= set(measured(_walking(upright("child_right")[0])))


_FOOT = {**{name: middle for name, (middle, _) in USUAL.items()}, "height_length": 0.4, "front_ball": 0.36,
         "planes": 0.2, "edge_radius": 0.012, "toe_relief": 0.4, "inner_share": 0.0}  # fmt: skip
_SOLE = {**_FOOT, **{name: middle for name, (middle, _) in USUAL_SOLE.items()}, "front_rear": 0.8}


def _said(monkeypatch, numbers, kind="whole_foot"):
    monkeypatch.setattr(shape, "measured", lambda walking: numbers)
    ball = Samples(np.random.default_rng(0).uniform(-1, 1, (500, 3)), np.zeros((500, 3)), 1.0)
    return refusal(Walking(np.eye(4), ball, 250.0, 2.0), kind=kind)


@pytest.mark.parametrize(("kind", "numbers", "laws"), [("whole_foot", _FOOT, FOOT_LAWS), ("sole", _SOLE, SOLE_LAWS)])
def test_every_law_refuses_on_its_own_and_names_number_and_range(monkeypatch, kind, numbers, laws):
    assert _said(monkeypatch, numbers, kind) is None
    for law in laws:
        for value in (law.low - 0.1, law.high + 0.1):
            error = _said(monkeypatch, numbers | {law.name: value}, kind)
            assert isinstance(error, NotAFoot)
            assert f"{law.says} {value:.2f}" in str(error)
            assert f"a foot's is {law.low:g} to {law.high:g}" in str(error)


def test_sharp_edges_alone_and_smooth_toes_alone_are_still_a_foot(monkeypatch):
    assert _said(monkeypatch, _FOOT | {"edge_radius": 0.001}) is None
    assert _said(monkeypatch, _FOOT | {"toe_relief": 0.05}) is None
    assert "shoe last or a shoe" in str(_said(monkeypatch, _FOOT | {"edge_radius": 0.001, "toe_relief": 0.05}))
    assert _said(monkeypatch, _SOLE | {"edge_radius": 0.001, "toe_relief": 0.05}, "sole") is None


def test_a_little_off_everywhere_is_no_foot(monkeypatch):
    odd = _FOOT | {
        "ball_length": 0.50,
        "heel_length": 0.33,
        "instep": 0.17,
        "front_rear": 0.75,
        "belly": 0.20,
        "widest": 0.79,
    }
    assert all(law.holds(odd) for law in FOOT_LAWS)
    assert "its proportions together are" in str(_said(monkeypatch, odd))


def test_a_blunt_end_is_a_cut_not_another_thing(monkeypatch):
    for name, value in (("front_ball", 0.9), ("rear_heel", 0.8), ("widest", 0.9)):
        error = _said(monkeypatch, _FOOT | {name: value})
        assert isinstance(error, ScanIncomplete)
        assert f"{value:.2f}" in str(error)


def test_a_thing_is_named_only_where_that_is_sure(monkeypatch):
    globe = _walking(drawn(ellipsoid((0, 0, 80), (80, 80, 80)), (-85, -85, -5), (85, 85, 165), edge_mm=8.0))
    assert "looks like a ball" in str(refusal(globe))
    assert "looks like an insole" in str(_said(monkeypatch, _FOOT | {"height_length": 0.1, "thickness": 0.02}))
    assert "looks like a box" in str(_said(monkeypatch, _FOOT | {"planes": 0.9}))
    assert "looks like" not in str(_said(monkeypatch, _FOOT | {"planes": 0.55}))
    assert "looks like" not in str(_said(monkeypatch, _FOOT | {"thickness": 0.02}))


def test_nothing_stands_on_no_plane():
    void = Samples(np.zeros((0, 3)), np.zeros((0, 3)), 1.0)
    assert "stands on a plane" in str(refusal(Walking(np.eye(4), void, float("nan"), 0.0)))


def test_two_rods_that_meet_like_foot_and_leg_are_no_foot():
    pipe = blended(capsule((0, 0, 40), (180, 0, 40), 40), capsule((0, 0, 40), (0, 0, 220), 40), soft_mm=10)
    assert isinstance(refusal(_walking(drawn(pipe, (-50, -50, -5), (230, 50, 270), edge_mm=6.0))), NotAFoot)
