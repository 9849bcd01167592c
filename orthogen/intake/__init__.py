"""Intake. path -> Scan, Profile, Prescription, Assessment, or the devices of an earlier build."""

from typing import TYPE_CHECKING

from orthogen.doors import doors
from orthogen.intake.formats import Format, formats

if TYPE_CHECKING:
    from orthogen.intake.assessment import read_assessment
    from orthogen.intake.build import read_build, read_designs
    from orthogen.intake.drawing import read_drawing
    from orthogen.intake.machine import machines, read_machine
    from orthogen.intake.prescription import read_prescription, read_series, thickness, zones_of
    from orthogen.intake.profile import profile_file, profile_names, read_profile
    from orthogen.intake.scan import read_scan, read_triangles
    from orthogen.intake.shoe import read_shoe
    from orthogen.intake.sign_offs import read_sign_offs

__all__ = [
    "Format",
    "formats",
    "machines",
    "profile_file",
    "profile_names",
    "read_assessment",
    "read_build",
    "read_designs",
    "read_drawing",
    "read_machine",
    "read_prescription",
    "read_profile",
    "read_scan",
    "read_series",
    "read_shoe",
    "read_sign_offs",
    "read_triangles",
    "thickness",
    "zones_of",
]
__getattr__ = doors(
    __name__,
    {
        "assessment": "read_assessment",
        "build": "read_build read_designs",
        "drawing": "read_drawing",
        "machine": "machines read_machine",
        "prescription": "read_prescription read_series thickness zones_of",
        "profile": "profile_file profile_names read_profile",
        "scan": "read_scan read_triangles",
        "shoe": "read_shoe",
        "sign_offs": "read_sign_offs",
    },
)
