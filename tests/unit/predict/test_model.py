"""The tests of the model that need no foot or one: T1 (infeasible), T2 and T8 to T11 of prediction.md 3."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from orthogen.errors import NotPredictable
from orthogen.kernel.springs import Columns, pressed
from orthogen.predict import modes, stance
from orthogen.predict.equilibrium import Rest, Stiffness, stand
from orthogen.predict.sole import A_KPA
from orthogen.predict.support import RIGID_KPA, plain, under
from orthogen.records.prediction import Loading
from tests.beds import calibrated, contact, shaped, usual_foot
from tests.feet import need_shared, truth_foot

THREE = ("adult_left_cavus", "adult_left_planus", "adult_left_points_floor")


@pytest.mark.parametrize(("x", "y"), [(320.0, 0.0), (-60.0, 0.0), (60.0, 90.0)])
def test_t1_a_load_outside_the_support_is_refused(x: float, y: float) -> None:
    sole, _ = usual_foot("adult_right_sole_only")
    loading = Loading(name="late", force_n=700.0, x_mm=x, y_mm=y, toe_share=0.05)
    with pytest.raises(NotPredictable):
        stance.before(sole, under(sole, plain(sole.grid)), (loading,))


@pytest.mark.parametrize(("step", "within"), [(1.0, 1.0), (2.0, 1.5)])
def test_t2_foam_and_shape_under_a_disc(step: float, within: float) -> None:
    radius, force, at = 80.0, 600.0, np.arange(-30.0, 30.5, step)
    away = np.hypot(*np.meshgrid(at, at)).ravel()
    away = away[away <= 30.0]

    def peak(depth: float, stiff: float, conform: float) -> float:
        same = np.ones(len(away))
        columns = Columns(thick_mm=16.0 * same, soft_kpa=A_KPA * same, depth_mm=depth * same, stiff_kpa=stiff * same,
                          last_mm_per_kpa=0.0)  # fmt: skip
        gap, low, high = -(1.0 - conform) * away**2 / (2.0 * radius), 0.0, 40.0
        for _ in range(50):
            middle = 0.5 * (low + high)
            bed = pressed(columns, gap, same[None], np.array([middle]), 0.0 * same)
            low, high = (low, middle) if bed.sums[0] * step**2 * 1e-3 > force else (middle, high)
        return float(bed.pressure_kpa.max())

    flat = peak(0.0, RIGID_KPA, 0.0)
    assert flat == pytest.approx(395.0, rel=0.01)
    table = {(6.0, 5000.0, 0.0): -3.6, (6.0, 1100.0, 0.0): -9.7, (6.3, 150.0, 0.0): -13.8, (12.7, 150.0, 0.0): -21.6,
             (0.0, RIGID_KPA, 0.5): -25.0, (6.3, 150.0, 0.5): -31.2, (0.0, RIGID_KPA, 0.9): -42.2,
             (6.3, 150.0, 0.9): -43.3}  # fmt: skip
    for case, change in table.items():
        assert 100.0 * (peak(*case) / flat - 1.0) == pytest.approx(change, abs=within)


def test_t8_the_best_foam_is_stiffer_under_a_heavier_body() -> None:
    stiff, best = np.geomspace(60.0, 1500.0, 25), []
    for mass in (50.0, 75.0, 100.0, 125.0):
        sole, loadings = usual_foot("adult_right_normal", mass_kg=mass)
        reference = stance.before(sole, under(sole, plain(sole.grid, shoe=False)), loadings[:1], judged=False)
        peaks = [stance.peaks_of(sole, reference.parts, stance.after(
            reference, under(sole, plain(sole.grid, depth_mm=6.0, stiff_kpa=float(each), shoe=False)),
            judged=False))["heel"] for each in stiff]  # fmt: skip
        best.append(float(stiff[int(np.argmin(peaks))]))
        assert 0.4 <= best[-1] / reference.peaks_kpa["heel"] <= 1.2
    assert np.all(np.diff(best) > 0)


def test_t9_force_and_all_stiffness_scale_together() -> None:
    sole, loadings = usual_foot("adult_right_normal")
    hinges, k = modes.hinges(sole), 1.7
    bed = under(sole, shaped(sole, contact(sole, 0.5), depth_mm=6.0, stiff_kpa=300.0))
    rest = Rest(roll=0.0, rays_n=np.full(5, 30.0))
    one = stand(sole, bed, loadings[2], hinges=hinges, stiffness=Stiffness(), rest=rest,
                close=1e-12, judged=False)  # fmt: skip
    from dataclasses import replace

    other = stand(
        replace(sole, soft_kpa=k * sole.soft_kpa),
        replace(bed, stiff_kpa=k * bed.stiff_kpa, shoe_mm_per_kpa=bed.shoe_mm_per_kpa / k),
        replace(loadings[2], force_n=k * loadings[2].force_n), hinges=hinges,
        stiffness=Stiffness(ray_n_per_mm=10.0 * k, roll_nmm_per_rad=2e5 * k, toe_n_per_mm=2.0 * k),
        rest=Rest(roll=0.0, rays_n=np.full(5, 30.0 * k)), close=1e-12, judged=False,
    )  # fmt: skip
    assert np.allclose(other.pressure_kpa, k * one.pressure_kpa, rtol=1e-9, atol=1e-9)


def test_t10_a_left_foot_and_its_mirror_image_press_alike() -> None:
    foot = truth_foot("adult_left_cavus")
    from dataclasses import replace

    from orthogen.predict.loading import usual
    from orthogen.predict.sole import sole_of

    found = []
    for side in ("left", "right"):  # the record of either is canonical
        sole = sole_of(replace(foot, side=side), step_mm=2.0)
        found.append(stance.before(sole, under(sole, plain(sole.grid)), usual(sole, 60.0)).standing)
    for one, other in zip(*found, strict=True):
        assert np.abs(one.pressure_kpa - other.pressure_kpa).max() <= 1e-9
    sole, loadings = usual_foot("adult_left_cavus", mass_kg=60.0)
    turned = replace(sole, y_mm=-sole.y_mm)
    mirror = [replace(item, y_mm=-item.y_mm) for item in loadings]
    hinges, floor = modes.hinges(sole), under(sole, plain(sole.grid))
    for here, there in zip(loadings, mirror, strict=True):
        one = stand(sole, floor, here, hinges=hinges, stiffness=Stiffness(), close=1e-13)
        other = stand(turned, floor, there, hinges=hinges, stiffness=Stiffness(), close=1e-13)
        assert np.abs(one.pressure_kpa - other.pressure_kpa).max() <= 1e-9


BYTES = """
import hashlib
from orthogen.predict.band import Subject, spread
from tests.beds import *
fit, seen = calibrated("adult_left_cavus")
bed = shaped(fit.sole, pad(fit.sole, edge_mm=5.0))
found = effect(fit.sole, seen.loadings, bed)
(drawn,) = spread(Subject(sole=fit.sole, loadings=seen.loadings, seen=seen), [bed])
said = fit.dz_mm.tobytes() + repr(found).encode() + b"".join(drawn[part].tobytes() for part in sorted(drawn))
print(hashlib.sha256(said).hexdigest())
"""


def test_t11_the_bytes_of_calibration_change_and_band_do_not_depend_on_threads() -> None:
    need_shared()
    home = Path(__file__).resolve().parents[3]
    told = {
        subprocess.run([sys.executable, "-c", BYTES], cwd=home, capture_output=True, text=True, check=True,
                       env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": str(home)}).stdout
        for threads in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


def test_calibrated_peaks_are_those_of_the_print() -> None:
    from orthogen.predict import masks

    for name in THREE:
        fit, seen = calibrated(name)
        parts = masks.parts_of(fit.sole)
        wanted = masks.peaks(parts, [masks.box_mean(fit.sole, row) for row in seen.kpa])
        got = stance.before(fit.sole, under(fit.sole, plain(fit.sole.grid, shoe=False)), seen.loadings,
                            judged=False).peaks_kpa  # fmt: skip
        for part in set(parts) - {"hallux", "toes"}:
            assert got[part] == pytest.approx(wanted[part], rel=0.10), part
