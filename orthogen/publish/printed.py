"""Printed. a checked print -> its document, its text, and a page with a coloured map of foot bed and underside."""

from dataclasses import asdict
from html import escape
from typing import Any

import numpy as np

from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import covering
from orthogen.publish.document import json_bytes
from orthogen.publish.inspection import finding_document
from orthogen.publish.plan_map import PlanMap, colours, svg, ticks
from orthogen.publish.screen import findings_text
from orthogen.records.printed import ZONES, PrintCheck, ZoneDeparture

_STEP_MM, _REACH_MM = 1.0, 1.6
_COLOURS = 2.0  # ends of the colours, in tolerances
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse}td,th{text-align:left;padding:.2em 1.2em .2em 0;border-bottom:1px solid #ddd}"
    ".maps{display:flex;gap:2em;flex-wrap:wrap}figure{margin:1em 0}svg{height:32em}"
    ".line,.ruler{fill:none;stroke:#444;stroke-width:.5}.scale{height:1em;width:16em}"
)


def check_print_json(done: PrintCheck) -> bytes:
    """Return the document `orthogen.check_print/1`."""
    return json_bytes(
        {
            "schema": "orthogen.check_print/1",
            "case": done.case,
            "version": done.version,
            "verdict": done.verdict,
            "side": done.design.side,
            "file": done.design.file,
            "process": done.process,
            "tolerance_mm": done.tolerance_mm,
            "unit": done.unit,
            "scale_error_percent": done.scale_error_percent,
            "bend_mm": done.bend_mm,
            "zones": {item.zone: _zone(item) for item in done.zones},
            "design_from_file": done.design_from_file,
            "findings": [finding_document(item) for item in done.findings],
        }
    )


def check_print_text(done: PrintCheck) -> str:
    """Return every finding on the print, and the verdict."""
    return f"{findings_text(done.findings)}\n\n{done.verdict.upper()}: {_title(done)}"


def check_print_html(done: PrintCheck) -> bytes:
    """Return a page that needs nothing else: verdict, findings, and how far foot bed and underside depart."""
    rows = "".join(f"<tr><td>{escape(item.level)}</td><td>{escape(item.note)}</td></tr>" for item in done.findings)
    maps = "".join(_figure(done, *which) for which in (("Foot bed", 1.0), ("Underside", -1.0)))
    title = escape(_title(done))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"<h1>{title}</h1><p><strong>{done.verdict.upper()}</strong> by the tolerance of {done.process.upper()}, "
        f"± {done.tolerance_mm:.2f} mm. Positive: the part stands outside its design.</p>"
        f'<table>{rows}</table><div class="maps">{maps}</div></html>\n'
    ).encode()


def _title(done: PrintCheck) -> str:
    return f"{done.case} {done.version}, {done.design.side} device as printed"


def _zone(item: ZoneDeparture) -> dict[str, Any]:
    """Return one zone; what is not known is null."""
    plain = {name: value for name, value in asdict(item).items() if name != "zone"}
    return {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in plain.items()}


def _figure(done: PrintCheck, name: str, up: float) -> str:
    """Return the map of one face of the part, with its scale."""
    below = done.zone == ZONES.index("underside")
    here = (below if up < 0 else done.zone < ZONES.index("rim")) & np.isfinite(done.departure_mm)
    if not here.any():
        return ""
    plan = _plan(done, name, done.points_mm[here], done.departure_mm[here])
    low, middle, high = ticks(plan)
    return (
        f'<figure><figcaption>{name}</figcaption>{svg(plan)}<div class="scale" style="background:{colours(plan)}">'
        f"</div>{low} · {middle} · {high} mm</figure>"
    )


def _plan(done: PrintCheck, name: str, points_mm: FloatArray, away_mm: FloatArray) -> PlanMap:
    """Return the departures on a grid of 1 mm: of each node those of the nearest point within 1.6 mm."""
    from orthogen.kernel.neighbours import PointTree

    whole = curve.hull(done.points_mm[:, :2])
    grid = covering(whole[:, 0], whole[:, 1], step_mm=_STEP_MM, margin_mm=2.0)
    x, y = np.broadcast_arrays(grid.x_mm, grid.y_mm)
    nodes = np.stack([x.ravel(), y.ravel()], axis=1)
    number = PointTree(points_mm[:, :2]).nearest(nodes, within=_REACH_MM)[1][:, 0]
    field = np.append(away_mm, np.nan)[np.minimum(number, len(away_mm))].reshape(grid.shape)
    field = np.where(distance.contains(grid, whole), field, np.nan)
    ends = round(_COLOURS * done.tolerance_mm, 1)
    return PlanMap(
        title=name, grid=grid, field_mm=field, low_mm=-ends, high_mm=ends, mirrored=done.design.side == "left",
        lines_mm=(whole,),
    )  # fmt: skip
