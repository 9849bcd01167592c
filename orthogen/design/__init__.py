"""Design. Foot, Prescription -> Design."""

from orthogen.design.base import Base, fitted
from orthogen.design.bed import Ground
from orthogen.design.draw import beds_without, design, dosed, ground, stands_on

__all__ = ["Base", "Ground", "beds_without", "design", "dosed", "fitted", "ground", "stands_on"]
