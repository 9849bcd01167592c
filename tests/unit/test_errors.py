"""Errors. the next step of an unknown name: all of a few, the nearest of many, never a wall of words or nothing."""

from orthogen.errors import UnknownName

MANY = ("heel_cup", "metatarsal_pad", *(f"{letter * 9}_{number}" for letter in "abcdef" for number in range(9)))


def test_the_next_step_can_be_read_at_a_glance() -> None:
    assert UnknownName("?", name="mthx", known=("mth1", "heel")).next_step == "known: mth1, heel"
    assert UnknownName("?", name="heel_cap", known=MANY).next_step == "take heel_cup"
    assert UnknownName("?", name="aaaaaaaaa_x", known=MANY).next_step.startswith("the nearest are: aaaaaaaaa_")
    assert UnknownName("?", name="zzz", known=MANY, otherwise="leave it out").next_step == "leave it out"
    assert UnknownName("?", name="zzz", known=()).next_step == "leave it out: there is none"
