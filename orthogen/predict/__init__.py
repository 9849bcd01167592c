"""Predict. a foot, a device, a barefoot print -> what the device is likely to change, as bands, or why not."""

from orthogen.predict.agreement import agreement
from orthogen.predict.forecast import Person, forecast
from orthogen.predict.optimise import optimised
from orthogen.predict.support import MATERIALS_KPA

__all__ = ["MATERIALS_KPA", "Person", "agreement", "forecast", "optimised"]
