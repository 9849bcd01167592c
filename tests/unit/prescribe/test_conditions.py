"""Conditions. choices, what a profile avoids and requires, how thick a shell becomes, how high the foot may stand."""

from typing import Any

import pytest

from orthogen import intake
from orthogen.errors import PrescriptionError, UnacceptedWarning, UnknownName
from orthogen.prescribe import amend, parse_choices, parse_orders, prescribe, warning_ids
from orthogen.records.assessment import Assessment
from orthogen.records.prescription import Prescription
from orthogen.records.profile import Profile
from tests.unit.lab.fakes import foot

KNOWN_LEGS = {"left": 0.0, "right": 9.0}


def profile(name: str) -> Profile:
    return intake.read_profile(name)


def ordered(name: str, *texts: str, side: str = "right", **more: Any) -> Prescription:
    return prescribe(foot(side), profile(name), orders=parse_orders(texts), **more)


def doses(order: Prescription) -> dict[str, float]:
    return {item.KIND: getattr(item, item.DOSE) for item in order.modifications}


def pad_ends_mm(order: Prescription) -> float:
    [pad] = [item for item in order.modifications if item.KIND == "metatarsal_pad"]
    return float(pad.values["distal_edge_mm"])


def test_a_choice_is_taken_by_default_and_by_name_and_both_are_told() -> None:
    usual, far = ordered("metatarsalgia"), ordered("metatarsalgia", choices={"pad_place": "far"})
    assert (pad_ends_mm(usual), pad_ends_mm(far)) == (5.0, 10.0)
    assert usual.choices == {"pad_place": "cautious"} and far.choices == {"pad_place": "far"}
    assert "cautious, the default, nobody chose" in usual.reasons["choice.pad_place"]
    assert "far, chosen" in far.reasons["choice.pad_place"] and "Or cautious" in far.reasons["choice.pad_place"]


def test_an_order_by_hand_wins_over_a_choice() -> None:
    order = ordered("metatarsalgia", "metatarsal_pad.distal_edge_mm=7", choices={"pad_place": "far"})
    assert pad_ends_mm(order) == 7.0


def test_a_choice_may_decide_from_when_a_rule_applies() -> None:
    form = Assessment(posture_index={"right": 7.0})
    assert "medial_skive" not in doses(ordered("overpronation", assessment=form))
    chosen = ordered("overpronation", assessment=form, choices={"pronated_from": "from_7"})
    assert doses(chosen)["medial_skive"] == 2.0


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("pad_plaice=far", UnknownName, "no choice"),
        ("pad_place=fare", UnknownName, "no option"),
        ("pad_place", UnknownName, "no option"),
    ],
)
def test_what_cannot_be_chosen_is_refused(text: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        parse_choices([text], profile("metatarsalgia"))


def test_two_different_answers_are_refused() -> None:
    assert parse_choices(["pad_place=far", "pad_place=far"], profile("metatarsalgia")) == {"pad_place": "far"}
    with pytest.raises(PrescriptionError, match="as far and as close"):
        parse_choices(["pad_place=far", "pad_place=close"], profile("metatarsalgia"))


@pytest.mark.parametrize(
    ("name", "texts", "warning"),
    [
        ("supination", ("medial_skive.depth_mm=4",), "avoid.medial_skive"),
        ("supination", ("rearfoot_post.angle_deg=2",), "avoid.rearfoot_post"),
        ("lateral_ankle_instability", ("medial_skive.depth_mm=2",), "avoid.medial_skive"),
    ],
)
def test_what_a_profile_avoids_stops_until_it_is_accepted(name: str, texts: tuple[str, ...], warning: str) -> None:
    with pytest.raises(UnacceptedWarning) as refusal:
        ordered(name, *texts)
    assert refusal.value.warning_id == warning
    order = ordered(name, *texts, accepted=[warning])
    assert order.accepted == (warning,) and warning in warning_ids([profile(name)])
    assert amend(foot(), order, profile=profile(name)) == order
    with pytest.raises(UnacceptedWarning):
        amend(foot(), ordered(name), orders=parse_orders(texts), profile=profile(name))


def test_a_prescription_that_is_made_again_needs_no_form() -> None:
    order = ordered("leg_length_discrepancy", assessment=Assessment(leg_length_difference_mm=KNOWN_LEGS))
    assert order.accepted == () and amend(foot(), order, profile=profile("leg_length_discrepancy")) == order


def test_what_is_avoided_under_a_condition_is_free_outside_it() -> None:
    assert ordered("supination", "rearfoot_post.angle_deg=-2").accepted == ()
    assert ordered("supination", "medial_skive.depth_mm=0").accepted == ()


def test_a_diabetic_foot_requires_pressure_and_a_clinician_and_avoids_a_shell() -> None:
    needs = ["requires.in_shoe_pressure", "requires.clinician"]
    with pytest.raises(UnacceptedWarning) as refusal:
        ordered("diabetic_offloading")
    assert refusal.value.warning_id == needs[0] and needs[1] in str(refusal.value)
    assert ordered("diabetic_offloading", accepted=needs).accepted == tuple(needs)
    with pytest.raises(UnacceptedWarning) as refusal:
        ordered("diabetic_offloading", accepted=needs, construction="shell")
    assert refusal.value.warning_id == "avoid.shell"


@pytest.mark.parametrize(
    ("option", "difference", "lift"),
    [("sixty", 4.9, 0), ("sixty", 5, 3), ("sixty", 10, 6), ("sixty", 40, 6), ("fifty", 10, 3), ("seventy", 8.6, 6)],
)
def test_the_lift_is_a_share_of_the_difference_in_steps_of_three_under_the_shorter_leg(
    option: str, difference: float, lift: float
) -> None:
    form = Assessment(leg_length_difference_mm={"left": 0.0, "right": difference})
    for side, expected in (("right", lift), ("left", 0)):
        order = ordered("leg_length_discrepancy", side=side, assessment=form, choices={"share": option})
        assert doses(order).get("heel_lift", 0) == expected and order.accepted == ()


def test_an_unmeasured_difference_stops() -> None:
    with pytest.raises(UnacceptedWarning) as refusal:
        ordered("leg_length_discrepancy")
    assert refusal.value.warning_id == "requires.measured_difference"


@pytest.mark.parametrize(
    ("material", "posture", "mass", "thick"),
    [
        ("pp", 4, 74, 4.0), ("pp", 4, 75, 4.5), ("pp", 0, 60, 4.0), ("pp", -1, 74, 3.0), ("pp", -1, 80, 4.0),
        ("pa12", 4, 74, 3.6), ("pa12", 4, 80, 4.1), ("pa12", -3, 60, 2.7), ("tpu", 4, 80, 3.0),
    ],
)  # fmt: skip
def test_a_shell_is_as_thick_as_material_mass_and_posture_ask(
    material: str, posture: float, mass: float, thick: float
) -> None:
    form = Assessment(posture_index={"right": posture}, body_mass_kg=mass)
    order = ordered("neutral", construction="shell", material=material, assessment=form)
    assert (order.thickness_mm, order.material) == (thick, material)
    assert ("thickness_mm" in order.reasons) == (material != "tpu")
    assert any("no table" in note for note in order.notes) == (material == "tpu")
    assert ordered("neutral", assessment=form).thickness_mm == 4.0


def test_without_mass_or_posture_the_shell_keeps_its_thickness_and_says_so() -> None:
    order = ordered("neutral", construction="shell", assessment=Assessment(body_mass_kg=90.0))
    assert order.thickness_mm == 3.0 and "the foot posture index, not known" in order.notes[-1]


def test_an_ordered_thickness_wins_and_says_what_it_replaced() -> None:
    order = ordered("neutral", construction="shell", thickness_mm=3.5)
    assert order.thickness_mm == 3.5 and order.reasons["thickness_mm"] == "3.5 mm was ordered instead of 3"
    again = amend(foot(), order, material="pp", thickness_mm=4.0)
    assert (again.thickness_mm, again.material, again.notes) == (4.0, "pp", order.notes)
    assert "pp instead of pa12: the thickness stays 3.5 mm" in amend(foot(), order, material="pp").notes[-1]


def test_lifts_and_thickness_together_must_fit_a_shoe() -> None:
    texts = ("heel_lift.height_mm=12",)
    with pytest.raises(UnacceptedWarning) as refusal:
        ordered("neutral", *texts, thickness_mm=10.0, accepted=["heel_lift.height_mm"])
    assert refusal.value.warning_id == "stack-heel" and "22 mm" in str(refusal.value)
    assert ordered("neutral", *texts, thickness_mm=9.0, accepted=["heel_lift.height_mm"]).thickness_mm == 9.0
    assert ordered("neutral", "top_cover.thickness_mm=3").accepted == ()
    with pytest.raises(UnacceptedWarning, match="thickness 6 \\+ top cover 3 = 9 mm"):
        ordered("neutral", "top_cover.thickness_mm=3", thickness_mm=6.0)


def test_a_choice_that_cannot_be_made_says_what_to_do() -> None:
    with pytest.raises(PrescriptionError, match="offers no choices"):
        parse_choices(["pad_place=far"], profile("neutral"))
    with pytest.raises(PrescriptionError, match="not NAME=OPTION") as refusal:
        parse_choices(["far"], profile("metatarsalgia"))
    assert "orthogen profiles metatarsalgia" in refusal.value.next_step
