"""Laws of the re-fit over any review and any measurements: nothing for nothing, small steps, one family, no chase."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orthogen.modifications import catalogue, modification
from orthogen.records.refit import FootFacts
from orthogen.records.review import COMPLAINTS, COURSES, PLACES
from orthogen.refit import propose
from orthogen.refit.rules import RULES
from orthogen.refit.steps import MOST_STEP
from tests.unit.refit.facts import foot, known, midfoot_rose, order

FAMILY = {
    f"{step.modification}.{step.field}": rule.family for rule in RULES for steps in rule.choices for step in steps
}
KPA = st.floats(0.0, 1200.0)
DEG = st.floats(-10.0, 25.0)
PAIN = st.dictionaries(st.sampled_from(PLACES), st.sampled_from(COURSES), max_size=4)
SAID = st.lists(st.sampled_from(COMPLAINTS), unique=True, max_size=3).map(tuple)


@st.composite
def orders(draw: Any) -> Any:
    doses: dict[str, dict[str, float]] = {}
    for name in MOST_STEP:
        kind, field = name.split(".")
        limit = catalogue()[kind].limits()[field]
        if draw(st.booleans()):
            doses.setdefault(kind, {})[field] = draw(st.floats(limit["low"], limit["high"]))
    return order(doses)


@st.composite
def any_foot(draw: Any, pain: Any = PAIN, said: Any = SAID) -> FootFacts:
    worn = known(eversion_deg=draw(DEG), bare={"mth2": draw(KPA)})
    now = known(
        eversion_deg=draw(DEG), bare={"mth2": draw(KPA)}, shoe={"mth3": draw(KPA)} if draw(st.booleans()) else {}
    )
    return foot(
        draw(pain), draw(said), worn=worn, now=now, prescription=draw(orders()), worn_weeks=draw(st.floats(0.0, 30.0)),
        wear_hours=draw(st.none() | st.floats(0.0, 16.0)), load=midfoot_rose(draw(st.floats(-90.0, 200.0))),
        rounds=draw(st.integers(0, 4)),
    )  # fmt: skip


@given(facts=any_foot())
def test_no_step_is_larger_than_one_revision_may_take(facts: FootFacts) -> None:
    for item in propose("C1", "v001", feet=[facts]).changes:
        assert isinstance(item.new, float)
        name = f"{item.modification}.{item.field}"
        gone = name == "medial_skive.depth_mm" and item.new < float(item.old or 0.0)
        assert gone or abs(item.new - float(item.old or 0.0)) <= MOST_STEP.get(name, 2.0) + 1e-3
        assert modification(item.modification, {item.field: item.new})


@given(facts=any_foot())
def test_no_step_leads_out_of_the_usual_range(facts: FootFacts) -> None:
    for item in propose("C1", "v001", feet=[facts]).changes:
        limit = catalogue()[item.modification].limits()[item.field]
        old, new = float(item.old or 0.0), float(item.new)  # type: ignore[arg-type]
        assert min(limit["soft_low"], old) - 1e-3 <= new <= max(limit["soft_high"], old) + 1e-3 or new == 0.0


@given(facts=any_foot())
def test_one_family_moves_at_a_time(facts: FootFacts) -> None:
    rules = {item.rule for item in propose("C1", "v001", feet=[facts]).changes}
    assert len(rules) <= 1


@given(facts=any_foot(pain=st.just({}), said=st.just(())))
def test_pressure_is_never_chased_without_symptoms(facts: FootFacts) -> None:
    rules = {item.rule for item in propose("C1", "v001", feet=[facts]).changes}
    assert rules <= {"lateral-foot-or-unstable"}  # the walk changed, which is no pressure


@given(facts=any_foot(pain=st.dictionaries(st.sampled_from(PLACES), st.just("better"), min_size=1), said=SAID))
def test_better_changes_nothing(facts: FootFacts) -> None:
    assert propose("C1", "v001", feet=[facts]).changes == ()


@given(doses=orders(), eversion_deg=DEG, kpa=KPA)
def test_an_unchanged_assessment_changes_nothing(doses: Any, eversion_deg: float, kpa: float) -> None:
    same = known(eversion_deg=eversion_deg, bare={"mth2": kpa}, shoe={"mth3": kpa})
    facts = foot(worn=same, now=same, prescription=doses)
    assert propose("C1", "v001", feet=[facts]).changes == ()
