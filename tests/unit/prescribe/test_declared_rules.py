"""Declared rules: what each modification needs and what speaks against it, over the whole catalogue."""

from typing import Any

import pytest

from orthogen.errors import OutOfRange, PrescriptionError, UnacceptedWarning
from orthogen.modifications import catalogue, modification
from orthogen.prescribe import amend, parse_orders, warning_ids
from orthogen.prescribe.conflicts import clashes
from orthogen.prescribe.rules import measures
from orthogen.records.assessment import Assessment
from orthogen.records.foot import MEASURES
from orthogen.records.guard import Against, Condition, Need
from orthogen.records.prescription import Modification, Prescription
from orthogen.records.profile import ASSESSMENT_MEASURES
from tests.unit.lab.fakes import foot
from tests.unit.prescribe.test_prescribe import ordered

KINDS = catalogue()
RULES = [(kind, rule) for kind, item in KINDS.items() for rule in item.RULES]
KNOWN = dict.fromkeys((*MEASURES, *ASSESSMENT_MEASURES))
STEP = {"<": -0.5, "<=": 0.0, ">": 0.5, ">=": 0.0, "==": 0.0}


def meeting(kind: str, conditions: tuple[Condition, ...]) -> Modification:
    """Return a modification of this kind that is there and meets these conditions on its fields."""
    limits = KINDS[kind].limits()
    doses: dict[str, Any] = {KINDS[kind].DOSE: limits[KINDS[kind].DOSE]["default"] or 1.0}
    for name, sign, value in conditions:
        doses[name] = min(max(value + STEP[sign], limits[name]["low"]), limits[name]["high"])
    return modification(kind, doses)


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=lambda part: part if isinstance(part, str) else part.id)
def test_a_rule_names_what_there_is_and_applies_where_it_says(kind: str, rule: Need | Against) -> None:
    assert rule.source and " " not in rule.id
    known: dict[str, float | None] = dict(KNOWN)
    if isinstance(rule, Need):
        limit = KINDS[rule.kind].limits()[rule.field]
        assert limit["low"] <= rule.least <= limit["high"]
        items: list[Modification] = [meeting(kind, ())]
        construction, length = "insole", "full"
    else:
        assert rule.reason[0].islower() and not rule.reason.endswith(".")
        items = [meeting(kind, rule.own), *([meeting(rule.beside, rule.other)] if rule.beside else [])]
        known |= {name: value + STEP[sign] for name, sign, value in rule.measures}
        construction, length = (*rule.constructions, "insole")[0], (*rule.lengths, "full")[0]
    order = Prescription(
        profile="test",
        construction=construction,
        length=length,
        modifications=tuple(items),  # type: ignore[arg-type]
    )
    if isinstance(rule, Against) and rule.stops:
        with pytest.raises(PrescriptionError, match=rule.source.split("[")[0].strip()) as refusal:
            clashes(order, known)
        assert ("one of them" in refusal.value.next_step) == (rule.beside is not None)
        return
    assert rule.id in warning_ids() and rule.id in dict(clashes(order, known))
    alone = [item for item in items if kind != item.KIND]
    assert rule.id not in dict(clashes(Prescription(profile="test", modifications=tuple(alone)), known))


def test_a_dose_from_the_form_is_taken_and_told() -> None:
    form = Assessment(forefoot_rearfoot_deg={"left": 3.0, "right": 3.0})
    order = ordered("forefoot_balance.method=intrinsic", assessment=form)
    (balance,) = (item for item in order.modifications if item.KIND == "forefoot_balance")
    assert balance.values["angle_deg"] == 3.0
    assert "forefoot–rearfoot angle 3° was measured" in order.reasons["forefoot_balance"]


def test_a_dose_from_the_form_is_refused_where_the_form_is_silent_and_free_where_it_is_ordered() -> None:
    with pytest.raises(PrescriptionError, match="forefoot–rearfoot angle, which is not known"):
        ordered("forefoot_balance.method=extrinsic")
    order = ordered("forefoot_balance.method=extrinsic", "forefoot_balance.angle_deg=-2")
    assert {"method": "extrinsic", "angle_deg": -2.0} in [item.values for item in order.modifications]


def test_a_word_that_is_none_is_refused() -> None:
    with pytest.raises(OutOfRange, match="intrinsic, extrinsic"):
        parse_orders(["forefoot_balance.method=sideways"])
    with pytest.raises(PrescriptionError, match="not a word"):
        modification("forefoot_balance", {"method": 3.0})
    with pytest.raises(PrescriptionError, match="not a finite number"):
        modification("forefoot_balance", {"angle_deg": "four"})


def test_a_balance_beside_a_post_waits_for_a_clinician_and_the_signature_is_recorded() -> None:
    texts = ("forefoot_balance.angle_deg=2", "forefoot_post.angle_deg=2")
    with pytest.raises(UnacceptedWarning, match="tilt the ball twice"):
        ordered(*texts)
    order = ordered(*texts, accepted=["balance-beside-forefoot-post"])
    assert order.accepted == ("balance-beside-forefoot-post",)
    assert amend(foot(), order) == order


@pytest.mark.parametrize(
    ("flags", "warned"),
    [({"diabetes": True}, True), ({"numbness_or_tingling": True, "diabetes": False}, True),
     ({"diabetes": False, "numbness_or_tingling": False}, False), ({"diabetes": False}, False), ({}, False)],
)  # fmt: skip
def test_a_hollow_under_a_foot_that_may_not_feel_it_is_warned_of(flags: dict[str, bool], warned: bool) -> None:
    form = Assessment(red_flags=flags)
    known = measures(foot(), form)
    said = dict(clashes(Prescription(profile="test", modifications=(KINDS["heel_spur_well"](),)), known))
    assert ("edge-without-feeling" in said) == warned
    assert not warned or "the form says diabetes or numbness" in said["edge-without-feeling"]


def test_a_warning_that_was_confirmed_is_told_to_every_reader() -> None:
    texts = ("forefoot_balance.angle_deg=2", "forefoot_post.angle_deg=2")
    (note,) = (n for n in ordered(*texts, accepted=["balance-beside-forefoot-post"]).notes if "Confirmed" in n)
    assert "balance-beside-forefoot-post" in note and "tilt the ball twice" in note and note.endswith(").")
    assert not [n for n in ordered(*texts[:1]).notes if "Confirmed" in n]
    deep = ordered("heel_cup.depth_mm=27", accepted=["heel_cup.depth_mm"])
    usual = amend(foot(), deep, orders=parse_orders(["heel_cup.depth_mm=14"]))
    assert [n for n in deep.notes if "27 mm" in n] and not [n for n in usual.notes if "27 mm" in n]
