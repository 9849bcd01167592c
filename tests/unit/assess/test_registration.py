"""Registration. a print that a known foot leaves, moved by a known way -> found back; prints of other feet refused."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.assess import loads_of, registered
from orthogen.assess.tissue import Sole, pressure_kpa
from orthogen.errors import PrintApart
from orthogen.records.foot import Foot
from tests import footprint as fp
from tests.feet import truth_foot
from tests.recordings import recording

INSTANTS = ((0.12, 660.0, 0.16), (0.3, 600.0, 0.25), (0.5, 560.0, 0.42), (0.8, 720.0, 0.70))


def printed(
    foot: Foot, *, turn_deg: float = 0.0, shift: tuple[float, float] = (40.0, 90.0), scale: float = 1.0
) -> fp.Walk:
    """Return a walk of this foot over a 5 mm plate: what a bed of springs under its sole would leave."""
    side = foot.side
    x, y = np.meshgrid(np.arange(70) * 5.0, np.arange(40) * 5.0, indexing="ij")
    a, b = (x - shift[0]) / scale, (y - shift[1]) / scale * (1.0 if side == "left" else -1.0)
    turn = np.radians(turn_deg)
    along, medial = a * np.cos(turn) + b * np.sin(turn), -a * np.sin(turn) + b * np.cos(turn)
    z = foot.plantar.grid.sample_linear(foot.plantar.z_mm, along, medial)
    there = np.isfinite(z)
    sole = Sole(place_mm=np.column_stack([along[there], medial[there]]), z_mm=z[there], cell_mm2=25.0,
                length_mm=foot.foot_length_mm)  # fmt: skip
    frames = []
    for share in np.linspace(0, 1, 40):
        at = np.interp(share, [k for k, _, _ in INSTANTS], [place for _, _, place in INSTANTS]) * foot.foot_length_mm
        force = 700.0 * np.sin(np.pi * min(max(share, 0.02), 0.98)) ** 0.3
        frame = np.zeros(x.shape)
        frame[there] = pressure_kpa(sole, force_n=force, at_mm=(at, 0.0))
        frames.append(frame)
    return fp.Walk(frames_kpa=np.array([np.zeros(x.shape), *frames, np.zeros(x.shape)]), pitch_mm=(5.0, 5.0), hz=60.0,
                   side=side)  # fmt: skip


def laid(foot: Foot, walk: fp.Walk, *, side: str | None = None):  # type: ignore[no-untyped-def]
    made = recording(walk, side=side or foot.side)  # type: ignore[arg-type]
    (load,) = loads_of(made)
    return load, registered(made, load, foot)


@pytest.mark.parametrize("name", ["adult_right_normal", "adult_left_cavus"])
@pytest.mark.parametrize("turn_deg", [0.0, 12.0])
def test_a_print_is_laid_back_on_the_foot_that_left_it(name: str, turn_deg: float) -> None:
    foot = replace(truth_foot(name), load="unloaded")
    walk = printed(foot, turn_deg=turn_deg)
    load, on = laid(foot, walk)
    assert on.correlation > 0.95
    assert on.scale_ratio == pytest.approx(1.0, abs=0.04)
    plate = recording(walk)
    peak = np.nan_to_num(plate.peak_kpa)
    a, b = plate.centre_mm[:, 0] - 40.0, (plate.centre_mm[:, 1] - 90.0) * (1.0 if foot.mirrored else -1.0)
    turn = np.radians(turn_deg)
    truth = np.column_stack([a * np.cos(turn) + b * np.sin(turn), -a * np.sin(turn) + b * np.cos(turn)])
    truth_centre = np.average(truth, axis=0, weights=peak)
    centre = np.append(np.average(load.place_mm, axis=0, weights=load.peak_kpa), 1.0)
    assert np.allclose((on.foot_from_print @ centre)[:2], truth_centre, atol=2.5)
    x, y = np.broadcast_arrays(on.grid.x_mm, on.grid.y_mm)
    assert np.average(x, weights=on.peak_kpa) == pytest.approx(truth_centre[0], abs=3.0)
    assert np.average(y, weights=on.peak_kpa) == pytest.approx(truth_centre[1], abs=3.0)
    for head, (forward, _) in on.heads_mm.items():
        assert forward == pytest.approx(foot.landmarks[head].x_mm, abs=15.0)


def test_masks_follow_the_landmarks() -> None:
    foot = replace(truth_foot("adult_right_normal"), load="unloaded")
    load, on = laid(foot, printed(foot))
    assert on.masks["heel"].peak_kpa == pytest.approx(load.masks["heel"].peak_kpa, rel=0.1)
    assert set(on.masks) == set(load.masks) and len(on.mask) == len(load.peak_kpa)


def test_a_print_of_another_length_is_refused() -> None:
    foot = replace(truth_foot("adult_right_normal"), load="unloaded")
    with pytest.raises(PrintApart, match="mm long"):
        laid(foot, printed(foot, scale=1.08))


def test_a_print_of_the_other_side_is_refused() -> None:
    foot = replace(truth_foot("adult_right_normal"), load="unloaded")
    walk = printed(foot)
    mirrored = replace(walk, frames_kpa=walk.frames_kpa[:, :, ::-1])
    with pytest.raises(PrintApart, match="correlation"):
        laid(foot, mirrored, side="right")


def test_an_insole_and_a_cut_print_have_no_place() -> None:
    foot = replace(truth_foot("adult_right_normal"), load="unloaded")
    walk = printed(foot)
    (load,) = loads_of(recording(walk, side="right", instrument="insole"))
    with pytest.raises(PrintApart, match="shoe"):
        registered(recording(walk), load, foot)
    cut = printed(foot, shift=(-30.0, 90.0))
    with pytest.raises(PrintApart, match="cut"):
        laid(foot, cut)


def test_the_bed_of_springs_carries_its_load() -> None:
    foot = truth_foot("adult_right_normal")
    x, y = np.broadcast_arrays(foot.plantar.grid.x_mm, foot.plantar.grid.y_mm)
    there = np.isfinite(foot.plantar.z_mm) & (foot.plantar.z_mm < 30)
    cell = foot.plantar.grid.step_mm**2
    sole = Sole(
        place_mm=np.column_stack([x[there], y[there]]), z_mm=foot.plantar.z_mm[there], cell_mm2=cell, length_mm=250.0
    )
    kpa = pressure_kpa(sole, force_n=600.0, at_mm=(100.0, 0.0))
    assert kpa.sum() * cell * 1e-3 == pytest.approx(600.0, rel=0.002)
    assert np.average(sole.place_mm, axis=0, weights=kpa) == pytest.approx([100.0, 0.0], abs=0.5)
