"""Assess. pressure recordings, walks, scanned feet -> how and where each foot loads the ground, how it walks."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.assess.asymmetry import asymmetry_of
    from orthogen.assess.measure import loads_of
    from orthogen.assess.registration import registered
    from orthogen.assess.walk import completed, gait_of

__all__ = ["asymmetry_of", "completed", "gait_of", "loads_of", "registered"]
__getattr__ = doors(
    __name__,
    {
        "asymmetry": "asymmetry_of",
        "measure": "loads_of",
        "registration": "registered",
        "walk": "completed gait_of",
    },
)
