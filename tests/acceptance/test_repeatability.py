"""Repeatability. captures of one rigid foot in any position, with other noise each time, measure the same."""

import numpy as np
import pytest

from orthogen.anatomy import find_feet
from orthogen.records.scan import Scan
from tests.damage import noisy, placed, pose
from tests.damage_feet import feet
from tests.feet import need_shared

CAPTURES = 5
LIMITS_MM = {"foot_length_mm": 0.5, "ball_width_mm": 0.5, "heel_width_mm": 0.5, "arch_height_mm": 0.4}


@pytest.mark.parametrize("number", [5, 6, 9])
def test_repeated_captures_scatter_less_than_half_a_millimetre(number):
    need_shared()
    foot, measured = feet(drawn=False)[number], []
    for capture in range(CAPTURES):
        rng = np.random.default_rng(capture)
        rough = noisy(foot.skin, rng, sd_mm=float(rng.uniform(0.1, 0.4)), wave_mm=8.0)
        skin = placed(noisy(rough, rng, sd_mm=0.15), pose(rng))
        scan = Scan(name="made", format="stl", sha256="", points=skin.points, faces=skin.faces, unit="mm",
                    unit_source="given", findings=())  # fmt: skip
        (found,) = find_feet(scan)
        measured.append([getattr(found, name) for name in LIMITS_MM])
    scatter = dict(zip(LIMITS_MM, np.std(measured, axis=0, ddof=1), strict=True))
    assert all(scatter[name] <= limit for name, limit in LIMITS_MM.items()), scatter
