"""Trials. foot, modifications -> a finished device, and whether it may leave the house."""

from orthogen import pipeline
from orthogen.modifications.heel_cup import HeelCup
from orthogen.records.device import Device
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification
from tests.devices import order

KINDS_OF_DEVICE = [
    (construction, length) for construction in ("insole", "shell") for length in ("full", "sulcus", "three-quarter")
]


def finished(
    foot: Foot, *items: Modification, construction: str = "insole", length: str = "full", cup_mm: float = 14.0
) -> Device:
    """Return the device with these modifications in a heel cup, made and verified like any other."""
    wanted = order(HeelCup(depth_mm=cup_mm), *items, construction=construction, length=length,
                   thickness_mm=4.0 if construction == "insole" else 3.0)  # fmt: skip
    return pipeline.make(foot, wanted, label="R 1", case="T", clock=lambda: 0.0)


def faults(device: Device) -> list[str]:
    """Return what rejects a device, in words; empty for a good one."""
    bad = [f"{item.check}: {item.note}" for item in device.findings if item.level == "fault"]
    return bad + [str(dose) for dose in device.doses if not dose.ok]
