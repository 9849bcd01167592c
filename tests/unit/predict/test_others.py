"""Samples, unloaded shape, score, optimiser and agreement: what each promises."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.modifications.arch_fill import ArchFill
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.metatarsal_pad import MetatarsalPad
from orthogen.predict import Person, agreement, optimise, optimised, score
from orthogen.predict.samples import samples
from orthogen.predict.unloaded import dome
from orthogen.records.assessed import FootLoad
from orthogen.records.prediction import Change, Measured
from orthogen.records.prescription import Prescription
from tests.beds import scaled_to_print


def _change(part: str, median: float, half: float = 12.0) -> Change:
    low, high = median - half, median + half
    told = "lower" if high < 0 else "higher" if low > 0 else "unclear"
    return Change(part=part, told=told, median=median, low=low, high=high)


def test_samples_fill_their_spread_and_are_the_same_every_time() -> None:
    drawn = samples()
    assert len(drawn) == 40
    soft = np.array([item.soft for item in drawn])
    assert np.abs(soft - 1.0).max() <= 0.30 and np.allclose(soft.mean(axis=0), 1.0)
    assert len(np.unique(np.round(soft[:, 0], 9))) == 40
    again = samples()
    assert all(np.array_equal(a.soft, b.soft) and a.seat == b.seat for a, b in zip(drawn, again, strict=True))
    forward = np.array([item.seat.forward_mm for item in drawn])
    assert abs(np.corrcoef(forward, soft[:, 0])[0, 1]) < 0.5


def test_a_dome_over_a_strip_is_a_parabola() -> None:
    patch = np.ones((300, 31), dtype=bool)
    found = dome(patch, np.array(0.02))[150]
    at = np.arange(31) - 15.0
    assert np.allclose(found, 0.01 * (225.0 - at**2), atol=0.02)


def test_a_relief_that_loads_its_ring_does_not_pass() -> None:
    good = [_change("mth2", -30.0), _change("mth3", -5.0, 15.0), _change("heel", 0.0)]
    assert score.offload(good, "mth2", ("mth3",)).passes is True
    paid = [good[0], _change("mth3", 40.0), good[2]]
    found = score.offload(paid, "mth2", ("mth3",))
    assert found.passes is False and found.ring is not None and found.ring.part == "mth3"
    assert score.offload([_change("mth2", -5.0), *good[1:]], "mth2", ("mth3",)).passes is None
    far = score.offload([good[0], good[1], _change("heel", 40.0)], "mth2", ("mth3",))
    assert far.passes is False and far.remote is not None and far.remote.part == "heel"


@pytest.mark.parametrize("percent", [-2.0, -30.0])
def test_the_optimiser_prefers_little_and_says_what_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch, percent: float
) -> None:
    monkeypatch.setattr(optimise, "ARCH_MM", (0.0,))
    foot, load, on_foot = scaled_to_print("adult_left_cavus")
    order = Prescription(
        profile="none", modifications=(ArchFill(depth_mm=2.0), HeelCup(), MetatarsalPad(height_mm=0.0))
    )
    person = Person(load=FootLoad(load=replace(load, steps=5, step_cv_percent=8.0), on_foot=on_foot))
    found = optimised(foot, order, person, dosing=pipeline.dosing(foot, order), material="tpu", target="mth2",
                      change_percent=percent)  # fmt: skip
    assert not found.refused and found.best is not None
    assert len(found.curve) > 2 and found.best in found.curve
    assert np.all(np.diff([item.intervention for item in found.curve]) > 0)
    for item in found.curve:
        assert item.elsewhere_high_percent is not None and item.elsewhere_high_percent <= 25.0
        assert (item.change.median is None) == ("metatarsal_pad.height_mm" in item.doses)
        assert 0.0 <= item.doses.get("metatarsal_pad.height_mm", 0.0) <= 6.0
    assert found.alternatives and found.reachable == (percent == -2.0)
    if percent == -2.0:  # the nominal change of the order is −1.8 %: the least step beyond
        assert found.best.intervention == min(item.intervention for item in found.curve if item.doses)


def test_agreement_finds_the_bias_of_simulated_people() -> None:
    draw = np.random.default_rng(7)
    rows = []
    for person in range(40):
        for part, median in (("heel", -25.0), ("mth2", -12.0), ("midfoot", 20.0)):
            true = median + 4.0 + 5.0 * draw.standard_normal()
            rows.append(Measured(person=str(person), side="left", change=_change(part, median), measured_percent=true))
    silent = Change(part="shaft", told="new_contact", median=None, low=None, high=None)
    rows.append(Measured(person="x", side="left", change=silent, measured_percent=500.0))
    whole, *parts = agreement(rows)
    assert whole.part == "all" and whole.count == 120 and [item.part for item in parts] == ["heel", "midfoot", "mth2"]
    assert whole.bias_percent == pytest.approx(4.0, abs=1.5) and whole.sd_percent == pytest.approx(5.0, abs=1.0)
    assert whole.inside_ratio > 0.85 and whole.sign_ratio is not None and whole.sign_ratio > 0.95
