"""Held. a version as its folder holds it: orders, measures and files of its devices, and what was measured then."""

from collections.abc import Mapping
from dataclasses import field

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.prescription import Prescription
from orthogen.records.proposal import Side
from orthogen.records.refit import Pressed


@dataclass(frozen=True, kw_only=True)
class HeldDevice:
    """One device. file: its STL in the folder. foot, made: measure -> value, of the foot and of the device.

    foot_from_file, stl_from_file (4, 4): as in build.json. prescription: what was ordered, before its guards.
    """

    side: Side
    file: str
    sha256: str
    foot: Mapping[str, float]
    made: Mapping[str, float]
    foot_from_file: FloatArray
    stl_from_file: FloatArray
    prescription: Prescription


@dataclass(frozen=True, kw_only=True)
class HeldVersion:
    """One version. date: ISO 8601, UTC. eversion_deg: greatest of each foot, where it was measured for this version.

    series: True for a version with several devices of one side, of which the first of each side stands here.
    """

    case: str
    version: str
    date: str
    verdict: str
    devices: tuple[HeldDevice, ...]
    eversion_deg: Mapping[Side, float] = field(default_factory=dict)
    pressures: tuple[Pressed, ...] = ()
    series: bool = False

    def device(self, side: Side) -> HeldDevice | None:
        """Return the device of one side."""
        return next((item for item in self.devices if item.side == side), None)
