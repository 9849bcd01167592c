"""Fit. how closely devices follow true soles and raw scans; every profile on both real feet."""

from pathlib import Path

import pytest

from orthogen import lab, pipeline
from orthogen.intake import profile_names, read_profile, read_scan
from tests.feet import SHARED, TRUTH_FEET, need_shared, truth_foot
from tests.orders import ordered

WHOLE_FEET = {  # file: standard deviation of the noise that was added to it, mm (truth of the shared scans)
    "adult_left_planus.ply": 0.05,
    "adult_right_normal.stl": 0.05,
    "adult_left_cavus.stl": 0.1,
    "child_right_flexible_flat.obj": 0.1,
    "adult_right_hallux_valgus.ply": 0.2,
    "adult_left_wide_with_leg.glb": 0.15,
    "adult_right_floor_attached.stl": 0.2,
    "adult_left_inch_inverted.stl": 0.2,
}


@pytest.mark.parametrize("name", TRUTH_FEET)
def test_the_device_follows_a_true_sole(name: str) -> None:
    fit = pipeline.make(truth_foot(name), ordered(heel_cup=14), label="", case="fit", clock=lambda: 0.0).fit
    assert fit.mean_abs_gap_mm <= 0.03 and fit.p95_gap_mm <= 0.15 and fit.within_1mm_ratio >= 0.995


@pytest.mark.parametrize("name", WHOLE_FEET)
def test_the_device_follows_a_raw_scan(name: str) -> None:
    need_shared()
    foot = pipeline.see(read_scan(SHARED / "scans" / name))[0]
    fit = pipeline.make(foot, ordered(heel_cup=14), label="", case="fit", clock=lambda: 0.0).fit
    assert fit.mean_abs_gap_mm <= 0.03 + 0.8 * WHOLE_FEET[name]


@pytest.mark.parametrize("profile", profile_names())
def test_every_profile_builds_on_both_real_feet_and_says_that_they_carry_no_arch(profile: str, tmp_path: Path) -> None:
    need_shared()
    scans = [SHARED / "scans" / f"dupont_{side}_foot_metre_Zup.stl" for side in ("left", "right")]
    required = [f"requires.{item.name}" for item in read_profile(profile).requires]
    built = lab.build(*scans, profile=profile, case="real", out=tmp_path, accepted=required)
    assert built.verdict == "accepted" and [device.foot.side for device in built.devices] == ["left", "right"]
    for device in built.devices:
        assert device.foot.sole_flattened
        assert any(item.check == "arch_from_profile" and item.level == "warning" for item in device.findings)
