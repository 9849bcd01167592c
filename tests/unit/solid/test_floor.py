"""The full-contact underside: flat, drafted, thick enough, lowered only when it must be."""

import dataclasses

import numpy as np
import pytest

from orthogen.records.device import Design
from orthogen.solid.floor import contact_underside
from tests.unit.solid.designs import synthetic_design, with_order


@pytest.fixture(scope="module")
def plain() -> Design:
    return synthetic_design(cup=14.0)


def test_the_floor_is_flat_and_as_thick_as_ordered(plain: Design) -> None:
    bottom, findings = contact_underside(plain)
    assert findings == ()
    assert np.allclose(bottom[plain.inset_mm > 6.0], -4.0, atol=1e-3)
    assert np.ptp(bottom[plain.inset_mm > 9.0]) == 0.0
    assert bottom[plain.inset_mm > -2.0].min() == bottom[plain.inset_mm > 9.0].min()


def test_the_outer_wall_is_drafted_by_ten_degrees(plain: Design) -> None:
    bottom, _ = contact_underside(plain)
    heel = (plain.grid.x_mm > 20.0) & (plain.grid.x_mm < 45.0) & (plain.grid.y_mm < 0.0) & (plain.inset_mm > 0.1)
    wall = heel & (bottom > 3.0)
    rise = (12.0 - bottom[wall]) / plain.inset_mm[wall]
    assert np.degrees(np.arctan(rise)).min() > 79.0
    assert np.degrees(np.arctan(rise)).max() < 81.0


def test_the_rim_is_two_millimetres_thick_and_nothing_is_thinner(plain: Design) -> None:
    bottom, _ = contact_underside(plain)
    thick = plain.bed_mm - bottom
    rim = np.abs(plain.inset_mm) < 0.05
    assert thick[rim].min() > 1.6
    assert np.median(thick[rim]) == pytest.approx(2.0, abs=0.3)
    assert thick[plain.inset_mm >= 0].min() >= 1.99


def test_a_tilt_that_leaves_enough_wall_does_not_move_the_floor(plain: Design) -> None:
    tilt = np.broadcast_to(np.tan(np.radians(3.0)) * plain.grid.y_mm, plain.grid.shape)
    tilted = dataclasses.replace(plain, bed_mm=plain.bed_mm + tilt, tilt_mm=tilt)
    bottom, findings = contact_underside(tilted)
    low = (plain.bed_mm + tilt)[plain.inset_mm >= 0].min()
    assert bottom[plain.inset_mm > 6].min() == pytest.approx(min(-4.0, low - 2.0), abs=1e-3)
    assert len(findings) == (1 if low < -2.0 else 0)


def test_a_deep_hollow_lowers_the_floor_and_is_told(plain: Design) -> None:
    hollow = plain.bed_mm - 5.0 * np.exp(-(((plain.grid.x_mm - 110) / 9) ** 2) - ((plain.grid.y_mm / 9) ** 2))
    bottom, findings = contact_underside(dataclasses.replace(plain, bed_mm=hollow))
    assert findings[0].check == "floor_lowered"
    lowered = findings[0].measured
    assert lowered is not None
    assert bottom[plain.inset_mm > 5].min() == pytest.approx(-4.0 - lowered, abs=1e-3)
    assert (hollow - bottom)[plain.inset_mm > 0].min() >= 2.0 - 1e-9


def test_a_heel_lift_thickens_the_heel_and_leaves_the_floor(plain: Design) -> None:
    lift = 6.0 * np.clip((110.0 - plain.grid.x_mm) / 50.0, 0.0, 1.0) + 0.0 * plain.grid.y_mm
    bottom, findings = contact_underside(dataclasses.replace(plain, bed_mm=plain.bed_mm + lift, tilt_mm=lift))
    assert findings == ()
    assert bottom[plain.inset_mm > 6].min() == pytest.approx(-4.0, abs=1e-3)


def test_a_shortened_insole_may_be_thin_at_its_distal_edge_only() -> None:
    design = synthetic_design(length="three-quarter")
    bottom, findings = contact_underside(design)
    assert findings == ()
    thick = np.where(design.inset_mm > 0, design.bed_mm - bottom, np.inf)
    assert 1.1 < thick.min() < 1.6
    assert design.outline_mm[:, 0].max() - design.grid.x_mm[np.argwhere(thick < 1.9)[:, 0], 0].min() < 26.0


def test_a_thicker_order_lowers_the_floor_by_as_much(plain: Design) -> None:
    bottom, _ = contact_underside(with_order(plain, thickness_mm=6.0))
    assert bottom[plain.inset_mm > 6].min() == pytest.approx(-6.0, abs=1e-3)
