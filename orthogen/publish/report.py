"""Report. devices -> report.html: one offline page with the proof of each device."""

import hashlib
from typing import Any

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.publish.html import Html
from orthogen.publish.page import device_section, opening, page
from orthogen.publish.picture import picture_svg
from orthogen.publish.plan_map import PlanMap, svg
from orthogen.records.device import Device


def report_html(
    devices: tuple[Device, ...], *, case: str, version: str, program_version: str, date: str, notes: tuple[str, ...]
) -> bytes:
    """Return the UTF-8 page for one device or a pair; no network, no script, maps embedded as SVG."""
    accepted = all(device.verdict == "accepted" for device in devices)
    head = opening(
        case=case, version=version, program_version=program_version, date=date, accepted=accepted, notes=notes
    )
    sections = (
        device_section(
            device,
            maps=[(plan.title, Html(svg(plan))) for plan in _maps(device)],
            understood=Html(picture_svg(device.foot, name=case)),
            sha256=hashlib.sha256(device.stl).hexdigest(),
        )
        for device in devices
    )
    return page(f"{case} {version} – orthogen", (head, *sections))


def _maps(device: Device) -> list[PlanMap]:
    """Return the four maps: scanned sole, foot bed, prescribed change, thickness."""
    design, foot, insole = device.design, device.foot, device.insole
    inside = design.inset_mm >= 0
    shown: dict[str, Any] = {"grid": design.grid, "mirrored": foot.mirrored, "lines_mm": (design.outline_mm,)}
    change = np.where(inside, design.bed_mm - np.minimum(design.base_mm, design.rim_cap_mm), np.nan)
    reach = max(2.0, float(np.ceil(np.nanmax(np.abs(change)))))
    marks = {name: (mark.x_mm, mark.y_mm, mark.sd_mm) for name, mark in foot.landmarks.items()}
    skin = np.where(foot.plantar.z_mm < 25, foot.plantar.z_mm, np.nan)
    return [
        PlanMap(title="Scanned sole: height above the floor", grid=foot.plantar.grid, field_mm=skin, low_mm=0,
                high_mm=25, mirrored=foot.mirrored, lines_mm=(design.outline_mm,), marks_mm=marks),
        PlanMap(title="Foot bed of the device", field_mm=_inside(design.bed_mm, inside), low_mm=0, high_mm=25, **shown),
        PlanMap(title="Prescribed change to the scanned sole", field_mm=change, low_mm=-reach, high_mm=reach,
                two_sided=True, **shown),
        PlanMap(title="Thickness, vertical", field_mm=_inside(insole.top_mm - insole.bottom_mm, inside), low_mm=0,
                high_mm=20, **shown),
    ]  # fmt: skip


def _inside(field_mm: FloatArray, inside: np.ndarray) -> FloatArray:
    return np.where(inside, field_mm, np.nan)
