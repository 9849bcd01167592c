"""Inspection. feet and findings -> bytes of the scan and verify documents and of the plantar map."""

import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

from orthogen.publish.document import json_bytes
from orthogen.publish.sizes import size_labels
from orthogen.records.finding import Finding, verdict
from orthogen.records.foot import MEASURES, Foot
from orthogen.records.shell import OffsetSurface


def scan_json(feet: tuple[Foot, ...]) -> bytes:
    """Return the document `orthogen.scan/1` (interface.md, JSON)."""
    return json_bytes({"schema": "orthogen.scan/1", "feet": [foot_document(foot) for foot in feet]})


def foot_document(foot: Foot) -> dict[str, Any]:
    """Return one element of `feet[]` of `orthogen.scan/1`."""
    return {
        "side": foot.side,
        "side_confidence": foot.side_confidence,
        "votes": dict(foot.votes),
        "unit": foot.unit,
        "unit_source": foot.unit_source,
        "kind": foot.kind,
        "load": foot.load,
        "load_source": foot.load_source,
        **{name: getattr(foot, name) for name in MEASURES},
        "size_labels": [asdict(label) for label in size_labels(foot.foot_length_mm)],
        "sole_flattened": foot.sole_flattened,
        "noise_mm": foot.plantar.noise_mm,
        "landmarks": {name: _landmark(foot, name) for name in foot.landmarks},
        "foot_from_file": foot.foot_from_file,
        "findings": [finding_document(finding) for finding in foot.findings],
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return one element of `findings[]` as every document of the program writes it."""
    return {
        "check": finding.check,
        "measured": finding.measured,
        "unit": finding.unit,
        "low": finding.low,
        "high": finding.high,
        "ok": finding.ok,
        "level": finding.level,
        "note": finding.note,
        "where_mm": finding.where_mm,
    }


def verify_json(findings: Iterable[Finding], *, file: str) -> bytes:
    """Return the document `orthogen.verify/1`: the findings on one file and the verdict they give."""
    found = tuple(findings)
    return json_bytes(
        {
            "schema": "orthogen.verify/1",
            "file": file,
            "findings": [finding_document(finding) for finding in found],
            "verdict": verdict(found),
        }
    )


def offset_json(surface: OffsetSurface, *, file: str) -> bytes:
    """Return the document `orthogen.offset/1`: what was written, and what was done to the mesh."""
    return json_bytes(
        {
            "schema": "orthogen.offset/1",
            "file": file,
            "distance_mm": surface.distance_mm,
            "faces": len(surface.corners_mm),
            "volume_mm3": surface.volume_mm3,
            "findings": [finding_document(finding) for finding in surface.findings],
        }
    )


def map_npz(foot: Foot) -> bytes:
    """Return the plantar map as npz: x0, y0, step and z[ix, iy] in mm, foot frame, NaN outside."""
    grid, file = foot.plantar.grid, io.BytesIO()
    np.savez(file, x0=grid.x0_mm, y0=grid.y0_mm, step=grid.step_mm, z=foot.plantar.z_mm)
    return file.getvalue()


def _landmark(foot: Foot, name: str) -> dict[str, Any]:
    mark = foot.landmarks[name]
    return {"x_mm": mark.x_mm, "y_mm": mark.y_mm, "z_mm": mark.z_mm, "sd_mm": mark.sd_mm, "source": mark.source}
