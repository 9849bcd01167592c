"""Prescribe. doses from profile, rules and orders; hard limits refuse, soft ones wait for a clinician."""

from dataclasses import replace
from typing import Any

import pytest

from orthogen import intake
from orthogen.errors import OutOfRange, PrescriptionError, UnacceptedWarning, UnknownName
from orthogen.modifications import catalogue
from orthogen.prescribe import amend, parse_orders, prescribe
from orthogen.prescribe.stack import STACK_IDS
from orthogen.records.assessment import Assessment
from orthogen.records.finding import Finding
from orthogen.records.prescription import Prescription
from orthogen.records.profile import Profile
from tests.unit.lab.fakes import foot

# what they order stops on a supinated foot
NOT_SUPINATED = ("overpronation", "paediatric_flatfoot", "tibialis_posterior_dysfunction", "hallux_rigidus")
FPI_9 = {"left": 9.0, "right": 9.0}


def profile(name: str = "neutral") -> Profile:
    return intake.read_profile(name)


def doses(order: Prescription) -> dict[str, dict[str, float]]:
    return {item.KIND: {name: getattr(item, name) for name in item.limits()} for item in order.modifications}


def ordered(*texts: str, name: str = "neutral", **more: Any) -> Prescription:
    return prescribe(foot(), profile(name), orders=parse_orders(texts), **more)


def test_a_profile_alone() -> None:
    order = ordered()
    assert doses(order) == {"heel_cup": {"depth_mm": 12.0}}
    assert order.profile == "neutral" and order.construction == "insole" and order.thickness_mm == 4.0
    assert order.notes == () and order.accepted == ()
    assert set(order.reasons) == {"profile", "evidence", "avoid", "heel_cup"}


def test_the_thickness_goes_with_the_construction() -> None:
    order = ordered(construction="shell", length="three-quarter")
    assert (order.construction, order.length, order.thickness_mm) == ("shell", "three-quarter", 3.0)


def test_an_order_changes_a_dose_and_says_so() -> None:
    order = ordered("heel_cup.depth_mm=15")
    assert doses(order)["heel_cup"]["depth_mm"] == 15.0
    assert order.reasons["heel_cup"].endswith("depth 15 mm was ordered instead of 12")


def test_an_order_adds_what_the_profile_lacks_with_defaults_for_the_rest() -> None:
    added = doses(ordered("metatarsal_pad.height_mm=4"))["metatarsal_pad"]
    default = {name: limit["default"] for name, limit in catalogue()["metatarsal_pad"].limits().items()}
    assert added == {**default, "height_mm": 4.0}


def test_an_order_for_one_side_wins_on_that_side_only() -> None:
    orders = parse_orders(["left.heel_cup.depth_mm=16", "heel_cup.depth_mm=14", "right.heel_lift.height_mm=2"])
    left, right = (prescribe(foot(side), profile(), orders=orders) for side in ("left", "right"))
    assert doses(left) == {"heel_cup": {"depth_mm": 16.0}}
    assert doses(right) == {"heel_lift": {"height_mm": 2.0}, "heel_cup": {"depth_mm": 14.0}}


def test_equal_orders_are_equal_prescriptions_in_any_sequence() -> None:
    texts = ["heel_lift.height_mm=3", "arch_fill.depth_mm=1", "metatarsal_pad.height_mm=4", "rearfoot_post.angle_deg=2"]
    assert ordered(*texts) == replace(ordered(*reversed(texts)), reasons=ordered(*texts).reasons)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("heel_cup", PrescriptionError, "is not"),
        ("heel_cup=3", PrescriptionError, "is not"),
        ("heel_cup.depth_mm", PrescriptionError, "is not"),
        ("both.heel_cup.depth_mm=3", PrescriptionError, "is not"),
        (".depth_mm=3", PrescriptionError, "is not"),
        ("", PrescriptionError, "is not"),
        ("heel_cup.depth_mm=deep", PrescriptionError, "no number|finite number"),
        ("heel_cup.depth_mm=4,5", PrescriptionError, "finite number"),
        ("heel_cup.depth_mm=nan", PrescriptionError, "finite number"),
        ("heel_cup.depth_mm=inf", PrescriptionError, "finite number"),
        ("heel_cup.depth_mm=1e999", PrescriptionError, "finite number"),
        ("heel_cup.depth_mm=400", OutOfRange, "outside"),
        ("heel_cup.depth_mm=-1", OutOfRange, "outside"),
        ("heel_cap.depth_mm=14", UnknownName, "no modification"),
        ("heel_cup.dept_mm=14", UnknownName, "no field"),
        ("heel_cup.KIND=14", UnknownName, "no field"),
    ],
)
def test_what_is_no_order_is_refused(text: str, error: type[PrescriptionError], said: str) -> None:
    with pytest.raises(error, match=said) as refusal:
        parse_orders([text])
    assert type(refusal.value) is error and refusal.value.exit_code == 2


def test_near_matches_are_named() -> None:
    with pytest.raises(UnknownName) as refusal:
        parse_orders(["heel_cap.depth_mm=14"])
    assert "heel_cup" in refusal.value.next_step
    with pytest.raises(UnknownName) as refusal:
        parse_orders(["heel_cup.depht=14"])
    assert "depth_mm" in refusal.value.next_step


def test_one_dose_ordered_twice_must_agree() -> None:
    assert len(parse_orders(["heel_cup.depth_mm=14", "heel_cup.depth_mm=14.0"])) == 1
    with pytest.raises(PrescriptionError, match="as 14 and as 15"):
        parse_orders(["heel_cup.depth_mm=14", "heel_cup.depth_mm=15"])


@pytest.mark.parametrize("kind", sorted(catalogue()))
def test_every_soft_limit_stops_until_it_is_accepted(kind: str) -> None:
    for name, limit in catalogue()[kind].limits().items():
        for edge, beyond in ((limit["soft_low"], limit["low"]), (limit["soft_high"], limit["high"])):
            asked = (edge + beyond) / 2
            if edge == beyond or (name == catalogue()[kind].DOSE and asked == 0):
                continue
            texts = [f"{kind}.{name}={asked}", *(["heel_cup.depth_mm=20"] if kind == "medial_skive" else [])]
            others = [*STACK_IDS, *(rule.id for rule in catalogue()[kind].RULES)]
            with pytest.raises(UnacceptedWarning) as refusal:
                ordered(*texts, accepted=others)
            assert refusal.value.warning_id == f"{kind}.{name}"
            assert f"--accept-warning {kind}.{name}" in refusal.value.next_step
            assert f"{kind}.{name}" in ordered(*texts, accepted=[f"{kind}.{name}", *others]).accepted


def test_all_open_warnings_are_named_at_once() -> None:
    with pytest.raises(UnacceptedWarning, match=r"confirmed too: heel_cup\.depth_mm"):
        ordered("heel_lift.height_mm=9", "heel_cup.depth_mm=29")


def test_only_needed_confirmations_are_recorded() -> None:
    assert ordered(accepted=["heel_cup.depth_mm", "nonsense"]).accepted == ()


def test_a_skive_deepens_a_cup_that_nobody_ordered() -> None:
    order = ordered("medial_skive.depth_mm=4")
    assert doses(order)["heel_cup"]["depth_mm"] == 14.0 and "raised to 14" in order.reasons["heel_cup"]
    assert doses(ordered("medial_skive.depth_mm=0"))["heel_cup"]["depth_mm"] == 12.0


def test_a_shallow_cup_ordered_beside_a_skive_is_a_contradiction() -> None:
    texts = ("medial_skive.depth_mm=4", "heel_cup.depth_mm=12")
    with pytest.raises(UnacceptedWarning) as refusal:
        ordered(*texts)
    assert refusal.value.warning_id == "skive-needs-cup"
    order = ordered(*texts, accepted=["skive-needs-cup"])
    assert doses(order)["heel_cup"]["depth_mm"] == 12.0 and order.accepted == ("skive-needs-cup",)


def test_a_medial_post_on_a_supinated_foot_must_be_confirmed() -> None:
    form = Assessment(posture_index={"right": -4.0})
    with pytest.raises(UnacceptedWarning) as refusal:
        ordered("rearfoot_post.angle_deg=3", assessment=form)
    assert refusal.value.warning_id == "medial-on-supinated"
    assert ordered("rearfoot_post.angle_deg=-3", assessment=form).accepted == ()


def test_rules_follow_the_form_and_the_later_rule_wins() -> None:
    def skive(**answers: Any) -> float:
        order = ordered(name="overpronation", assessment=Assessment(age_years=40, **answers))
        return doses(order).get("medial_skive", {}).get("depth_mm", 0.0)

    assert skive(posture_index={"right": 7.0}) == 0.0
    assert skive(posture_index={"right": 8.0}) == 2.0
    assert skive(posture_index={"right": 10.0}) == 4.0
    assert skive(posture_index={"left": 10.0}) == 0.0


def test_a_rule_that_misses_a_value_stays_silent_and_says_so() -> None:
    order = ordered(name="overpronation")
    assert "medial_skive" not in doses(order)
    said = "so this was left out: medial skive, depth 2 mm, if foot posture index is at least 8."
    assert f"Foot posture index is not known, {said}" in order.notes


def test_a_rule_that_fails_anyway_says_nothing_of_what_it_misses() -> None:
    order = ordered(name="overpronation", assessment=Assessment(age_years=40))
    assert not any("age is below 14" in note for note in order.notes)


def test_a_flattened_sole_tells_rules_nothing_about_the_arch() -> None:
    rule = replace(
        profile("overpronation").rules[0], when="arch_height_mm > 5", conditions=(("arch_height_mm", ">", 5.0),)
    )
    made = replace(profile(), rules=(rule,))
    assert "medial_skive" in doses(prescribe(foot(), replace(made, modifications={"heel_cup": {"depth_mm": 16.0}})))
    flat = prescribe(foot(sole_flattened=True), made)
    assert "medial_skive" not in doses(flat) and flat.notes[0].startswith("Arch height is not known")


def test_red_flags_stop_or_wait_for_a_review() -> None:
    with pytest.raises(PrescriptionError, match="open_ulcer") as refusal:
        ordered(
            assessment=Assessment(red_flags={"open_ulcer": True, "diabetes": True}), accepted=["red-flag.open_ulcer"]
        )
    assert not isinstance(refusal.value, UnacceptedWarning)
    form = Assessment(red_flags={"open_ulcer": False, "diabetes": True})
    with pytest.raises(UnacceptedWarning):
        ordered(assessment=form)
    assert ordered(assessment=form, accepted=["red-flag.diabetes"]).accepted == ("red-flag.diabetes",)


def test_what_the_scan_says_against_the_user_must_be_confirmed() -> None:
    against = foot("left", Finding(check="side-contradicts", note="the shape says right", level="warning"))
    with pytest.raises(UnacceptedWarning) as refusal:
        prescribe(against, profile())
    assert refusal.value.warning_id == "side-contradicts"


def test_a_finished_prescription_comes_back_as_it_is() -> None:
    order = ordered("heel_cup.depth_mm=27", "medial_skive.depth_mm=2", accepted=["heel_cup.depth_mm"])
    assert amend(foot(), order) == order


def test_another_construction_of_a_finished_prescription_says_that_the_thickness_stays() -> None:
    shell = amend(foot(), ordered(), construction="shell")
    assert shell.construction == "shell" and shell.thickness_mm == 4.0 and "stays 4 mm" in shell.notes[-1]


def test_an_old_confirmation_does_not_cover_a_new_dose() -> None:
    order = ordered("heel_cup.depth_mm=27", accepted=["heel_cup.depth_mm"])
    deeper = parse_orders(["heel_cup.depth_mm=29"])
    with pytest.raises(UnacceptedWarning):
        amend(foot(), order, orders=deeper)
    assert amend(foot(), order, orders=parse_orders(["heel_cup.depth_mm=14"])).accepted == ()
    assert amend(foot(), order, orders=deeper, accepted=["heel_cup.depth_mm"]).accepted == ("heel_cup.depth_mm",)


@pytest.mark.parametrize("name", intake.profile_names())
def test_every_shipped_profile_prescribes_without_a_warning(name: str) -> None:
    forms = [
        None,
        *(Assessment(age_years=age, posture_index={"right": fpi}) for age in (8, 40, 80) for fpi in (-8, 0, 12)),
    ]
    for form in forms:
        if not (name in NOT_SUPINATED and form is not None and form.posture_index["right"] < 0):
            needs = [f"requires.{need.name}" for need in profile(name).requires]
            order = ordered(name=name, assessment=form, accepted=needs)
            assert order.accepted == tuple(needs) and set(doses(order)) <= set(order.reasons)
