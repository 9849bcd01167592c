"""Assess. pressure recordings, scanned feet -> how each foot loads the ground, and where on its sole."""

from orthogen.assess.asymmetry import asymmetry_of
from orthogen.assess.measure import loads_of
from orthogen.assess.registration import registered

__all__ = ["asymmetry_of", "loads_of", "registered"]
