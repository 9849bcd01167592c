"""Landmarks. they survive holes under them, and given ones must lie on the foot."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen.anatomy import find_feet
from orthogen.errors import OutOfRange
from orthogen.intake import read_scan
from orthogen.kernel.arrays import frozen
from orthogen.kernel.frame import moved

DEMO = Path(__file__).resolve().parents[3] / "scans"


@pytest.mark.parametrize("hole_mm", [1.0, 4.0, 8.0])
def test_a_hole_under_the_heel_centre_leaves_the_landmark(hole_mm: float) -> None:
    scan = read_scan(DEMO / "right_normal.stl", unit="mm")
    whole = find_feet(scan)[0]
    centre = whole.landmarks["heel_centre"]
    points = moved(whole.foot_from_file, scan.points)
    near = np.hypot(points[:, 0] - centre.x_mm, points[:, 1] - centre.y_mm) < hole_mm + 2.0
    faces = scan.faces[~(near & (points[:, 2] < 20.0))[scan.faces].any(axis=1)]
    found = find_feet(replace(scan, faces=frozen(faces, "int64")))[0].landmarks["heel_centre"]
    assert abs(found.x_mm - centre.x_mm) < 1.0 and abs(found.z_mm - centre.z_mm) < 1.0


@pytest.mark.parametrize(
    "given",
    [{"heel_centre": (500.0, 0.0)}, {"mth1": (1e9, 0.0)}, {"arch_apex": (110.0, 300.0)}, {"mth1": (186.0, -60.0)}],
)
def test_a_landmark_beside_the_foot_or_out_of_order_is_refused(given: dict[str, tuple[float, float]]) -> None:
    with pytest.raises(OutOfRange, match="mm"):
        find_feet(read_scan(DEMO / "right_normal.stl", unit="mm"), landmarks=given)
