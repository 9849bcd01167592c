"""Screen. records -> the compact text that a terminal shows."""

import textwrap
from collections.abc import Iterable, Sequence

from orthogen.publish.sizes import sizes_text
from orthogen.publish.wording import (
    Wording,
    english,
    hole_words,
    holes,
    side_score,
    side_words,
)
from orthogen.records.build import Build
from orthogen.records.device import Device
from orthogen.records.finding import Finding, verdict
from orthogen.records.foot import Foot
from orthogen.records.shell import OffsetSurface

_WIDTH = 100


def number(value: float) -> str:
    """Return a value with the digits that carry meaning, never in powers of ten."""
    if abs(value) >= 1000 or value == round(value):
        return f"{value:,.0f}"
    told = f"{value:.4g}"
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".") if "e" in told else told


def feet_text(feet: tuple[Foot, ...]) -> str:
    """Return side with its votes, load, unit, measures, landmarks and findings of each foot, in words."""
    return "\n\n".join(_foot_text(foot) for foot in feet)


def build_text(build: Build) -> str:
    """Return asked against got for each device, what must be read, the verdict and where the files are."""
    notes = "\n".join(_wrapped(f"Note: {note}") for note in build.notes)
    end = f"{build.verdict.upper()}: {build.folder}"
    return "\n\n".join([*(_device_text(device) for device in build.devices), *([notes] if notes else []), end])


def verify_text(findings: Iterable[Finding], *, file: str) -> str:
    """Return every finding on one file, and the verdict."""
    found = tuple(findings)
    return f"{findings_text(found)}\n\n{verdict(found).upper()}: {file}"


def offset_text(surface: OffsetSurface, *, file: str) -> str:
    """Return what was done to the mesh, and what was written."""
    told = findings_text(surface.findings) + "\n\n" if surface.findings else ""
    volume = number(surface.volume_mm3 / 1000.0)
    return f"{told}{file}: {len(surface.corners_mm):,} faces, {surface.distance_mm:g} mm, {volume} cm³"


def findings_text(findings: Iterable[Finding]) -> str:
    """Return one line per finding: level, check, measured, allowed range, and what it means."""
    rows = [(f.level, f.check, _number(f.measured, f.unit), _range(f), f.note) for f in findings]
    return table(("", "check", "measured", "allowed", ""), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return columns padded to their widest cell, the last one ragged."""
    lines = [tuple(head), *(tuple(row) for row in rows)] if any(head) else [tuple(row) for row in rows]
    widths = [max((len(line[k]) for line in lines), default=0) for k in range(len(head) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]).rstrip()
        for line in lines
    )


def _device_text(device: Device) -> str:
    """Return the head line, the dose table and the findings that are no mere notes."""
    foot, order = device.foot, device.prescription
    head = (
        f"{_name(device)}: {order.construction}, {order.length}, profile {order.profile}; "
        f"foot {foot.foot_length_mm:.1f} mm long, gap to the scan {device.fit.mean_abs_gap_mm:.3f} mm on average"
    )
    rows = [
        (
            f"{dose.modification}.{dose.field}",
            _number(dose.asked, dose.unit),
            "-" if dose.got is None else f"{round(dose.got, 2) + 0.0:.2f} {dose.unit}",
            ("ok" if dose.ok else "OFF") + (" *" if dose.note else ""),
        )
        for dose in device.doses
    ]
    stars = [f"* {dose.modification}.{dose.field}: {dose.note}" for dose in device.doses if dose.note]
    serious = [finding for finding in (*foot.findings, *device.findings) if finding.level != "note"]
    parts = [
        head,
        table(("dose", "asked", "got", ""), rows),
        *map(_wrapped, stars),
        *([findings_text(serious)] if serious else []),
    ]
    return "\n\n".join([*parts, f"{_name(device)}: {device.verdict}"])


def _name(device: Device) -> str:
    """Return the side, and of a series which of its devices this is."""
    return device.foot.side if device.variant is None else f"{device.foot.side} {device.variant.mark}"


def _foot_text(foot: Foot) -> str:
    """Return the side with what speaks for it, how the scan was read, measures, landmarks, findings."""
    wording = english()
    facts = [
        ("scan", wording["kind"][foot.kind]),
        ("load", wording.load(foot)),
        ("unit", wording.unit(foot)),
        *(("", finding.note) for finding in foot.findings if finding.check == "unit_inferred"),
        ("foot length", f"{foot.foot_length_mm:.1f} mm"),
        ("ball width", f"{foot.ball_width_mm:.1f} mm"),
        ("heel width", f"{foot.heel_width_mm:.1f} mm"),
        ("arch height", f"{foot.arch_height_mm:.1f} mm" + (" (sole pressed flat)" if foot.sole_flattened else "")),
        ("arch index", f"{foot.arch_index:.3f}"),
        ("shoe size", f"{sizes_text(foot.foot_length_mm)} (a label only)"),
        *([("hole in the sole", hole_words(hole)) for hole in holes(foot)] or [("holes in the sole", "none")]),
        ("noise", f"{foot.plantar.noise_mm:.2f} mm"),
    ]
    marks = [
        (name, *(f"{round(value, 1) + 0.0:.1f}" for value in (mark.x_mm, mark.y_mm, mark.z_mm)), f"±{mark.sd_mm:.1f}",
         f"{wording.name('landmark', name)}, {wording['source'][mark.source]}")
        for name, mark in foot.landmarks.items()
    ]  # fmt: skip
    parts = [
        f"{foot.side.upper()} FOOT" if foot.side != "unsure" else "SIDE UNSURE",
        _side_text(foot, wording),
        table(("", ""), facts),
        table(("landmark", "forward mm", "medial mm", "up mm", "uncertain mm", ""), marks),
    ]
    said = [finding for finding in foot.findings if finding.check not in ("unit_inferred", "skin_missing")]
    return "\n\n".join([*parts, findings_text(said)] if said else parts)


def _side_text(foot: Foot, wording: Wording) -> str:
    """Return what each vote says of left and right, what it adds to the score, and what the score means."""
    rows = [(wording.name("vote", name), f"{vote:+.2f}", _towards(vote)) for name, vote in foot.votes.items()]
    rows.append(("all together", f"{side_score(foot):+.2f}", ""))
    return "\n".join([table(("left or right", "score", ""), rows), side_words(foot)])


def _towards(vote: float) -> str:
    """Return what a vote speaks for; less than a tenth of a vote speaks for nothing."""
    return "says neither" if abs(vote) < 0.1 else f"speaks for {'right' if vote > 0 else 'left'}"


def _wrapped(sentence: str) -> str:
    """Return a long sentence in lines, the later ones indented."""
    return textwrap.fill(sentence, _WIDTH, subsequent_indent="  ")


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else f"{number(value)} {unit}".rstrip()


def _range(finding: Finding) -> str:
    if finding.low is None and finding.high is None:
        return ""
    low = "" if finding.low is None else f"≥ {number(finding.low)}"
    high = "" if finding.high is None else f"≤ {number(finding.high)}"
    return " ".join(part for part in (low, high) if part)
