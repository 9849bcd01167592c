"""Lasting. a build -> its files that are the same on every run: devices, their fields and the prescription."""

from dataclasses import replace

from orthogen import publish
from orthogen.lab.zoning import zone_files
from orthogen.records.build import Build
from orthogen.records.prescription import Prescription
from orthogen.records.variant import Variant


def lasting_files(draft: Build) -> dict[str, bytes]:
    """Return the files that are the same on every run: the devices and the prescription."""
    files = {"prescription.toml": publish.prescription_toml(_orders(draft), vary=draft.vary)}
    for device in draft.devices:
        files[publish.file_name(device, "stl")] = device.stl
        if device.variant is None:
            files[publish.file_name(device, "fields.npz")] = publish.fields_npz(device)
        if "3mf" in draft.formats:
            files[publish.file_name(device, "3mf")] = publish.threemf_bytes(
                device.stl, case=case_of(draft.case, device.variant), side=device.foot.side
            )
        if device.zoned:
            files |= zone_files(device, device.zoned, case=case_of(draft.case, device.variant))
    return files


def case_of(case: str, variant: Variant | None) -> str:
    """Return the case as the file of a device says it: of a series with the variant."""
    return case if variant is None else f"{case}.{variant.name}"


def _orders(draft: Build) -> dict[str, Prescription]:
    """Return side -> order; of a series the first one's, with every warning that was accepted for any of them."""
    orders: dict[str, Prescription] = {}
    for device in draft.devices:
        first = orders.setdefault(device.foot.side, device.prescription)
        both = dict.fromkeys((*first.accepted, *device.prescription.accepted))
        orders[device.foot.side] = replace(first, accepted=tuple(both))
    return orders
