"""Zones. bands cover the device without gap or overlap, steps are small, and the file names every triangle once."""

import re
import zipfile
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest

from orthogen.batch.zones import bands, infills
from orthogen.errors import PrescriptionError
from orthogen.kernel import stl
from orthogen.publish import zoned_threemf
from orthogen.records.batch import Band
from tests.unit.batch.test_trays import box
from tests.unit.lab.fakes import foot

ASKED = {"heel": 40.0, "arch": 62.0, "forefoot": 15.0}


def test_bands_follow_one_another_in_small_steps() -> None:
    made = bands(foot(), ASKED)
    assert made[0].begin_mm == -np.inf and made[-1].end_mm == np.inf
    assert all(one.end_mm == after.begin_mm and one.begin_mm < one.end_mm for one, after in pairwise(made))
    assert all(abs(after.infill_percent - one.infill_percent) <= 5.0 for one, after in pairwise(made))
    assert made[0].infill_percent == 40.0 and made[-1].infill_percent == 15.0
    assert max(one.infill_percent for one in made) == 62.0


def test_equal_zones_have_no_steps() -> None:
    assert {one.infill_percent for one in bands(foot(), dict.fromkeys(ASKED, 20.0))} == {20.0}


@pytest.mark.parametrize(
    "text", ["heel=40", "heel=40;arch=3;forefoot=10", "heel=4;heel=5;arch=6;forefoot=7", "toe=20", "heel"]
)
def test_a_zone_that_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(PrescriptionError):
        infills(text)


def test_zones_are_read() -> None:
    assert infills("heel=40; arch=62%;forefoot=15") == ASKED


def test_the_file_tells_the_device_from_its_modifiers() -> None:
    data = stl.binary(box(200.0, 80.0, 20.0), header="box")
    wanted = (
        Band(begin_mm=-np.inf, end_mm=90.0, infill_percent=15.0),
        Band(begin_mm=90.0, end_mm=110.0, infill_percent=20.0),
        Band(begin_mm=110.0, end_mm=np.inf, infill_percent=25.0),
        Band(begin_mm=400.0, end_mm=np.inf, infill_percent=90.0),
    )
    made = zoned_threemf(data, wanted, title="C1 left")
    assert made == zoned_threemf(data, wanted, title="C1 left")
    with zipfile.ZipFile(BytesIO(made)) as archive:
        config = archive.read("Metadata/Slic3r_PE_model.config").decode()
        model = archive.read("3D/3dmodel.model").decode()
    ranges = [(int(a), int(b)) for a, b in re.findall(r'firstid="(\d+)" lastid="(\d+)"', config)]
    assert ranges == [(0, 11), (12, 23), (24, 35), (36, 47)] and model.count("<triangle ") == 48
    assert re.findall(r'key="fill_density" value="(\d+)%"', config) == ["15", "15", "20", "25"]
    assert "slic3rpe:Version3mf" in model
