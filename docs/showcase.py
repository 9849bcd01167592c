"""Showcase. the synthetic demo foot -> devices and the pictures of them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docs.render import shaded, side_by_side, turned
from orthogen import pipeline
from orthogen.intake import read_profile, read_scan
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.modifications import catalogue
from orthogen.records.device import Device
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification, Prescription

SCANS = Path(__file__).resolve().parents[1] / "scans"
FOUR_SIDES = ((-58, 36), (148, 34), (-90, 4), (62, -42))


def demo_foot(name: str = "right_normal") -> Foot:
    """Return a demo foot as the program itself sees its scan."""
    return pipeline.see(read_scan(SCANS / f"{name}.stl", unit="mm"))[0]


def made(foot: Foot, *modifications: Modification, construction: str = "insole", length: str = "full") -> Device:
    """Return a device with these modifications."""
    order = Prescription(
        profile="showcase", construction=construction, length=length,  # type: ignore[arg-type]
        thickness_mm=4.0 if construction == "insole" else 3.0, modifications=modifications,
    )  # fmt: skip
    return pipeline.make(foot, order, label="R DEMO", case="DEMO", clock=lambda: 0.0)


def triangles(device: Device) -> FloatArray:
    """Return the exported triangles."""
    return stl.triangles(device.stl).astype(float)


def build_picture(foot: Foot) -> NDArray[np.uint8]:
    """Return the overpronation profile on the demo foot from four sides."""
    profile, known = read_profile("overpronation"), catalogue()
    device = made(foot, *(known[kind](**doses) for kind, doses in profile.modifications.items()))
    corners = triangles(device)
    return side_by_side([shaded(corners, turned(*view), pixel_mm=0.5) for view in FOUR_SIDES])
