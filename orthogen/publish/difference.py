"""Difference. what two versions differ in -> the document `orthogen.diff/1`, and the text that a terminal shows."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from orthogen.publish.document import json_bytes
from orthogen.publish.inspection import finding_document
from orthogen.publish.screen import findings_text, number, table
from orthogen.records.difference import Difference, MeasureChange, ParameterChange, SurfaceChange, largest_mm

CHANGED_MM = 0.02


def diff_json(diff: Difference) -> bytes:
    """Return the document `orthogen.diff/1` (interface.md, JSON): `surface` over both feet, `surfaces` of each."""
    return json_bytes(
        {
            "schema": "orthogen.diff/1",
            "case": diff.case,
            "versions": list(diff.versions),
            "parameters": [asdict(item) for item in diff.parameters],
            "measures": [{**asdict(item), "counts": counts(item)} for item in diff.measures],
            "surface": _together(diff.surfaces),
            "surfaces": [_surface(item) for item in diff.surfaces],
            "findings": [finding_document(item) for item in diff.findings],
        }
    )


def diff_text(diff: Difference) -> str:
    """Return what is ordered and measured otherwise, how far the surfaces moved, and the proof of what did not."""
    one, other = diff.versions
    parts = [f"{diff.case}: {one} to {other}"]
    if diff.parameters:
        rows = [
            (item.side, item.name, said(item.old, item.unit), said(item.new, item.unit)) for item in diff.parameters
        ]
        parts.append(table(("", "ordered", one, other), rows))
    if diff.measures:
        rows = [(item.side, item.measure, number(item.old), f"{number(item.new)} {item.unit}".rstrip() + _noise(item))
                for item in diff.measures]  # fmt: skip
        parts.append(table(("", "measured", one, other), rows))
    if not diff.parameters and not diff.measures:
        parts.append("Nothing is ordered or measured otherwise.")
    if diff.surfaces:
        parts.append(table(("upper side", "", ""), [row for item in diff.surfaces for row in _rows(item)]))
    return "\n\n".join([*parts, *([findings_text(diff.findings)] if diff.findings else [])])


def said(value: float | str | None, unit: str) -> str:
    """Return a dose as it is read, a dash for one that is not ordered."""
    if value is None:
        return "–"
    return (value if isinstance(value, str) else f"{value:g} {unit}").replace("-", "−").strip()


def counts(item: MeasureChange) -> bool:
    """Return whether a measure changed by what counts: always for a device."""
    return item.least is None or abs(item.new - item.old) >= item.least


def _noise(item: MeasureChange) -> str:
    return "" if counts(item) else f"  (no change: less than {item.least:g} mm)"


def _rows(item: SurfaceChange) -> list[tuple[str, str, str]]:
    """Return the lines of one side."""
    low, high = _ends(item.top_mm)
    rows = [
        (item.side, "from … to", f"{low:+.2f} … {high:+.2f} mm"),
        ("", "95 % below", f"{item.p95_mm:.3f} mm"),
        ("", "changed area", f"{item.changed_area_mm2(CHANGED_MM) / 100:.1f} cm²"),
    ]
    for name, field in (("by the foot", item.foot_mm), ("by the order", item.order_mm)):
        if field is not None:
            low, high = _ends(field)
            rows.append(("", name, f"{low:+.2f} … {high:+.2f} mm"))
    if item.outside_max_mm is not None:
        rows.append(("", "outside of what is ordered otherwise", f"{item.outside_max_mm:g} mm"))
    return rows


def _ends(field_mm: Any) -> tuple[float, float]:
    known = field_mm[np.isfinite(field_mm)]
    return float(known.min(initial=0.0)), float(known.max(initial=0.0))


def _surface(item: SurfaceChange) -> dict[str, Any]:
    """Return the numbers of one side; what cannot be told is null."""
    return {
        "side": item.side,
        "same_scan": item.same_scan,
        "max_mm": item.max_mm,
        "p95_mm": item.p95_mm,
        "changed_area_mm2": item.changed_area_mm2(CHANGED_MM),
        "outside_max_mm": item.outside_max_mm,
        "outside_mesh_max_mm": item.outside_mesh_max_mm,
        "under_max_mm": largest_mm(item.under_mm),
        "by_foot_max_mm": None if item.foot_mm is None else largest_mm(item.foot_mm),
        "by_order_max_mm": None if item.order_mm is None else largest_mm(item.order_mm),
    }


def _together(items: Sequence[SurfaceChange]) -> dict[str, float | None]:
    """Return the largest number of both sides; null where one of them cannot be told."""
    told = [_surface(item) for item in items]

    def largest(name: str) -> float | None:
        values = [one[name] for one in told]
        return max(values, default=None) if None not in values else None

    area = sum(one["changed_area_mm2"] for one in told)
    names = ("max_mm", "p95_mm", "outside_max_mm", "outside_mesh_max_mm")
    return {**{name: largest(name) for name in names}, "changed_area_mm2": area}


def changes_rows(changes: Sequence[ParameterChange]) -> list[tuple[str, str, str, str]]:
    """Return side, name, old and new of each parameter, in words."""
    return [
        (item.side, item.name.replace("_", " "), said(item.old, item.unit), said(item.new, item.unit))
        for item in changes
    ]
