"""Load. prints of a known foot -> steps, side, masks, indices and curves as they were drawn."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.assess import asymmetry_of, loads_of
from orthogen.errors import NoPrint
from orthogen.records.load import MASKS, Load
from tests import footprint as fp
from tests.recordings import recording


def load_of(walk: fp.Walk, **told: object) -> Load:
    (load,) = loads_of(recording(walk, **told))  # type: ignore[arg-type]
    return load


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("toe_out", [-5.0, 0.0, 15.0, 25.0])
def test_side_and_size_do_not_depend_on_toe_out(side: str, toe_out: float) -> None:
    straight = load_of(fp.walk(side, columns=60, at=(40.0, 150.0)))
    load = load_of(fp.walk(side, columns=60, at=(40.0, 150.0), toe_out_deg=toe_out))
    assert load.side == side
    assert load.length_mm == pytest.approx(straight.length_mm, abs=8)
    assert load.arch_index == pytest.approx(straight.arch_index, abs=0.04)
    assert load.masks["heel"].peak_kpa == pytest.approx(straight.masks["heel"].peak_kpa, rel=0.05)


def test_a_left_foot_is_the_mirror_image_of_a_right_one() -> None:
    left, right = (load_of(fp.walk(side, columns=33, at=(30.0, 80.0))) for side in ("left", "right"))
    for name in MASKS:
        assert left.masks[name].peak_kpa == pytest.approx(right.masks[name].peak_kpa, abs=1e-3)
        assert left.masks[name].pti_peak_kpa_s == pytest.approx(right.masks[name].pti_peak_kpa_s, abs=1e-3)
    assert left.cpei_percent == pytest.approx(right.cpei_percent)
    assert np.allclose(left.path_mm, right.path_mm, atol=1e-3)


def test_every_mask_holds_its_own_part() -> None:
    load = load_of(fp.walk("right", pitch=(3.0, 3.0), rows=100, columns=50))
    peaks = {name: mask.peak_kpa for name, mask in load.masks.items()}
    assert max(peaks, key=lambda name: peaks[name]) in ("heel", "hallux", "mth2")
    assert peaks["hallux"] == pytest.approx(350, rel=0.1)
    assert 200 < peaks["mth1"] < 300 and 300 < peaks["mth2"] < 400 and 130 < peaks["mth5"] < 240
    assert 60 < peaks["midfoot"] < 150 and 60 < peaks["toes"] < 130
    assert sum(mask.area_cm2 for mask in load.masks.values()) <= load.contact_area_cm2


def test_impulses_are_integrals_over_time() -> None:
    quick, slow = (load_of(fp.walk("left", contact_s=seconds)) for seconds in (0.5, 1.0))
    for name in ("heel", "mth2", "hallux"):
        assert slow.masks[name].pti_peak_kpa_s == pytest.approx(2 * quick.masks[name].pti_peak_kpa_s, rel=0.05)
        assert slow.masks[name].pti_mean_kpa_s < slow.masks[name].pti_peak_kpa_s
    assert slow.contact_s == pytest.approx(1.0, abs=0.1)


def test_the_path_runs_from_heel_to_toes() -> None:
    load = load_of(fp.walk("right"))
    assert load.path_mm[0, 0] < 0.25 * load.length_mm and load.path_mm[-1, 0] > 0.75 * load.length_mm
    assert load.cpei_percent is not None and -10 < load.cpei_percent < 40
    assert [instant.name for instant in load.instants] == ["heel", "mid", "late"]
    assert load.instants[0].cop_mm[0] < load.instants[1].cop_mm[0] < load.instants[2].cop_mm[0]
    assert load.instants[2].toe_share > load.instants[0].toe_share


def test_a_flat_foot_has_the_larger_arch_index() -> None:
    walk = fp.walk("right")
    flat = replace(walk, frames_kpa=walk.frames_kpa.copy())
    flat.frames_kpa[:, 20:38, 10:22] += 40.0 * (walk.frames_kpa.sum(axis=(1, 2)) > 200)[:, None, None]
    high, normal, low = load_of(fp.walk("right", flat=False)), load_of(walk), load_of(flat, side="right")
    assert high.arch_index is not None and normal.arch_index is not None and low.arch_index is not None
    assert high.arch_index < 0.08 < normal.arch_index < low.arch_index


def test_no_arch_index_in_a_shoe() -> None:
    assert load_of(fp.walk("left"), side="left", instrument="insole").arch_index is None


def test_curves_run_over_the_contact() -> None:
    load = load_of(fp.then(fp.walk("left"), fp.walk("left", contact_s=0.9)))
    assert load.steps == 2 and load.step_cv_percent is not None
    assert load.stance_force_n.shape == (101,)
    assert load.stance_force_n.max() == pytest.approx(load.step_force_n, rel=0.05)
    heel, hallux = load.stance_peak_kpa["heel"].argmax(), load.stance_peak_kpa["hallux"].argmax()
    assert heel < 50 < hallux


def test_a_single_picture_has_no_time() -> None:
    walk = fp.walk("left")
    load = load_of(replace(walk, frames_kpa=walk.peak[None]))
    assert (load.contact_s, load.steps, load.instants) == (0.0, 1, ())
    assert load.cpei_percent is None and load.arch_index is not None
    assert len(load.stance_force_n) == 0


def test_a_step_cut_by_the_edge_of_the_plate_is_told() -> None:
    load = load_of(fp.walk("left", at=(-40.0, 80.0)))
    assert any(finding.check == "steps_cut" for finding in load.findings)


def test_two_feet_standing_side_by_side_are_two_prints() -> None:
    left, right = fp.walk("left", columns=60, at=(30.0, 80.0)), fp.walk("right", columns=60, at=(30.0, 200.0))
    both = replace(left, frames_kpa=(left.peak + right.peak)[None])
    assert [load.side for load in loads_of(recording(both))] == ["left", "right"]


def test_an_empty_recording_is_refused() -> None:
    walk = fp.walk("left")
    with pytest.raises(NoPrint, match="no step"):
        loads_of(recording(replace(walk, frames_kpa=0.05 * walk.frames_kpa)))


def test_a_side_that_contradicts_the_print_is_told() -> None:
    load = load_of(fp.walk("left"), side="right")
    assert load.side == "right"
    assert any(finding.check == "print_side_against" for finding in load.findings)


def test_asymmetry_is_freed_of_calibration() -> None:
    left, right = fp.walk("left"), fp.walk("right")
    louder = replace(right, frames_kpa=1.3 * right.frames_kpa)
    found = {item.measure: item for item in asymmetry_of([load_of(left), load_of(louder)])}
    assert found["step_force_n"].index_percent == pytest.approx(200 * 0.3 / 2.3, abs=1.0)
    assert found["heel_peak_over_force"].index_percent < 2
    assert asymmetry_of([load_of(left)]) == ()


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_single_picture_is_turned_by_its_shape(side: str, turns: int) -> None:
    walk = fp.walk(side, columns=33, at=(30.0, 80.0))
    picture = replace(walk, frames_kpa=np.rot90(walk.peak, turns)[None])
    load = load_of(picture)
    assert load.side == side
    assert load.masks["hallux"].peak_kpa == pytest.approx(350, rel=0.1)
