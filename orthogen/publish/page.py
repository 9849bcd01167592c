"""Page. devices, their maps and the words on them -> the text of the report page."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from orthogen.publish.html import Html, bullets, element, joined, table
from orthogen.publish.screen import number
from orthogen.publish.wording import load_words, unit_words
from orthogen.records.device import Device
from orthogen.records.finding import Dose, Finding
from orthogen.records.foot import Foot

_SCREENING = "This is a design record, not a medical decision: a clinician prescribes and signs."
_ORDER = {"fault": 0, "warning": 1, "note": 2}
_LOOKS = {"fault": "bad", "warning": "warn", "note": "soft"}
_LEVELS = {"fault": "fault", "warning": "read this", "note": "note"}
_STYLE = Path(__file__).with_name("pages") / "report.css"


def page(title: str, sections: Iterable[Html]) -> bytes:
    """Return a whole page in UTF-8: no network, no script."""
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{element('title', title)}\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>"
    )
    body = joined(sections, between="\n")
    text = f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    return text.encode()


def opening(*, case: str, version: str, program_version: str, date: str, accepted: bool, notes: Sequence[str]) -> Html:
    """Return the head of the report: which device, the verdict, what to know."""
    verdict = "Accepted: every check passed" if accepted else "Rejected: do not print"
    parts = [
        element("h1", f"Foot orthosis {case} ", element("span", f"version {version}", look="soft")),
        element("p", verdict, look=f"verdict {_good(accepted)}"),
        element("p", f"{date} · orthogen {program_version} · {_SCREENING}", look="soft"),
    ]
    header = element("header", joined(["", *parts, ""], between="\n"))
    return joined([header, bullets(notes)], between="\n") if notes else header


def device_section(device: Device, *, maps: Sequence[tuple[str, Html]], understood: Html, sha256: str) -> Html:
    """Return all about one device; maps: title and picture of each; understood: the picture of the scan."""
    foot, order = device.foot, device.prescription
    verdict = element("span", device.verdict, look=_good(device.verdict == "accepted"))
    medial = "right" if foot.mirrored else "left"
    reasons = [joined([element("b", _plain(name)), f": {why}"]) for name, why in order.reasons.items()]
    size = f"{device.faces:,} faces · {device.volume_mm3 / 1000:.1f} cm³ · STL SHA-256 "
    parts = [
        element("h2", f"{foot.side.capitalize()} {order.construction}, {order.length} length ", verdict),
        element("h3", "Asked and got"),
        element("p", "Measured on the exported file, not on the plan.", look="soft"),
        _doses(device.doses),
        *([element("h3", "Why"), bullets(reasons)] if reasons else []),
        element("h3", "Maps"),
        Html(f'<div class="maps">\n{joined(_figure(*titled) for titled in maps)}</div>'),
        element("p", f"Seen from above, toes up; the medial side of this {foot.side} foot is on the {medial}. The wall "
                "of the heel cup above the widest line of the heel is design: a scan from below does not show it.",
                look="soft"),
        element("h3", "Findings, worst first"),
        _findings((*foot.findings, *device.findings)),
        element("h3", "What was understood of the scan"),
        understood,
        element("h3", "The foot as scanned"),
        _measures(device),
        element("h3", "Landmarks"),
        _landmarks(foot),
        element("p", size, element("code", sha256), look="soft"),
    ]  # fmt: skip
    return element("section", joined(["", *parts, ""], between="\n"), look="device")


def _doses(doses: Sequence[Dose]) -> Html:
    rows = [
        (
            f"{_plain(dose.modification)}: {_plain(dose.field.replace('_mm', '').replace('_deg', ''))}",
            f"{dose.asked:.2f}",
            "–" if dose.got is None else f"{dose.got:.2f}",
            _unit(dose.unit),
            joined([element("span", "✓" if dose.ok else "✗ off", look=_good(dose.ok)), f" {dose.note}"]),
        )
        for dose in doses
    ]
    head = ("order", "asked", "got", "unit", "")
    return table(rows or [("No modification was ordered.", "", "", "", "")], numbers=(1, 2), head=head)


def _findings(findings: Sequence[Finding]) -> Html:
    """Return the findings worst first, in their order within a level."""
    rows = [
        (
            element("span", _LEVELS[item.level], look=_LOOKS[item.level]),
            item.note,
            "" if item.measured is None else f"{number(item.measured)} {_unit(item.unit)}",
        )
        for item in sorted(findings, key=lambda item: _ORDER[item.level])
    ]
    return table(rows, numbers=(2,))


def _measures(device: Device) -> Html:
    foot, fit = device.foot, device.fit
    gap = f"{fit.mean_abs_gap_mm:.3f} mm | {fit.p95_gap_mm:.3f} mm | {100 * fit.within_1mm_ratio:.1f} %"
    rows = [
        ("foot length", f"{foot.foot_length_mm:.1f} mm"),
        ("ball width", f"{foot.ball_width_mm:.1f} mm"),
        ("heel width", f"{foot.heel_width_mm:.1f} mm"),
        ("arch height", f"{foot.arch_height_mm:.1f} mm"),
        ("side", f"{foot.side} ({100 * foot.side_confidence:.0f} % sure)"),
        ("load during the scan", load_words(foot)),
        ("unit of the file", unit_words(foot)),
        ("foot bed to scan, mean | 95 % | within 1 mm", gap),
    ]
    return table(rows, numbers=(1,), head=("measure", "value"))


def _landmarks(foot: Foot) -> Html:
    rows = [
        (
            _plain(name),
            *(f"{round(value, 1) + 0.0:.1f}" for value in (mark.x_mm, mark.y_mm, mark.z_mm)),
            f"{mark.sd_mm:.0f}",
            mark.source,
        )
        for name, mark in foot.landmarks.items()
    ]
    return table(rows, numbers=range(1, 5), head=("landmark", "forward", "medial", "height", "± mm", "source"))


def _figure(title: str, picture: Html) -> Html:
    return joined([element("figure", picture, element("figcaption", title)), Html("\n")])


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _unit(unit: str) -> str:
    return "°" if unit == "deg" else unit


def _good(good: bool) -> str:
    return "good" if good else "bad"
