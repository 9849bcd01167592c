"""Design. Foot, Prescription -> Design."""

from orthogen.design.base import fitted
from orthogen.design.draw import beds_without, design, dosed, ground

__all__ = ["beds_without", "design", "dosed", "fitted", "ground"]
