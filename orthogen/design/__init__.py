"""Design. Foot, Prescription -> Design."""

from orthogen.design.draw import beds_without, design

__all__ = ["beds_without", "design"]
