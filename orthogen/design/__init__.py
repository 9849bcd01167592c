"""Design. Foot, Prescription -> Design."""

from orthogen.design.draw import bed_without, design

__all__ = ["bed_without", "design"]
