"""Intake. path -> Scan, Profile, Prescription, Assessment, or the devices of an earlier build."""

from orthogen.intake.assessment import read_assessment
from orthogen.intake.build import read_build, read_designs
from orthogen.intake.drawing import read_drawing
from orthogen.intake.formats import Format, formats
from orthogen.intake.prescription import read_prescription, read_series, thickness, zones_of
from orthogen.intake.profile import profile_names, read_profile
from orthogen.intake.scan import read_scan, read_triangles
from orthogen.intake.shoe import read_shoe
from orthogen.intake.sign_offs import read_sign_offs

__all__ = [
    "Format",
    "formats",
    "profile_names",
    "read_assessment",
    "read_build",
    "read_designs",
    "read_drawing",
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
