"""Mirror. the same foot marked left and right, and a scan and its mirror image, give mirrored devices."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.intake import read_scan
from orthogen.kernel import raster, stl
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.grid import covering
from orthogen.records.device import Device
from orthogen.records.foot import Foot
from tests.orders import ordered

DEMO = Path(__file__).resolve().parents[2] / "scans"
ORDER = ordered("insole", "full", heel_cup=16, rearfoot_post=4, medial_skive=3, metatarsal_pad=4, arch_fill=1.6)
FLIP = np.array([1.0, -1.0, 1.0])


def _made(foot: Foot) -> Device:
    return pipeline.make(foot, ORDER, label="", case="mirror", clock=lambda: 0.0)


def _corners(device: Device) -> FloatArray:
    return stl.triangles(device.stl).astype(float)


@pytest.fixture(scope="module")
def right() -> Foot:
    return pipeline.see(read_scan(DEMO / "right_normal.stl", unit="mm"))[0]


def test_one_record_marked_left_and_right_to_the_last_bit(right: Foot) -> None:
    one, other = _corners(_made(right)), _corners(_made(replace(right, side="left")))
    mirrored = (one * FLIP)[:, ::-1]
    rows = [np.sort(corners.reshape(-1, 9), axis=0) for corners in (mirrored, other)]
    assert np.array_equal(*rows)


def test_a_mirrored_scan_gives_the_mirrored_device(right: Foot) -> None:
    scan = read_scan(DEMO / "right_normal.stl", unit="mm")
    image = replace(scan, points=frozen(scan.points * FLIP), faces=frozen(scan.faces[:, ::-1], "int64"))
    left = pipeline.see(image)[0]
    assert (right.side, left.side) == ("right", "left")
    one, other = _corners(_made(right)), _corners(_made(left)) * FLIP
    grid = covering(one[:, :, 0], one[:, :, 1], step_mm=1.0, margin_mm=1.0)
    for surface in (raster.highest, raster.lowest):
        gap = surface(one, grid) - surface(other, grid)
        steep = np.hypot(*np.gradient(surface(one, grid))) > 1.0  # beside a wall height says nothing about distance
        assert np.nanpercentile(np.abs(gap[~steep]), 99.9) <= 0.05
