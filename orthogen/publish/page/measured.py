"""Measured. an assessment -> what the report says of pressure and gait, and of what they ask for."""

from collections.abc import Mapping
from typing import Any

from orthogen.publish.wording import Wording
from orthogen.records.assessed import Assessed
from orthogen.records.gait import METRICS, Bearer, Metric, Value, merged
from orthogen.records.proposal import ProposedDose

_UNITS = {"points": "", "ratio": "", "deg": ", °"}
_BEARERS: tuple[Bearer, Bearer, Bearer] = ("left", "right", "both")


def measured(assessed: Assessed, wording: Wording) -> dict[str, Any]:
    """Return files, gait table, proposed doses with their reasons, and what the rules refrained from."""
    files = dict.fromkeys([*(item.load.file for item in assessed.pressure), *(gait.file for gait in assessed.gait)])
    proposal = assessed.proposal
    return {
        "files": ", ".join(files),
        "gait": [_row(name, values, wording) for name, values in merged(assessed.gait).items()],
        "asked": _asked(proposal.doses, wording) if proposal else [],
        "left_out": proposal.notes if proposal else (),
    }


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
