"""Report. devices -> report.html: one offline page with the proof of each device."""

import hashlib
from typing import Any

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.publish.picture import picture_svg
from orthogen.publish.plan_map import PlanMap, svg
from orthogen.publish.screen import number
from orthogen.publish.wording import load_words, unit_words
from orthogen.records.device import Device
from orthogen.records.finding import Finding

_WORST_FIRST = {"fault": 0, "warning": 1, "note": 2}
_SCREENING = "This is a design record, not a medical decision: a clinician prescribes and signs."


def report_html(
    devices: tuple[Device, ...], *, case: str, version: str, program_version: str, date: str, notes: tuple[str, ...]
) -> bytes:
    """Return the UTF-8 page for one device or a pair; no network, no script, maps embedded as SVG."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = Environment(
        loader=PackageLoader("orthogen.publish", "pages"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    page.filters["number"] = number
    accepted = all(device.verdict == "accepted" for device in devices)
    return page.get_template("report.html").render(
        case=case, version=version, program_version=program_version, date=date, notes=notes, accepted=accepted,
        screening=_SCREENING, devices=[_told(device, case) for device in devices],
    ).encode()  # fmt: skip


def _told(device: Device, case: str) -> dict[str, Any]:
    """Return the words and pictures of one device."""
    from markupsafe import Markup

    foot = device.foot
    return {
        "device": device,
        "foot": foot,
        "measures": (
            ("foot length", foot.foot_length_mm, "mm"), ("ball width", foot.ball_width_mm, "mm"),
            ("heel width", foot.heel_width_mm, "mm"), ("arch height", foot.arch_height_mm, "mm"),
        ),
        "findings": _sorted((*foot.findings, *device.findings)),
        "understood": Markup(picture_svg(foot, name=case)), "load": load_words(foot), "unit": unit_words(foot),
        "maps": [{"title": plan.title, "picture": Markup(svg(plan))} for plan in _maps(device)],
        "sha256": hashlib.sha256(device.stl).hexdigest(),
    }  # fmt: skip


def _sorted(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings worst first, keeping their order within a level."""
    return sorted(findings, key=lambda item: _WORST_FIRST[item.level])


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
