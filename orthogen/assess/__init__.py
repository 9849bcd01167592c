"""Assess. pressure recordings -> how each foot loads the ground."""

from orthogen.assess.measure import loads_of

__all__ = ["loads_of"]
