"""Side walls: medial and lateral flange and the UCBL on finished devices, made right and made wrong."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.design import design
from orthogen.errors import PrescriptionError
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.lateral_flange import LateralFlange
from orthogen.modifications.medial_flange import MedialFlange
from orthogen.modifications.rearfoot_post import RearfootPost
from orthogen.modifications.ucbl import Ucbl
from orthogen.prescribe.conflicts import clashes
from orthogen.records.device import Device
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole

WALLS: tuple[Modification, ...] = (MedialFlange(), LateralFlange(), Ucbl())
WAYS = [("insole", "full"), ("insole", "three-quarter"), ("shell", "sulcus")]


def built(foot: Foot, *items: Modification, construction: str = "insole", length: str = "full") -> Device:
    wish = order(*items, construction=construction, length=length)
    return pipeline.make(foot, wish, label="R 1", case="1", clock=lambda: 0.0)


def is_sound(device: Device) -> bool:
    return all(dose.ok for dose in device.doses) and not [item for item in device.findings if item.level == "fault"]


@pytest.mark.parametrize(("construction", "length"), WAYS)
@pytest.mark.parametrize("item", WALLS, ids=lambda item: item.KIND)
def test_low_usual_and_high_walls_are_made_as_asked(item: Modification, construction: str, length: str) -> None:
    for height in (2.0, 8.0, 15.0):
        wall = replace(item, height_mm=height)
        assert is_sound(built(sole(), HeelCup(depth_mm=25.0), wall, construction=construction, length=length))


@pytest.mark.parametrize("name", ["adult_left_planus", "adult_left_cavus", "child_right_flexible_flat"])
def test_a_ucbl_stands_on_real_feet(name: str) -> None:
    device = built(truth_foot(name), HeelCup(depth_mm=25.0), Ucbl(), construction="shell", length="three-quarter")
    assert is_sound(device)


@pytest.mark.parametrize("item", WALLS, ids=lambda item: item.KIND)
def test_a_wall_made_a_tenth_too_high_is_told(item: Modification) -> None:
    good = made(design(sole(), order(HeelCup(depth_mm=14.0), item)), item.KIND)
    assert item.measure(good)[0].ok
    raised = np.interp(good.rim_mm[:, 0], (40.0, 70.0, 150.0, 170.0), (0.0, 1.0, 1.0, 0.0))
    assert not item.measure(replace(good, rim_mm=good.rim_mm + raised[:, None] * (0.0, 0.0, 1.0)))[0].ok


def test_a_post_under_a_flange_is_not_read_as_wall() -> None:
    plan = design(sole(), order(HeelCup(depth_mm=14.0), RearfootPost(angle_deg=8.0), MedialFlange()))
    (dose,) = MedialFlange().measure(made(plan, "medial_flange"))
    assert dose.got == pytest.approx(10.0, abs=0.05)


def test_a_wall_ends_behind_the_heads_and_leaves_the_other_side_alone() -> None:
    foot, x = sole(), np.arange(0.0, 250.0)
    for item, side, head in ((MedialFlange(), 0, "mth1"), (LateralFlange(), 1, "mth5")):
        walls = item.raised_rim_mm(foot, x)
        assert walls[side].max() == pytest.approx(item.height_mm)
        assert not walls[side][x > foot.landmarks[head].x_mm - 6.0].any() and not walls[1 - side].any()
        assert np.abs(np.diff(walls[side], 2)).max() < 0.0185


def test_a_short_foot_gets_a_lower_wall_and_is_told() -> None:
    site = design(sole(length_mm=150.0), order()).site
    for item in WALLS:
        lower, said = replace(item, height_mm=15.0).settled(site)
        assert 1.0 < lower.values["height_mm"] < 6.0 and len(said) == 1 and "150 mm" in said[0]


def test_a_ucbl_needs_a_deep_cup_and_has_its_walls_already() -> None:
    ids = [name for name, _ in clashes(order(HeelCup(depth_mm=14.0), Ucbl()), {"posture_index": -3.0})]
    assert set(ids) == {"ucbl-needs-cup", "ucbl-shoe-volume", "lateral-flange-on-supinated"}
    for flange in (MedialFlange(), LateralFlange()):
        with pytest.raises(PrescriptionError, match="count twice"):
            clashes(order(HeelCup(depth_mm=25.0), flange, Ucbl()), {"posture_index": None})
