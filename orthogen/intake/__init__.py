"""Intake. path -> Scan."""

from orthogen.intake.assessment import read_assessment
from orthogen.intake.prescription import read_prescription
from orthogen.intake.profile import profile_names, read_profile

__all__ = ["profile_names", "read_assessment", "read_prescription", "read_profile"]
