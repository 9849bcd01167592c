"""Checks of a device: a sound one passes all, and each check fails on a file or an order made to fail it."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from orthogen.checks import check_device, slope
from orthogen.checks.least_wall import _finding
from orthogen.errors import GeometryError
from orthogen.kernel.frame import MIRROR_Y, composed
from orthogen.kernel.nearest import Wall
from orthogen.records.device import Fit
from orthogen.records.finding import Dose, Finding
from orthogen.records.prescription import Prescription
from orthogen.records.site import Made
from tests.findings import plain
from tests.standin import GRID, INSIDE, THICKNESS_MM, Dome, StandIn, device, with_top

Verdict = tuple[dict[str, Finding], tuple[Dose, ...], Fit]


def verdict(made: StandIn) -> Verdict:
    findings, doses, fit, _, _ = check_device(
        made.stl, made.stl_from_foot, made.design, made.insole, ordered=made.ordered, beds_without=made.beds_without
    )
    return {item.check: item for item in plain(findings)}, doses, fit


def faults(findings: Iterable[Finding]) -> set[str]:
    return {item.check for item in findings if item.level == "fault"}


@pytest.mark.parametrize("side", ["right", "left"])
def test_a_sound_device_passes_every_check(side: str) -> None:
    findings, doses, fit = verdict(device(side=side))  # type: ignore[arg-type]
    assert {item.level for item in findings.values()} == {"note"}
    assert set(findings) >= {
        "closed", "oriented", "one_piece", "self_intersection", "duplicate_faces", "degenerate_faces", "least_wall",
        "edge_wall", "volume", "size", "side", "sheets_match", "heel_width", "rim_fairness", "rim_waves", "slope_dome",
        "gap_to_scan", "gap_total",
    }  # fmt: skip
    assert all(dose.ok for dose in doses)
    assert fit.mean_abs_gap_mm < 1e-5
    assert fit.within_1mm_ratio == 1.0


def test_left_and_right_agree_in_every_measure() -> None:
    right, left = verdict(device())[0], verdict(device(side="left"))[0]
    for name, item in right.items():
        assert left[name].measured == pytest.approx(item.measured, abs=1e-6), name


def test_faces_and_volume_are_those_of_the_file() -> None:
    made = device(height_mm=0.5)
    *_, faces, volume = check_device(
        made.stl, made.stl_from_foot, made.design, made.insole, ordered=made.ordered, beds_without=made.beds_without
    )
    inside = made.design.bed_mm[INSIDE] + THICKNESS_MM
    cells = 0.25 * (inside[1:, 1:] + inside[:-1, 1:] + inside[1:, :-1] + inside[:-1, :-1])
    assert faces == len(made.triangles_mm)
    assert volume == pytest.approx(GRID.step_mm**2 * cells.sum(), rel=1e-3)


def test_a_dose_that_was_not_made_is_off() -> None:
    made = device(height_mm=3.0)
    short = with_top(made, made.beds_without["dome"] + 0.9 * (made.design.bed_mm - made.beds_without["dome"]))
    _, doses, _ = verdict(short)
    assert doses[0].asked == 3.0
    assert doses[0].got == pytest.approx(2.7, abs=1e-4)
    assert not doses[0].ok


def test_a_guarded_dose_shows_the_order_and_says_why() -> None:
    made = device(height_mm=3.0)
    ordered = Prescription(profile="test", modifications=(Dome(height_mm=5.0),))
    told = replace(made.design, clamps={"dome": ("No more than 3 mm fit in here.",)})
    _, doses, _ = verdict(replace(made, ordered=ordered, design=told))
    assert (doses[0].asked, doses[0].ok, doses[0].note) == (5.0, True, "No more than 3 mm fit in here.")
    _, doses, _ = verdict(replace(made, ordered=ordered))
    assert not doses[0].ok, "a change of the order that nobody told"


def test_an_order_guarded_down_to_nothing_is_not_forgotten() -> None:
    made = device(height_mm=0.0)
    ordered = Prescription(profile="test", modifications=(Dome(height_mm=5.0),))
    told = replace(made.design, clamps={"dome": ("There is no room.",)})
    _, doses, _ = verdict(replace(made, ordered=ordered, design=told, beds_without={}))
    assert [(dose.asked, dose.got, dose.ok, dose.note) for dose in doses] == [(5.0, 0.0, True, "There is no room.")]
    _, doses, _ = verdict(replace(made, ordered=ordered, beds_without={}))
    assert not doses[0].ok


def test_a_file_that_is_not_the_design() -> None:
    made = device()
    findings, _, _ = verdict(replace(made, triangles_mm=made.triangles_mm + np.array([0.0, 0.0, 0.05])))
    assert findings["sheets_match"].measured == pytest.approx(0.05, abs=1e-5)
    assert faults(findings.values()) == {"sheets_match"}
    kept = made.triangles_mm[:, :, 0].max(1) > 20.0
    gone, _, _ = verdict(replace(made, triangles_mm=made.triangles_mm[kept]))
    assert gone["sheets_match"].measured is None
    assert faults(gone.values()) >= {"sheets_match", "closed"}


def test_a_mirrored_file_is_refused() -> None:
    made = device()
    mirrored = made.triangles_mm[:, ::-1] * np.array([1.0, -1.0, 1.0])
    findings, _, _ = verdict(replace(made, triangles_mm=mirrored))
    assert faults(findings.values()) >= {"side", "sheets_match"}
    hidden = replace(made, triangles_mm=mirrored, stl_from_foot=composed(made.stl_from_foot, MIRROR_Y))
    findings, _, _ = verdict(hidden)
    assert faults(findings.values()) == {"side"}, "file and frame mirrored alike: no other check can see it"


def test_a_wall_thinner_than_ordered() -> None:
    made = device(height_mm=0.0)
    dent = 2.5 * np.exp(-((GRID.x_mm - 60.0) ** 2 + GRID.y_mm**2) / 30.0)
    thin = replace(made, insole=replace(made.insole, top_mm=made.insole.top_mm - dent), beds_without={})
    findings, _, _ = verdict(with_top(thin, thin.insole.top_mm))
    assert findings["least_wall"].measured == pytest.approx(1.5, abs=0.02)
    assert findings["least_wall"].where_mm == pytest.approx((60.0, 0.0, 1.5), abs=1.5)
    assert faults(findings.values()) == {"least_wall"}


def test_a_thin_rim_is_a_warning() -> None:
    made = device(height_mm=0.0)
    edge = np.where(made.insole.inset_mm < 1.5, 3.5, 0.0)
    findings, _, _ = verdict(with_top(replace(made, beds_without={}), made.insole.top_mm - edge))
    assert findings["edge_wall"].level == "warning"
    assert findings["edge_wall"].measured == pytest.approx(0.5, abs=1e-5)


def test_a_heel_too_wide_for_the_shoe() -> None:
    made = device()
    narrow = replace(made.design.site, foot=replace(made.design.site.foot, heel_width_mm=60.0))
    findings, _, _ = verdict(replace(made, design=replace(made.design, site=narrow)))
    assert findings["heel_width"].measured == pytest.approx(68.0)
    assert findings["heel_width"].high == pytest.approx(67.0)
    assert faults(findings.values()) == {"heel_width"}


def test_flanks_steeper_than_45_degrees() -> None:
    steepest = np.degrees(np.arctan(1.54 * 12.0 / 20.0))
    findings, _, _ = verdict(device(height_mm=12.0))
    assert findings["slope_dome"].measured == pytest.approx(steepest, abs=2.0)
    assert faults(verdict(device(height_mm=16.0))[0].values()) == {"slope_dome"}


def test_an_addition_that_levels_a_wall_is_not_steep() -> None:
    """A wedge of 15° against a wall of 60°: the change falls by 55° where the wall begins, the foot bed does not."""
    made = device(height_mm=0.0)
    wall = np.clip(GRID.y_mm - 10.0, 0.0, None) * np.tan(np.radians(60.0)) + 0.0 * GRID.x_mm
    wedge = np.maximum(wall, 3.0 + np.tan(np.radians(15.0)) * (GRID.y_mm - 10.0))
    site = made.design.site
    built = Made(
        site=site, top_mm=wedge, bottom_mm=wedge - 4.0, change_mm=wedge - wall, tilt_mm=0.0 * wall, lost_mm=0.0 * wall,
        without_mm=wall, relief_mm=0.0 * wall,
        rim_mm=np.zeros((0, 3)), corners=np.isfinite(wall),
    )  # fmt: skip
    found = slope.check("wedge", built)
    assert found.measured == pytest.approx(15.0, abs=1.0)
    assert found.level == "note"


def test_a_rim_with_a_kink_and_one_with_a_wave() -> None:
    made = device(height_mm=0.0)
    edge = made.insole.inset_mm < 6.0
    kink = np.where(edge, 0.4 * np.clip(130.0 - GRID.x_mm, 0.0, 20.0), 0.0)
    findings, _, _ = verdict(with_top(replace(made, beds_without={}), made.insole.top_mm - kink))
    assert findings["rim_fairness"].level == "warning"
    assert findings["rim_fairness"].where_mm is not None
    wave = np.where(edge, 0.5 * np.exp(-(((GRID.x_mm - 215.0) / 12.0) ** 2)), 0.0)
    findings, _, _ = verdict(with_top(replace(made, beds_without={}), made.insole.top_mm + wave))
    assert findings["rim_waves"].level == "warning"
    assert findings["rim_waves"].measured == pytest.approx(0.5, abs=0.1)


def test_posts_and_lifts_do_not_make_a_rim_unfair() -> None:
    made = device(height_mm=0.0)
    tilt = 0.05 * GRID.y_mm * np.sin(GRID.x_mm / 20.0)
    tilted = replace(made, design=replace(made.design, tilt_mm=tilt), beds_without={})
    findings, _, _ = verdict(with_top(tilted, made.insole.top_mm + tilt))
    assert findings["rim_fairness"].level == findings["rim_waves"].level == "note"


def test_the_fit_sees_noise_and_misfit_but_not_the_order() -> None:
    _, _, fit = verdict(device(height_mm=5.0, noise_mm=0.3))
    assert fit.rms_gap_mm == pytest.approx(0.3, rel=0.05)
    assert fit.mean_abs_gap_mm == pytest.approx(0.3 * np.sqrt(2 / np.pi), rel=0.05)
    made = device(height_mm=0.0)
    findings, _, fit = verdict(with_top(replace(made, beds_without={}), made.insole.top_mm + 0.2))
    assert fit.mean_abs_gap_mm == pytest.approx(0.2, abs=1e-4)
    assert findings["gap_to_scan"].level == "warning"


def test_the_total_gap_contains_the_order() -> None:
    findings, _, fit = verdict(device(height_mm=5.0))
    total = findings["gap_total"].measured
    assert total is not None
    assert total > 0.1 > fit.mean_abs_gap_mm


def test_skin_of_the_side_wall_is_not_contact() -> None:
    made = device(height_mm=0.0)
    someone = made.design.site.foot
    instep = someone.skin_mm + np.array([0.0, 0.0, 15.0])
    seen = replace(someone, skin_mm=np.concatenate([someone.skin_mm, instep]))
    design = replace(made.design, site=replace(made.design.site, foot=seen))
    _, _, fit = verdict(replace(made, design=design, beds_without={}))
    assert fit.mean_abs_gap_mm < 1e-5


def test_a_scan_without_contact_is_refused() -> None:
    made = device()
    away = replace(made.design.site.foot, skin_mm=made.design.site.foot.skin_mm + np.array([500.0, 0.0, 0.0]))
    with pytest.raises(GeometryError, match="contact"):
        verdict(replace(made, design=replace(made.design, site=replace(made.design.site, foot=away))))


def test_a_device_without_a_rim_is_refused() -> None:
    made = device()
    with pytest.raises(GeometryError, match="rim"):
        verdict(replace(made, triangles_mm=made.triangles_mm[:, ::-1][:1]))


def test_a_wall_that_just_fails_is_told_with_digits_that_differ() -> None:
    bad = _finding("least_wall", Wall(thickness_mm=1.9793, where_mm=np.zeros(3)), low_mm=1.98, bad="fault")
    assert "1.9793 mm, less than 1.98 mm" in bad.note
    worse = _finding("least_wall", Wall(thickness_mm=1.2, where_mm=np.zeros(3)), low_mm=1.98, bad="fault")
    assert "1.20 mm, less than 1.98 mm" in worse.note
