"""Shoe. the inner sole seen from the plane of heel and ball."""

import numpy as np
import pytest

from orthogen.records.shoe import FLAT, Shoe, ball_x_mm
from tests.soles import sole

FOOT = sole()
BALL, HEEL, TIP = ball_x_mm(FOOT), FOOT.landmarks["heel_centre"].x_mm, FOOT.foot_length_mm
X = np.arange(-10.0, 290.0, 0.25)


def test_a_flat_shoe_bends_nothing() -> None:
    assert FLAT.is_flat and not FLAT.sole_mm(FOOT, X).any()


def test_it_is_level_from_heel_to_ball() -> None:
    rise = Shoe(heel_drop_mm=12.0, toe_spring_mm=9.0).sole_mm(FOOT, X)
    assert not rise[X <= BALL - 15.0].any() and (np.diff(rise) >= 0.0).all()


def test_pitch_and_spring_are_what_was_said() -> None:
    drop = Shoe(heel_drop_mm=12.0)
    slope = np.gradient(drop.sole_mm(FOOT, X), X)[X > BALL + 16.0]
    assert slope == pytest.approx(12.0 / (BALL - HEEL), abs=1e-9)
    spring = Shoe(toe_spring_mm=9.0).sole_mm(FOOT, np.array([BALL, TIP]))
    assert spring == pytest.approx([0.0, 9.0])
    together = Shoe(heel_drop_mm=12.0, toe_spring_mm=9.0).sole_mm(FOOT, X)
    assert together == pytest.approx(drop.sole_mm(FOOT, X) + Shoe(toe_spring_mm=9.0).sole_mm(FOOT, X))


def test_angles_say_the_same_as_heights() -> None:
    drop, spring = 10.0, 7.0
    angles = Shoe(
        heel_pitch_deg=float(np.degrees(np.arctan(drop / (BALL - HEEL)))),
        toe_spring_deg=float(np.degrees(np.arctan(spring / (TIP - BALL)))),
    )
    heights = Shoe(heel_drop_mm=drop, toe_spring_mm=spring)
    assert angles.sole_mm(FOOT, X) == pytest.approx(heights.sole_mm(FOOT, X), abs=1e-9)
