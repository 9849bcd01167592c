"""Report. devices -> report.html: one offline page with the proof of each device."""

import hashlib
from typing import Any

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.publish.markup import filled, listed, marked, row, said
from orthogen.publish.picture import picture_svg
from orthogen.publish.plan_map import PlanMap, svg
from orthogen.publish.screen import number
from orthogen.publish.wording import load_words, unit_words
from orthogen.records.device import Device
from orthogen.records.finding import Dose, Finding
from orthogen.records.foot import Foot

_LEVELS = {"fault": ("bad", "fault"), "warning": ("warn", "read this"), "note": ("soft", "note")}
_WORST_FIRST = {"fault": 0, "warning": 1, "note": 2}
_SCREENING = "This is a design record, not a medical decision: a clinician prescribes and signs."


def report_html(
    devices: tuple[Device, ...], *, case: str, version: str, program_version: str, date: str, notes: tuple[str, ...]
) -> bytes:
    """Return the UTF-8 page for one device or a pair; no network, no script, maps embedded as SVG."""
    accepted = all(device.verdict == "accepted" for device in devices)
    return filled(
        "report",
        case=said(case), version=said(version), program_version=said(program_version), date=said(date),
        mark="good" if accepted else "bad",
        verdict="Accepted: every check passed" if accepted else "Rejected: do not print",
        screening=_SCREENING, notes=listed(map(said, notes)),
        devices="".join(_section(device, case) for device in devices),
    ).encode()  # fmt: skip


def _section(device: Device, case: str) -> str:
    """Return the part of the page about one device."""
    foot, ordered = device.foot, device.prescription
    why = listed(f"<b>{_words(name)}</b>: {said(reason)}" for name, reason in ordered.reasons.items())
    return filled(
        "device",
        side=foot.side, Side=foot.side.capitalize(), medial="right" if foot.mirrored else "left",
        construction=ordered.construction, length=ordered.length,
        mark="good" if device.verdict == "accepted" else "bad", verdict=device.verdict,
        doses="".join(map(_dose, device.doses)) or '<tr><td colspan="5">No modification was ordered.</td></tr>\n',
        why=f"<h3>Why</h3>\n{why}" if why else "",
        maps="".join(map(_figure, _maps(device))),
        findings="".join(map(_finding, _sorted((*foot.findings, *device.findings)))),
        understood=picture_svg(foot, name=case), measures=_measures(device), landmarks=_landmarks(foot),
        faces=f"{device.faces:,}", volume_cm3=f"{device.volume_mm3 / 1000:.1f}",
        sha256=hashlib.sha256(device.stl).hexdigest(),
    )  # fmt: skip


def _figure(plan: PlanMap) -> str:
    return f"<figure>{svg(plan)}<figcaption>{said(plan.title)}</figcaption></figure>\n"


def _dose(dose: Dose) -> str:
    kind, field = _words(dose.modification), _words(dose.field.replace("_mm", "").replace("_deg", ""))
    got = "–" if dose.got is None else f"{dose.got:.2f}"
    verdict = marked("good", "✓") if dose.ok else marked("bad", "✗ off")
    unit = _unit(dose.unit)
    return row(f"{kind}: {field}", f"{dose.asked:.2f}", got, unit, f"{verdict} {said(dose.note)}", numbers=range(1, 3))


def _finding(item: Finding) -> str:
    measured = "" if item.measured is None else f"{number(item.measured)} {_unit(item.unit)}"
    return row(marked(*_LEVELS[item.level]), said(item.note), measured, numbers=range(2, 3))


def _measures(device: Device) -> str:
    """Return the rows on the foot as it was scanned and how well the device follows it."""
    foot, fit = device.foot, device.fit
    lines = [
        ("foot length", f"{foot.foot_length_mm:.1f} mm"), ("ball width", f"{foot.ball_width_mm:.1f} mm"),
        ("heel width", f"{foot.heel_width_mm:.1f} mm"), ("arch height", f"{foot.arch_height_mm:.1f} mm"),
        ("side", f"{foot.side} ({100 * foot.side_confidence:.0f} % sure)"),
        ("load during the scan", said(load_words(foot))), ("unit of the file", said(unit_words(foot))),
        ("foot bed to scan, mean | 95 % | within 1 mm",
         f"{fit.mean_abs_gap_mm:.3f} mm | {fit.p95_gap_mm:.3f} mm | {100 * fit.within_1mm_ratio:.1f} %"),
    ]  # fmt: skip
    return "".join(row(*line, numbers=range(1, 2)) for line in lines)


def _landmarks(foot: Foot) -> str:
    return "".join(
        row(_words(name), *(f"{round(mm, 1) + 0:.1f}" for mm in (mark.x_mm, mark.y_mm, mark.z_mm)),
            f"{mark.sd_mm:.0f}", mark.source, numbers=range(1, 5))
        for name, mark in foot.landmarks.items()
    )  # fmt: skip


def _words(name: str) -> str:
    return said(name.replace("_", " "))


def _unit(unit: str) -> str:
    return "°" if unit == "deg" else said(unit)


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
