"""Measured. an assessment -> what the report says of pressure and gait, and of what they ask for."""

from collections.abc import Mapping, Sequence
from typing import Any

from orthogen.publish.page.render import Safe
from orthogen.publish.picture import pressure_svg
from orthogen.publish.wording import Wording
from orthogen.records.assessed import Assessed, FootLoad
from orthogen.records.gait import METRICS, Bearer, Metric, Value, merged
from orthogen.records.load import MASKS
from orthogen.records.norms import PEAK_USUAL_KPA
from orthogen.records.proposal import ProposedDose

_IN_ORDER = {"left": 0, "unsure": 1, "right": 2}
_UNITS = {"points": "", "ratio": "", "deg": ", °"}
_BEARERS: tuple[Bearer, Bearer, Bearer] = ("left", "right", "both")


def measured(assessed: Assessed, wording: Wording) -> dict[str, Any]:
    """Return files, gait table, proposed doses with their reasons, and what the rules refrained from."""
    files = dict.fromkeys([*(item.load.file for item in assessed.pressure), *(gait.file for gait in assessed.gait)])
    proposal = assessed.proposal
    loads = sorted(assessed.pressure, key=lambda item: _IN_ORDER[item.load.side])
    return {
        "files": ", ".join(files),
        "picture": Safe(pressure_svg(assessed, title=wording["page"]["pressure"])) if assessed.pressure else None,
        "heads": [wording["side"][item.load.side] for item in loads],
        "peaks": [_peaks(name, loads, wording) for name in MASKS],
        "loads": [_load(item, wording) for item in loads],
        "gait": [_row(name, values, wording) for name, values in merged(assessed.gait).items()],
        "asked": _asked(proposal.doses, wording) if proposal else [],
        "left_out": proposal.notes if proposal else (),
    }


def _peaks(name: str, loads: Sequence[FootLoad], wording: Wording) -> dict[str, Any]:
    """Return the peaks of one part of the sole, and what is usual barefoot."""
    masks = [item.on_foot.masks if item.on_foot else item.load.masks for item in loads]
    low, high = PEAK_USUAL_KPA[name]
    barefoot = any(item.load.instrument != "insole" for item in loads)
    return {
        "name": wording.name("mask", name),
        "cells": [f"{each[name].peak_kpa:.0f}" for each in masks],
        "usual": wording["norm"]["range"].format(low=low, high=high) if barefoot else "–",
    }


def _load(item: FootLoad, wording: Wording) -> str:
    """Return one sentence on one print: how it was measured, its indices, and where it lies on the scan."""
    load, words = item.load, wording["pressure"]
    said = words["of"].format(
        side=wording["side"][load.side], file=load.file, steps=load.steps, unit=load.unit_original
    )
    if load.arch_index is not None:
        said += words["arch_index"].format(value=f"{load.arch_index:.2f}")
    if load.cpei_percent is not None:
        said += words["cpei"].format(value=f"{load.cpei_percent:.0f}".replace("-", "−"))
    if item.on_foot is not None:
        return said + words["on_scan"].format(value=f"{item.on_foot.correlation:.2f}")
    return said + words["apart"].format(why=item.apart) if item.apart else said


def worded(value: float, unit: str) -> str:
    """Return a dose with its unit and a true minus."""
    return f"{value:g}{'°' if unit == 'deg' else f' {unit}'}".replace("-", "−")


def _row(name: str, values: Mapping[Bearer, Value], wording: Wording) -> dict[str, Any]:
    """Return one metric: its values, each with whether it lies outside its norm."""
    metric = METRICS[name]
    unit = _UNITS.get(metric.unit, f", {metric.unit}")
    low, high = metric.norm_low, metric.norm_high
    norm = "–" if low is None or high is None else wording["norm"]["range"].format(low=f"{low:g}", high=f"{high:g}")
    return {
        "name": f"{wording.name('gait', name)}{unit}",
        "cells": [_cell(values.get(bearer), metric) for bearer in _BEARERS],
        "norm": norm.replace("-", "−"),
        "source": metric.source,
    }


def _cell(value: Value | None, metric: Metric) -> tuple[str, bool]:
    """Return a value with its spread, and whether it lies outside its norm."""
    if value is None:
        return "", False
    below = metric.norm_low is not None and value.value < metric.norm_low
    above = metric.norm_high is not None and value.value > metric.norm_high
    spread = "" if value.sd is None else f" ± {value.sd:.2g}"
    return f"{value.value:.3g}{spread}".replace("-", "−"), below or above


def _asked(doses: tuple[ProposedDose, ...], wording: Wording) -> list[dict[str, Any]]:
    """Return one row for each modification of each foot."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for dose in doses:
        row = rows.setdefault(
            (dose.side, dose.modification),
            {"side": dose.side, "name": wording.name("modification", dose.modification), "said": [],
             "reasons": dose.reasons},
        )  # fmt: skip
        value = dose.value if isinstance(dose.value, str) else worded(dose.value, dose.unit)
        row["said"].append(f"{wording.name('field', dose.field).removesuffix(f' {dose.unit}')} {value}")
    return [{**row, "doses": ", ".join(row["said"])} for row in rows.values()]
