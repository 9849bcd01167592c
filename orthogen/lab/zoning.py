"""Zoning. devices with zones of hardness -> the files for slicers, and what must be said of them."""

from collections.abc import Sequence

from orthogen import publish
from orthogen.records.device import Device
from orthogen.records.zones import Zoned


def zone_files(device: Device, zoned: Zoned, *, case: str) -> dict[str, bytes]:
    """Return file name -> bytes, the same on every run: modifiers for PrusaSlicer, and bodies where there are some."""
    made = [publish.modifiers_3mf(device.stl, zoned, case=case, side=device.foot.side)]
    made += [publish.bodies_3mf(zoned, case=case, side=device.foot.side)] if zoned.bodies else []
    return dict(zip((publish.file_name(device, suffix) for suffix in publish.ZONE_SUFFIXES), made, strict=False))


def zone_notes(devices: Sequence[Device]) -> tuple[str, ...]:
    """Return what must be said of the zones of hardness of each device that has some."""
    return tuple(f"{item.foot.side.capitalize()} foot: {said}" for item in devices for said in _said(item))


def _said(device: Device) -> tuple[str, ...]:
    if device.zoned is None:
        return ()
    ordered = ", ".join(f"{name} {percent:g} %" for name, percent in device.prescription.zones.items())
    said = f"zones of infill: {ordered}, elsewhere {device.zoned.rest_percent:g} %."
    return (f"{said} {publish.file_name(device, 'zones.3mf')} is for PrusaSlicer only.", *device.zoned.told)
