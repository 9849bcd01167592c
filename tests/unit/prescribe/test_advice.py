"""Advice. what is known of a foot -> doses that name finding, rule and evidence, and what speaks against them."""

from types import SimpleNamespace
from typing import Any

import pytest

from orthogen.prescribe import advice_for, doses_of, flags_of, known_of, propose
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
from orthogen.records.foot import Landmark
from orthogen.records.gait import Gait, Value, merged
from orthogen.records.proposal import Advice, Fact, Facts
from tests.unit.lab.fakes import foot

PROFILES = {"leg_length_discrepancy": ("heel_lift",), "neutral": ("heel_cup",), "overpronation": ("heel_cup", "rearfoot_post"), "supination": ("heel_cup",),
            "metatarsalgia": ("heel_cup", "metatarsal_pad"), "plantar_fasciitis": ("heel_cup",)}  # fmt: skip


def facts(**known: float) -> Facts:
    return Facts(known={name: Fact(value=value, said=f"{name} {value:g}") for name, value in known.items()})


def advised(known: Facts) -> dict[str, Advice]:
    return {item.modification: item for item in advice_for({"right": known})[0]["right"] if not item.if_ordered}


def asked(known: Facts, kind: str, name: str) -> Any:
    found = advised(known).get(kind)
    return None if found is None else found.doses[name]


@pytest.mark.parametrize(
    ("known", "angle"),
    [
        ({"eversion_deg": 8, "posture_index": 9}, 4), ({"eversion_deg": 8, "posture_index": 6}, 4),
        ({"eversion_deg": 8}, 2), ({"posture_index": 6}, 2), ({"posture_index": 8}, 4),
        ({"eversion_deg": 3, "posture_index": 9}, 2), ({"eversion_deg": 8, "posture_index": 2}, 2),
        ({"eversion_deg": 3, "posture_index": 2}, None), ({"eversion_deg": 0, "posture_index": -4}, None), ({}, None),
        ({"eversion_deg": 8, "posture_index": 9, "dorsiflexion_deg": 3}, None),
        ({"eversion_deg": 8, "posture_index": 9, "diabetes": 1}, 2), ({"posture_index": 9, "diabetes": 0}, 4),
    ],
)  # fmt: skip
def test_posts_follow_eversion_and_posture(known: dict[str, float], angle: float | None) -> None:
    assert asked(facts(**known), "rearfoot_post", "angle_deg") == angle


def test_conflicting_evidence_is_said() -> None:
    disputed = advised(facts(posture_index=7))["rearfoot_post"]
    assert any("6 [S45], 7 [S17] or 8 [S47]" in text for text in disputed.conflicts)
    static = advised(facts(eversion_deg=3, posture_index=9))["rearfoot_post"]
    assert any("[S49]" in text for text in static.conflicts)
    assert "medial_skive" not in advised(facts(eversion_deg=3, posture_index=9))


def test_every_dose_names_finding_rule_and_evidence() -> None:
    known = Facts(
        known=facts(posture_index=11, eversion_deg=12, leg_short_mm=10).known, peaks_kpa={"mth2": 600.0, "mth3": 450.0}
    )
    doses = doses_of(advice_for({"left": known})[0], ordered={})
    assert {dose.modification for dose in doses} >= {"rearfoot_post", "medial_skive", "heel_cup", "heel_lift",
                                                     "metatarsal_pad"}  # fmt: skip
    for dose in doses:
        assert [reason.partition(":")[0] for reason in dose.reasons[:3]] == ["Finding", "Rule", "Evidence"]
        assert "clinical.md" in dose.reasons[2]


@pytest.mark.parametrize(
    ("short", "height"),
    [(2, None), (4, None), (4.4, 3), (6, 3), (8, 3), (9, 6), (12, 6), (30, 6)],
)
def test_a_lift_is_at_most_70_percent_of_the_measured_difference(short: float, height: float | None) -> None:
    found = asked(facts(leg_short_mm=short), "heel_lift", "height_mm")
    assert found == height and (found is None or found <= 0.7 * short)


def test_a_lift_that_falls_short_says_what_comes_next() -> None:
    assert any("outside the shoe" in text for text in advised(facts(leg_short_mm=30))["heel_lift"].conflicts)
    assert any("review" in text for text in advised(facts(leg_short_mm=8))["heel_lift"].conflicts)


@pytest.mark.parametrize(("ahead", "edge"), [(0.0, 5.0), (-3.0, 8.0), (1.5, 3.5), (6.0, 3.0), (-20.0, 12.0)])
def test_the_edge_of_a_pad_follows_the_measured_heads(ahead: float, edge: float) -> None:
    known = Facts(heads_ahead_mm=Fact(value=ahead, said="measured"))
    advice = advice_for({"right": known})[0]
    assert doses_of(advice, ordered={}) == ()  # where a pad would lie asks for none
    (dose,) = doses_of(advice, ordered={"right": ("metatarsal_pad",)})
    assert (dose.field, dose.value) == ("distal_edge_mm", edge)


@pytest.mark.parametrize(("by_ratio", "edge"), [(True, 8.0), (False, 5.0)])
def test_without_measured_heads_ratios_are_not_trusted(by_ratio: bool, edge: float) -> None:
    known = Facts(peaks_kpa={"mth3": 520.0}, heads_by_ratio=by_ratio)
    assert asked(known, "metatarsal_pad", "distal_edge_mm") == edge


def test_pressures_of_healthy_feet_ask_for_nothing() -> None:
    known = Facts(peaks_kpa={"mth1": 380.0, "mth2": 400.0, "mth3": 395.0, "heel": 900.0})
    assert advice_for({"right": known}) == ({"right": ()}, ())


def test_the_diabetic_target_is_for_neuropathic_feet_in_the_shoe_alone() -> None:
    peaks = {"mth1": 260.0}
    for diabetes, said in ((None, "was not answered"), (0.0, "answered with no")):
        known = Facts(known={} if diabetes is None else facts(diabetes=diabetes).known, in_shoe_kpa=peaks)
        (note,) = advice_for({"right": known})[1]
        assert said in note
    (note,) = advice_for({"right": Facts(known=facts(diabetes=1).known, in_shoe_kpa=peaks)})[1] or ("",)
    assert "offload well would be asked for" in note or note == ""


def test_what_is_measured_in_the_shoe_counts_beside_a_plate() -> None:
    known = Facts(known=facts(diabetes=1).known, peaks_kpa={"mth1": 250.0}, in_shoe_kpa={"mth1": 260.0, "mth5": 210.0})
    found = advised(known).get("offload_well")
    notes = advice_for({"right": known})[1]
    assert (found is not None and found.doses["at"] == "mth1 mth5") or any("mth1 mth5" in note for note in notes)


def test_a_neuropathic_foot_gets_no_new_pad() -> None:
    known = Facts(known=facts(diabetes=1).known, peaks_kpa={"mth2": 600.0})
    assert "metatarsal_pad" not in advised(known)
    assert any("no metatarsal pad" in note for note in advice_for({"right": known})[1])


def test_a_profile_that_posts_both_feet_is_taken_back_where_nothing_asks_for_it() -> None:
    pair = {"left": facts(eversion_deg=3, posture_index=2), "right": facts(eversion_deg=8, posture_index=9)}
    found = propose(pair, None, profiles=PROFILES)  # type: ignore[arg-type]
    assert found.profile == "overpronation"
    posts = {dose.side: dose.value for dose in found.doses if dose.modification == "rearfoot_post"}
    assert posts == {"left": 0.0, "right": 4.0}


@pytest.mark.parametrize(
    ("known", "form", "profile"),
    [
        ({}, {}, "neutral"), ({"eversion_deg": 8, "posture_index": 7}, {}, "overpronation"),
        ({"eversion_deg": 8, "posture_index": 2}, {}, "neutral"), ({"posture_index": -5}, {}, "supination"),
        ({"posture_index": 9}, {"diagnosis": "Plantar fasciitis"}, "plantar_fasciitis"),
        ({"posture_index": 9}, {"diagnosis": "no metatarsalgia"}, "overpronation"),
        ({}, {"diagnosis": "central metatarsalgia"}, "metatarsalgia"),
        ({"leg_short_mm": 2}, {}, "neutral"), ({"leg_short_mm": 5}, {}, "leg_length_discrepancy"),
    ],
)  # fmt: skip
def test_the_profile_whose_rules_the_findings_meet(known: dict[str, float], form: dict[str, Any], profile: str) -> None:
    found = propose({"right": facts(**known)}, Assessment(**form), profiles=PROFILES)
    assert found.profile == profile and found.why


def test_a_profile_that_is_not_shipped_is_said() -> None:
    found = propose({"right": facts()}, Assessment(red_flags={"diabetes": True}), profiles=PROFILES)
    assert found.profile == "neutral" and any("diabetic" in note for note in found.notes)


def test_a_red_flag_that_stops_leaves_nothing_to_propose() -> None:
    found = propose({"right": facts(posture_index=9)}, Assessment(red_flags={"open_ulcer": True}), profiles=PROFILES)
    assert found.profile is None and found.doses == () and "open_ulcer" in found.notes[0]


def test_flags_tell_present_and_unanswered_apart() -> None:
    found = flags_of(Assessment(red_flags={"open_ulcer": True, "diabetes": True, "swelling": False}))
    levels = {flag.id.removeprefix("red-flag."): flag.level for flag in found}
    assert levels["open_ulcer"] == "stop" and levels["diabetes"] == "review" and "swelling" not in levels
    assert sum(level == "unanswered" for level in levels.values()) == len(STOP_FLAGS) + len(REVIEW_FLAGS) - 3
    assert len(flags_of(None)) == len(STOP_FLAGS) + len(REVIEW_FLAGS)


def gait(file: str, method: str, **values: dict[str, float]) -> Gait:
    told = {bearer: {name: Value(value=value) for name, value in table.items()} for bearer, table in values.items()}
    return Gait(file=file, sha256="", method=method, values=told)  # type: ignore[arg-type]


def test_typed_numbers_beat_files_and_the_form_beats_both() -> None:
    measured = gait("walk.c3d", "c3d", right={"rearfoot_eversion_max": 9.0, "fpi6": 3.0}, both={"speed": 1.0})
    typed = gait("gait.toml", "manual", right={"rearfoot_eversion_max": 4.0, "fpi6": 5.0})
    known = known_of(form=Assessment(posture_index={"right": 8.0}), gaits=(measured, typed), loads=(), feet=())
    assert known.feet["right"].value("eversion_deg") == 4.0
    assert known.feet["right"].value("posture_index") == 8.0
    assert len(known.notes) == 3  # eversion differs, index of both files differs, index of the form differs
    assert merged((measured, typed))["rearfoot_eversion_max"]["right"].value == 4.0


@pytest.mark.parametrize(
    ("values", "left", "right"),
    [({"both": {"limb_length_difference": -9.0}}, None, 9.0), ({"both": {"limb_length_difference": 7.0}}, 7.0, None),
     ({"left": {"leg_length": 880.0}, "right": {"leg_length": 874.0}}, None, 6.0), ({}, None, None)],
)  # fmt: skip
def test_the_shorter_leg(values: dict[str, Any], left: float | None, right: float | None) -> None:
    known = known_of(form=None, gaits=(gait("g", "manual", **values),), loads=(), feet=()).feet
    assert (known["left"].value("leg_short_mm"), known["right"].value("leg_short_mm")) == (left, right)


def test_an_advice_that_cannot_be_ordered_is_said_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from orthogen.prescribe import advice

    odd = Advice(modification="heel_lift", doses={"height_mm": 40.0}, finding="f", rule="r", evidence="e")
    monkeypatch.setattr(advice, "_RULES", (lambda known: ([odd], []),))
    found, (note,) = advice_for({"right": Facts()})
    assert found == {"right": ()} and "cannot be ordered" in note and "[0, 12]" in note


def test_wells_lie_at_landmarks_alone() -> None:
    known = Facts(peaks_kpa={"mth2": 500.0, "hallux": 700.0})
    notes = advice_for({"right": known})[1]
    assert any("no well is proposed there" in note for note in notes)
    assert not any("hallux" in str(item.doses.get("at", "")) for item in advised(known).values())


def test_heads_of_a_print_on_the_scan_are_held_against_its_line() -> None:
    across = {"mth1": 30.0, "mth2": 10.0, "mth3": 0.0, "mth4": -10.0, "mth5": -30.0}
    marks = {name: Landmark(x_mm=180.0, y_mm=y, z_mm=10.0, sd_mm=1.0, source="ratio") for name, y in across.items()}
    on = SimpleNamespace(heads_mm={"mth2": (183.0, 10.0), "mth3": (184.0, 0.0), "mth4": (185.0, -10.0)},
                         masks={}, correlation=0.92)  # fmt: skip
    load = SimpleNamespace(side="right", instrument="plate", steps=3, arch_index=None, file="a.lst", masks={})
    known = known_of(
        form=None, gaits=(), loads=(SimpleNamespace(load=load, on_foot=on),), feet=(foot(landmarks=marks),)
    )  # type: ignore[arg-type]
    ahead = known.feet["right"].heads_ahead_mm
    assert ahead is not None and ahead.value == pytest.approx(4.0, abs=0.01) and known.feet["right"].heads_by_ratio
    assert "4.0 mm ahead of the metatarsal line" in ahead.said


def test_many_heads_of_a_neuropathic_foot_ask_for_a_bar_not_for_wells() -> None:
    peaks = {"mth1": 210.0, "mth2": 520.0, "mth3": 440.0}
    found = advised(Facts(known=facts(diabetes=1).known, in_shoe_kpa=peaks))
    assert set(found) == {"metatarsal_bar"} and "520 kPa under head 2" in found["metatarsal_bar"].finding
    barefoot = advised(Facts(peaks_kpa={"mth1": 450.0, "mth2": 520.0, "mth5": 430.0}))
    assert barefoot["offload_well"].doses["at"] == "mth1 mth2"
