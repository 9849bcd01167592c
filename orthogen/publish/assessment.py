"""Assessment. what was assessed -> the document `orthogen.assess/1`, and the text that a terminal shows."""

from dataclasses import asdict
from typing import Any

from orthogen.publish.document import json_bytes
from orthogen.publish.gait import flags_text, gait_document, gait_files_document, gait_text, proposal_text
from orthogen.publish.inspection import finding_document
from orthogen.publish.screen import findings_text, table
from orthogen.records.assessed import Assessed, Asymmetry, FootLoad
from orthogen.records.load import MASKS, Load, MaskLoad, OnFoot
from orthogen.records.norms import PEAK_USUAL_KPA

_NORMS_SAY = "Usual peaks: barefoot on a platform (clinical.md B, of the Putti 2008 kind, low confidence)."
_ARCH_SAYS = "usual 0.21–0.26 (Cavanagh & Rodgers 1987), read of a maximum picture from 10 kPa, ± 0.03 between rules"
_CPEI_SAYS = "usual 7.3–21 % (Hagedorn 2013), chord above 5 % of the force; rules differ: low weight"


def assess_json(assessed: Assessed) -> bytes:
    """Return the document `orthogen.assess/1` (interface.md, JSON)."""
    return json_bytes({"schema": "orthogen.assess/1", **assessment_document(assessed)})


def assessment_document(assessed: Assessed) -> dict[str, Any]:
    """Return all parts of an assessment as plain tables."""
    return {
        "pressure": [_pressure(foot) for foot in assessed.pressure],
        "asymmetry": [_asymmetry(item) for item in assessed.asymmetry],
        "gait": gait_document(assessed.gait),
        "gait_files": gait_files_document(assessed.gait),
        "flags": [asdict(flag) for flag in assessed.flags],
        "proposal": None if assessed.proposal is None else asdict(assessed.proposal),
    }


def assess_text(assessed: Assessed) -> str:
    """Return the measures of each foot beside their norms, left against right, and what must be read."""
    parts = [_foot_text(foot) for foot in assessed.pressure]
    if assessed.asymmetry:
        parts.append(_asymmetry_text(assessed.asymmetry))
    parts += [gait_text(assessed.gait)] if assessed.gait else []
    parts += [flags_text(assessed.flags)] if assessed.flags else []
    parts += [proposal_text(assessed.proposal)] if assessed.proposal else []
    return "\n\n".join(parts)


def _pressure(foot: FootLoad) -> dict[str, Any]:
    """Return one element of `pressure[]`."""
    load = foot.load
    plain = ("file", "format", "instrument", "side", "unit_original", "frames", "rate_hz", "steps", "step_cv_percent",
             "contact_s", "length_mm", "width_mm", "peak_force_n", "step_force_n", "body_mass_kg", "contact_area_cm2",
             "arch_index", "cpei_percent")  # fmt: skip
    masks = foot.on_foot.masks if foot.on_foot else load.masks
    return {
        **{name: getattr(load, name) for name in plain},
        "masks": {name: _mask(masks[name]) for name in MASKS},
        "masks_from": "scan" if foot.on_foot else "print",
        "cop_path_mm": load.path_mm,
        "registration": _registration(foot.on_foot) if foot.on_foot else None,
        "registration_refused": foot.apart or None,
        "findings": [finding_document(finding) for finding in load.findings],
    }


def _mask(mask: MaskLoad) -> dict[str, float]:
    return {
        "peak_kpa": mask.peak_kpa, "pti_peak_kpa_s": mask.pti_peak_kpa_s, "pti_mean_kpa_s": mask.pti_mean_kpa_s,
        "area_cm2": mask.area_cm2,
    }  # fmt: skip


def _registration(on: OnFoot) -> dict[str, Any]:
    return {
        "correlation": on.correlation, "scale_ratio": on.scale_ratio, "foot_from_print": on.foot_from_print,
        "heads_mm": {name: {"x_mm": x, "y_mm": y} for name, (x, y) in on.heads_mm.items()},
    }  # fmt: skip


def _asymmetry(item: Asymmetry) -> dict[str, Any]:
    return {
        "measure": item.measure, "unit": item.unit, "left": item.left, "right": item.right,
        "index_percent": item.index_percent, "limit_percent": item.limit_percent, "source": item.source,
    }  # fmt: skip


def _foot_text(foot: FootLoad) -> str:
    """Return one foot: how it was measured, its indices, its masks beside their norms, its findings."""
    load = foot.load
    known = f"{load.side.upper()} FOOT" if load.side != "unsure" else "SIDE UNSURE"
    masks = foot.on_foot.masks if foot.on_foot else load.masks
    rows = [
        (name, f"{masks[name].peak_kpa:.0f}", _usual(load, name), f"{masks[name].pti_peak_kpa_s:.1f}",
         f"{masks[name].pti_mean_kpa_s:.1f}", f"{masks[name].area_cm2:.1f}")
        for name in MASKS
    ]  # fmt: skip
    said = _NORMS_SAY if load.instrument != "insole" else "Pressures in a shoe; barefoot norms do not hold there."
    parts = [
        f"{known}  {load.file}",
        table(("", ""), _facts(foot)),
        table(("mask", "peak kPa", "usual", "pti peak kPa·s", "pti mean kPa·s", "area cm²"), rows),
        f"{said} Sensors of other sizes give other peaks; compare pressure-time integrals only at one speed.",
        *([findings_text(load.findings)] if load.findings else []),
    ]
    return "\n\n".join(parts)


def _facts(foot: FootLoad) -> list[tuple[str, str]]:
    """Return name and value of what is measured on the whole foot."""
    load = foot.load
    spread = "" if load.step_cv_percent is None else f", spread {load.step_cv_percent:.0f} %"
    rate = f", {load.rate_hz:.4g} Hz" if load.rate_hz else ""
    weights = f" = {load.step_force_n / load.body_mass_kg / 9.81:.2f} body weights" if load.body_mass_kg else ""
    facts = [
        ("format", f"{load.format} ({load.instrument}), {load.frames} frames{rate}, in {load.unit_original}"),
        ("steps", f"{load.steps}{spread}; {load.contact_s:.2f} s each"),
        ("print", f"{load.length_mm:.0f} × {load.width_mm:.0f} mm, {load.contact_area_cm2:.0f} cm²"),
        ("peak force", f"{load.step_force_n:.0f} N{weights} a step, {load.peak_force_n:.0f} N at most"),
        ("arch index", "not defined here" if load.arch_index is None else f"{load.arch_index:.2f}; {_ARCH_SAYS}"),
        ("CPEI", "not defined here" if load.cpei_percent is None else f"{load.cpei_percent:.0f} %; {_CPEI_SAYS}"),
    ]
    if foot.on_foot:
        said = f"correlation {foot.on_foot.correlation:.2f}, scan {foot.on_foot.scale_ratio:.3f} times as long"
        facts.append(("on the scan", f"{said}; masks by the landmarks of the scan"))
    elif foot.apart:
        facts.append(("on the scan", f"not: {foot.apart}"))
    return facts


def _usual(load: Load, mask: str) -> str:
    low, high = PEAK_USUAL_KPA[mask]
    return "" if load.instrument == "insole" else f"{low}–{high}"


def _asymmetry_text(items: tuple[Asymmetry, ...]) -> str:
    """Return left against right."""
    rows = [
        (item.measure, f"{item.left:.4g}", f"{item.right:.4g}", f"{item.index_percent:.0f} %",
         "review" if item.index_percent > item.limit_percent else "")
        for item in items
    ]  # fmt: skip
    said = (
        "Pressures are compared per newton of each side's own peak force: two devices differ more than two legs. "
        f"Up to {items[0].limit_percent:g} % is usual ({items[0].source})."
    )
    return "\n\n".join(["LEFT AND RIGHT", table(("measure", "left", "right", "index", ""), rows), said])
