"""The table of updates: each row with a case that fires it and one that must not, and the order in which they count."""

from typing import Any

import pytest

from orthogen.records.refit import DoseChange, FootFacts, GoodVersion, Refit
from orthogen.refit import propose
from tests.unit.refit.facts import STANDARD, foot, known, midfoot_rose, order

HIGH = {"mth2": 520.0}


def proposed(*feet: FootFacts, **more: Any) -> Refit:
    return propose("C1", "v001", feet=feet, **more)


def doses(refit: Refit) -> dict[str, tuple[Any, Any]]:
    return {f"{item.modification}.{item.field}": (item.old, item.new) for item in refit.changes}


def checks(refit: Refit) -> set[str]:
    return {item.check for item in refit.findings}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (foot({"midfoot": "new"}), {"arch_fill.depth_mm": (1.6, 3.6)}),
        (foot({"heel": "same"}, load=midfoot_rose(35.0)), {"arch_fill.depth_mm": (1.6, 3.6)}),
        (
            foot({"midfoot": "new"}, prescription=order({"arch_raise": {"height_mm": 1.5}})),
            {"arch_raise.height_mm": (1.5, 0.0)},
        ),
        (foot({"midfoot": "new"}, prescription=order({})), {"arch_fill.depth_mm": (None, 2.0)}),
        (
            foot({"lateral_heel": "same"}),
            {"heel_cup.depth_mm": (16.0, 18.0), "medial_skive.depth_mm": (4.0, 2.0)},
        ),
        (
            foot(complaints=("edge_irritation",), prescription=order({"heel_cup": {"depth_mm": 24.0}})),
            {"heel_cup.depth_mm": (24.0, 25.0)},
        ),
        (
            foot(complaints=("instability",)),
            {"rearfoot_post.angle_deg": (4.0, 2.0), "medial_skive.depth_mm": (4.0, 0.0)},
        ),
        (
            foot(worn=known(eversion_deg=10.0), now=known(eversion_deg=5.5)),
            {"rearfoot_post.angle_deg": (4.0, 2.0), "medial_skive.depth_mm": (4.0, 0.0)},
        ),
        (foot({"mth2": "same"}, now=known(bare=HIGH)), {"metatarsal_pad.height_mm": (5.0, 6.0)}),
        (foot(now=known(shoe={"mth2": 260.0}, diabetes=1.0)), {"metatarsal_pad.height_mm": (5.0, 6.0)}),
        (
            foot({"heel": "same"}, worn=known(eversion_deg=8.0), now=known(eversion_deg=8.5)),
            {"rearfoot_post.angle_deg": (4.0, 6.0)},
        ),
        (
            foot(
                {"heel": "same"}, worn=known(eversion_deg=8.0), now=known(eversion_deg=8.5),
                prescription=order({**STANDARD, "rearfoot_post": {"angle_deg": 6.0}}),
            ),
            {"medial_skive.depth_mm": (4.0, 6.0)},
        ),
    ],
)  # fmt: skip
def test_a_finding_moves_its_own_doses_by_one_step(facts: FootFacts, expected: dict[str, Any]) -> None:
    refit = proposed(facts)
    assert doses(refit) == expected
    assert all(item.rule and item.reason and "clinical.md G" in item.evidence for item in refit.changes)


@pytest.mark.parametrize(
    "facts",
    [
        foot(),
        foot(load=midfoot_rose(60.0)),
        foot(now=known(bare={"mth2": 700.0})),
        foot({"heel": "same"}),
        foot({"heel": "same"}, worn=known(eversion_deg=8.0), now=known(eversion_deg=8.0, dorsiflexion_deg=3.0)),
        foot({"heel": "same"}, worn=known(eversion_deg=8.0), now=known(eversion_deg=5.0)),
        foot({"mth2": "same"}, now=known(bare=HIGH), wear_hours=1.0),
        foot({"mth2": "same"}, now=known(bare=HIGH), trouble=("complaint of 1 May",)),
        foot({"mth2": "same"}, now=known(bare=HIGH), rounds=3),
        foot({"mth2": "same"}, now=known(bare={"mth2": 380.0})),
        foot(now=known(shoe={"mth2": 260.0})),
        foot({"forefoot": "same"}, worn=known(eversion_deg=4.0), now=known(eversion_deg=4.0), prescription=order({})),
    ],
)
def test_nothing_is_changed_where_nothing_speaks_for_it(facts: FootFacts) -> None:
    assert proposed(facts).changes == ()


def test_pressure_without_symptoms_is_told_and_not_chased() -> None:
    assert "pressure-not-chased" in checks(proposed(foot(now=known(bare=HIGH))))


def test_better_freezes_the_geometry_and_says_what_was_left() -> None:
    refit = proposed(foot({"heel": "better"}, complaints=("edge_irritation",), now=known(bare=HIGH)))
    assert refit.changes == ()
    assert {"frozen", "left-for-later"} <= checks(refit)


def test_better_does_not_freeze_beside_new_pain() -> None:
    assert doses(proposed(foot({"heel": "better", "midfoot": "new"}))) == {"arch_fill.depth_mm": (1.6, 3.6)}


def test_one_family_at_a_time() -> None:
    refit = proposed(foot({"midfoot": "new", "lateral_foot": "new"}, complaints=("edge_irritation",)))
    assert {item.modification for item in refit.changes} == {"arch_fill"}
    assert len([item for item in refit.findings if item.check == "left-for-later"]) == 2


def test_worse_after_six_weeks_goes_back_to_the_last_good_version() -> None:
    good = GoodVersion(
        version="v002", prescriptions={"right": order({**STANDARD, "rearfoot_post": {"angle_deg": 2.0}})}
    )
    refit = proposed(foot({"heel": "worse"}), good=good)
    assert doses(refit) == {"rearfoot_post.angle_deg": (4.0, 2.0)}
    assert refit.reverts_to == "v002"
    assert "review" in checks(refit)


def test_going_back_takes_out_what_was_added() -> None:
    bare = {kind: each for kind, each in STANDARD.items() if kind != "metatarsal_pad"}
    refit = proposed(foot({"heel": "worse"}), good=GoodVersion(version="v001", prescriptions={"right": order(bare)}))
    assert doses(refit)["metatarsal_pad.height_mm"] == (5.0, None)


def test_worse_before_six_weeks_waits() -> None:
    good = GoodVersion(version="v001", prescriptions={"right": order({})})
    refit = proposed(foot({"heel": "worse"}, worn_weeks=3.0), good=good)
    assert refit.changes == () and refit.reverts_to is None
    assert "adaptation" in checks(refit)


def test_a_first_version_has_nothing_to_go_back_to() -> None:
    refit = proposed(foot({"heel": "worse"}))
    assert refit.changes == ()
    assert [item.level for item in refit.findings if item.check == "review"] == ["warning"]


def test_a_flag_goes_back_whatever_the_pain() -> None:
    good = GoodVersion(version="v001", prescriptions={"right": order({})})
    refit = proposed(foot({"heel": "better"}), good=good, flags=("red flag night pain",))
    assert refit.reverts_to == "v001" and "red-flag" in checks(refit)


def test_three_months_without_improvement_are_referred() -> None:
    assert "referral" in checks(proposed(foot({"heel": "same"}, worn_weeks=13.0)))
    assert "referral" not in checks(proposed(foot({"heel": "better", "toes": "same"}, worn_weeks=13.0)))


def test_a_rule_at_its_end_is_told_and_changes_nothing() -> None:
    ended = order({"metatarsal_pad": {"height_mm": 6.0}})
    refit = proposed(foot({"mth2": "same"}, now=known(bare=HIGH), prescription=ended))
    assert refit.changes == ()
    assert "forefoot-residual" in checks(refit)


def test_pain_without_a_rule_is_left_to_the_clinician() -> None:
    assert "no-rule" in checks(proposed(foot({"toes": "new"})))


def test_each_foot_is_judged_by_itself() -> None:
    refit = proposed(foot({"midfoot": "new"}), foot({"heel": "better"}, side="left"))
    assert [item.side for item in refit.changes] == ["right"]


def test_two_remakes_ask_for_a_review() -> None:
    assert "remakes" in checks(proposed(foot(), remakes=2))
    assert "remakes" not in checks(proposed(foot(), remakes=1))


def test_changes_name_their_unit() -> None:
    units = {item.field: item.unit for item in proposed(foot(complaints=("instability",))).changes}
    assert units == {"angle_deg": "deg", "depth_mm": "mm"}
    assert isinstance(proposed(foot(complaints=("instability",))).changes[0], DoseChange)
