"""Report. devices -> report.html: one offline page with the device, the foot, the evidence and the proof."""

import re
from collections.abc import Sequence
from typing import Any

from orthogen.publish.manifest import file_name
from orthogen.publish.page import told
from orthogen.publish.page.drawn import DevicesDrawn, PlanDrawn
from orthogen.publish.page.expected import expected
from orthogen.publish.page.measured import measured
from orthogen.publish.page.render import Safe, page_file, rendered
from orthogen.publish.wording import Wording
from orthogen.records.build import Build
from orthogen.records.device import Device
from orthogen.records.finding import Finding

_SOURCE = re.compile(r"(\([^()]*clinical\.md[^()]*\))")  # every second part of the split names a source
_DENSE_ROWS = 22  # rows of findings, doses and reasons of one device that a sheet takes in its usual letters
_OF_CONDITION = ("evidence", "avoid", "thickness_mm", "choice")  # reasons that are about no modification
_LINE = 130  # letters of a line of reasons


def report_html(build: Build, *, drawn: DevicesDrawn, wording: Wording) -> bytes:
    """Return the UTF-8 page for one device or a pair, the left foot to the left; it asks nothing of any network.

    drawn: its devices.
    """
    devices = drawn.devices
    shown = [
        _told(item, wording, k, drawn.plans[k]) | {"sole": Safe(drawn.soles[k]), "shown": k in drawn.in_view}
        for k, item in enumerate(devices)
    ]
    return rendered(
        "report", css=Safe(page_file("report.css")), js=Safe(page_file("report.js")), w=wording, build=build,
        view=Safe(drawn.view), accepted=build.verdict == "accepted", devices=shown,
        series=told.series_rows(devices, wording),
        viewed=_viewed([devices[k] for k in drawn.in_view], wording),
        conditions=_conditions(devices, wording),
        faults=[pair for item in devices for pair in told.faults(item, wording)],
        expected=expected(build.predictions, devices, wording),
        measured=measured(build.assessed, wording) if build.assessed else None,
        date=told.minute(build.date), dense=_rows(build, shown) > _DENSE_ROWS,
    )  # fmt: skip


def _told(device: Device, wording: Wording, number: int, plans: Sequence[PlanDrawn]) -> dict[str, Any]:
    """Return all that the page says of one device."""
    order = device.prescription
    which = "" if device.variant is None else ", " + wording["page"]["variant"].format(name=device.variant.mark)
    return {
        "number": number,
        "side": device.foot.side,
        "name": _name(device, wording),
        "title": wording["page"]["device"].format(
            side=wording["side"][device.foot.side].capitalize(),
            construction=wording["construction"][order.construction],
            length=wording["length"][order.length],
        ) + which,
        "profile": wording["page"]["profile"].format(
            profile=order.profile,
            thickness=f"{order.thickness_mm:g}",
            material=wording["material"][order.material or "unsaid"],
        ),
        "accepted": device.verdict == "accepted",
        "doses": told.dose_rows(device, wording),
        "reasons": [
            (wording.name("modification", name), _SOURCE.split(why))
            for name, why in order.reasons.items()
            if name.partition(".")[0] not in _OF_CONDITION
        ],
        "serious": [_found(item, frame) for item, frame in told.serious(device)],
        "notes": [
            (wording["page"][name], [_found(item, frame) for item in told.notes(found)])
            for name, frame, found in (
                ("scan_notes", "foot", device.foot.findings), ("checked", "stl", device.findings),
            )
        ],
        "measures": told.foot_rows(device.foot, wording),
        "reading": told.reading_rows(device, wording),
        "votes": told.vote_rows(device.foot, wording),
        "landmarks": told.landmark_rows(device.foot, wording),
        "maps": [(plan.title, Safe(plan.svg), plan.colours, plan.ticks) for plan in plans],
        "faces": f"{device.faces:,}", "volume": f"{device.volume_mm3 / 1000:.1f} cm³",
        "file": file_name(device, "stl"), "sha256": device.sha256,
    }  # fmt: skip


def _name(device: Device, wording: Wording) -> str:
    """Return the side, and of a series which of its devices this is."""
    side = wording["side"][device.foot.side]
    if device.variant is None:
        return side
    return wording["page"]["named_variant"].format(side=side, name=device.variant.mark)


def _viewed(devices: Sequence[Device], wording: Wording) -> str:
    """Return which devices of a series the three-dimensional view shows, nothing where it shows all there are."""
    if not any(device.variant for device in devices):
        return ""
    return wording["page"]["viewed"].format(names=" · ".join(_name(device, wording) for device in devices))


def _conditions(devices: Sequence[Device], wording: Wording) -> list[dict[str, Any]]:
    """Return what the profiles say of the condition and the choices taken: once for feet of which they say the same."""
    said: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for device in devices:
        reasons = device.prescription.reasons
        told_of = [(name, why) for name, why in reasons.items() if name.partition(".")[0] in _OF_CONDITION]
        if told_of:
            title = (("condition", reasons["profile"]),) if "profile" in reasons else ()
            said.setdefault((*title, *told_of), []).append(wording["side"][device.foot.side])
    return [
        {
            "sides": " · ".join(dict.fromkeys(sides)),
            "rows": [(wording.reason(name), _SOURCE.split(why)) for name, why in rows],
        }
        for rows, sides in said.items()
    ]


def _rows(build: Build, shown: Sequence[dict[str, Any]]) -> int:
    """Return about how many lines the first sheet must take beside its pictures."""
    return len(build.notes) + max(
        3 * len(item["serious"])
        + len(item["doses"])
        + sum(bool(dose["note"]) for dose in item["doses"])
        + sum(1 + sum(map(len, why)) // _LINE for _, why in item["reasons"])
        for item in shown
    )


def _found(finding: Finding, frame: str) -> dict[str, Any]:
    """Return one finding as it is listed."""
    place = "" if finding.where_mm is None else ",".join(f"{value:.2f}" for value in finding.where_mm)
    return {"level": finding.level, "note": finding.note, "place": place, "frame": frame}
