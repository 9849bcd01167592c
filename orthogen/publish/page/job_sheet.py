"""Job sheet. a finished build and its order -> job-sheet.html for the bench; its outcome -> what the clinic is told."""

from collections.abc import Mapping, Sequence
from typing import Any

from orthogen.publish.manifest import file_name
from orthogen.publish.page import told
from orthogen.publish.page.render import rendered
from orthogen.publish.wording import Wording
from orthogen.records.batch import BatchOrder, Outcome, Part
from orthogen.records.build import Build
from orthogen.records.device import Device
from orthogen.records.prescription import Prescription


def job_sheet_html(
    build: Build, *, order: BatchOrder, parts: Sequence[Part], tolerance_mm: float | None, wording: Wording
) -> bytes:
    """Return the UTF-8 page, one A4 sheet for a pair, offline: what to make, of what, and a box for every check.

    parts: of the devices, left before right. tolerance_mm: of the process, None if it is not known. It names no
    date but the one it is due, so equal orders are equal bytes.
    """
    words = wording["job"]
    devices = sorted(build.devices, key=lambda one: one.foot.side)
    covered = any(_cover_mm(one.prescription) > 0.0 for one in devices)
    pieces = order.quantity * len(devices)
    checks = [
        *(words[name] for name in ("check_file", "check_process")),
        words["check_copies"].format(copies=pieces),
        *([] if tolerance_mm is None else [words["check_size"].format(tolerance=tolerance_mm)]),
        *(words[name] for name in ("check_wall", "check_sides")),
        *([words["check_cover"]] if covered else []),
        words["check_cleaned"],
    ]
    return rendered(
        "job_sheet", w=wording, title=words["title"].format(case=build.case, version=build.version),
        due=words["due"].format(due=order.due) if order.due else words["no_due"], accepted=build.verdict == "accepted",
        order_rows=_order_rows(order, words), notes=build.notes, checks=checks,
        devices=[_told(device, part, wording) for device, part in zip(devices, parts, strict=True)],
    )  # fmt: skip


def acknowledgement_html(outcome: Outcome, *, texts: Mapping[str, str], wording: Wording) -> bytes:
    """Return the UTF-8 page for the clinic: what was ordered, and what is made or why it is not.

    texts: column -> what the row said.
    """
    words = wording["acknowledgement"]
    devices = [
        words["device"].format(side=wording["side"][part.side], part=wording["construction"][part.part],
                               length=part.length_mm, width=part.width_mm, height=part.height_mm, copies=part.quantity)
        for part in outcome.parts
    ]  # fmt: skip
    return rendered(
        "acknowledgement", w=wording, title=words["title"].format(case=outcome.case), outcome=outcome,
        devices=devices if outcome.status == "done" else [], texts=list(texts.items()),
    )  # fmt: skip


def _order_rows(order: BatchOrder, words: Mapping[str, str]) -> list[tuple[str, str]]:
    said = {"clinic": order.clinic, "material": order.material, "process": order.process}
    return [*((words[name], text or words["not_said"]) for name, text in said.items()),
            (words["quantity"], str(order.quantity))]  # fmt: skip


def _told(device: Device, part: Part, wording: Wording) -> dict[str, Any]:
    """Return all that the sheet says of one device."""
    words, order = wording["job"], device.prescription
    cover_mm = _cover_mm(order)
    size = words["size_said"].format(
        length=part.length_mm, width=part.width_mm, height=part.height_mm, volume=part.volume_cm3
    )
    rows = [
        (words["size"], size),
        *([(words["mass"], words["mass_said"].format(mass=part.mass_g))] if part.mass_g is not None else []),
        *([(words["wall"], f"{part.least_wall_mm:.2f} mm")] if part.least_wall_mm is not None else []),
        (words["label"], part.label),
        (words["cover"], words["cover_said"].format(thickness=cover_mm) if cover_mm > 0 else words["no_cover"]),
        (words["trim"], words["trim_said"]),
    ]
    title = wording["page"]["device"].format(
        side=wording["side"][part.side], construction=wording["construction"][order.construction],
        length=wording["length"][order.length],
    )  # fmt: skip
    return {
        "title": title,
        "rows": rows,
        "doses": [f"{row['name']}: {row['asked']} {row['unit']}" for row in told.dose_rows(device, wording)],
        "file": file_name(device, "stl"),
        "sha256": device.sha256,
    }


def _cover_mm(order: Prescription) -> float:
    """Return the thickness of the cover that room was made for, 0 for none."""
    return next((float(one.values[one.DOSE]) for one in order.modifications if one.KIND == "top_cover"), 0.0)
