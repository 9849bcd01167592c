"""In the shoe. how high the foot stands on a finished device, and whether its walls need a roomy shoe."""

from dataclasses import replace
from functools import cache

import pytest

from orthogen import pipeline
from orthogen.records.finding import Finding
from orthogen.records.prescription import Prescription
from tests.devices import order
from tests.orders import modification, ordered
from tests.soles import sole


@cache
def found(construction: str, thickness_mm: float, cup_mm: float, lift_mm: float) -> dict[str, Finding]:
    order: Prescription = ordered(construction, heel_cup=cup_mm, heel_lift=lift_mm)
    made = pipeline.make(sole(), replace(order, thickness_mm=thickness_mm), label="R", case="R", clock=lambda: 0.0)
    return {item.check: item for item in made.findings}


@pytest.mark.parametrize("thickness_mm", [3.0, 6.0])
def test_a_plain_insole_lifts_the_foot_by_its_thickness(thickness_mm: float) -> None:
    plain = found("insole", thickness_mm, 12.0, 0.0)
    for part in ("heel", "forefoot"):
        assert plain[f"stack_height_{part}"].measured == pytest.approx(thickness_mm, abs=0.2)
        assert plain[f"stack_height_{part}"].level == "note"


def test_a_plain_shell_lifts_the_foot_by_its_thickness() -> None:
    assert found("shell", 3.0, 12.0, 0.0)["stack_height_heel"].measured == pytest.approx(3.0, abs=0.2)


def test_a_lift_counts_under_the_heel_only() -> None:
    lifted = found("insole", 6.0, 12.0, 6.0)
    assert lifted["stack_height_heel"].measured == pytest.approx(12.0, abs=0.2)
    assert lifted["stack_height_forefoot"].measured == pytest.approx(6.0, abs=0.2)


def test_more_than_a_shoe_takes_is_a_warning_with_its_numbers() -> None:
    high = found("insole", 9.5, 12.0, 12.0)
    assert high["stack_height_heel"].level == high["stack_height_forefoot"].level == "warning"
    assert "more than the 20 mm" in high["stack_height_heel"].note and high["stack_height_heel"].where_mm is not None


@pytest.mark.parametrize(("cup_mm", "needs"), [(12.0, False), (19.0, False), (20.0, True), (25.0, True)])
def test_a_deep_cup_asks_for_a_roomy_shoe(cup_mm: float, needs: bool) -> None:
    said = found("insole", 4.0, cup_mm, 0.0)
    assert ("shoe_volume" in said) == needs
    assert not needs or f"a heel cup of {cup_mm:.0f} mm takes up room" in said["shoe_volume"].note


@pytest.mark.parametrize(("wall_mm", "needs"), [(2.0, False), (10.0, True)])
def test_a_high_wall_asks_for_a_roomy_shoe_and_a_low_one_does_not(wall_mm: float, needs: bool) -> None:
    wanted = order(modification("heel_cup", depth_mm=14.0), modification("medial_flange", height_mm=wall_mm))
    device = pipeline.make(sole(), wanted, label="R T", case="T", clock=lambda: 0.0)
    said = [item for item in device.findings if item.check == "shoe_volume"]
    assert bool(said) == needs
    assert not needs or ("10 mm wall of the medial flange takes" in said[0].note and said[0].measured == 10.0)
