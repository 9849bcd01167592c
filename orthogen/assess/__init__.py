"""Assess. pressure recordings -> how each foot loads the ground; markers of a walk -> how somebody walks."""

from orthogen.assess.measure import loads_of
from orthogen.assess.walk import gait_of

__all__ = ["gait_of", "loads_of"]
