"""Manifest. Build -> bytes of build.json."""

from dataclasses import asdict
from typing import Any

from orthogen.publish.assessment import assessment_document
from orthogen.publish.document import json_bytes
from orthogen.publish.inspection import finding_document, foot_document
from orthogen.publish.prediction import predictions_document
from orthogen.publish.prescription import prescription_document
from orthogen.records.build import Build
from orthogen.records.device import Device

ZONE_SUFFIXES = ("zones.3mf", "bodies.3mf")


def build_json(build: Build) -> bytes:
    """Return the document `orthogen.build/1` (interface.md, JSON)."""
    return json_bytes(
        {
            "schema": "orthogen.build/1",
            "case": build.case,
            "version": build.version,
            "folder": build.folder,
            "verdict": build.verdict,
            "program_version": build.program_version,
            "date": build.date,
            "by": build.by,
            "notes": build.notes,
            "sign_offs": [asdict(item) for item in build.sign_offs],
            "assessment": None if build.assessed is None else assessment_document(build.assessed),
            "predictions": predictions_document(build.predictions),
            "devices": [_device(device, build.formats) for device in build.devices],
        }
    )


def file_name(device: Device, suffix: str) -> str:
    """Return the name of one exported file; a rejected device can never be taken for a good one."""
    which = "" if device.variant is None else f".{device.variant.name}"
    middle = "" if device.verdict == "accepted" else ".rejected"
    return f"{device.foot.side}{which}{middle}.{suffix}"


def _zone_suffixes(device: Device) -> tuple[str, ...]:
    return ZONE_SUFFIXES if device.zoned and device.zoned.bodies else ZONE_SUFFIXES[:1]


def _device(device: Device, formats: tuple[str, ...]) -> dict[str, Any]:
    return {
        "side": device.foot.side,
        "variant": None if device.variant is None else asdict(device.variant),
        "verdict": device.verdict,
        "files": {suffix: file_name(device, suffix) if suffix in formats else None for suffix in ("stl", "3mf")},
        **({"zone_files": [file_name(device, suffix) for suffix in _zone_suffixes(device)]} if device.zoned else {}),
        "stl_from_file": device.stl_from_file,
        "scan": foot_document(device.foot),
        "prescription": prescription_document(device.prescription),
        "fit": asdict(device.fit),
        "findings": [finding_document(finding) for finding in device.findings],
        "doses": [asdict(dose) for dose in device.doses],
        "faces": device.faces,
        "volume_mm3": device.volume_mm3,
        "sha256": device.sha256,
        "timings_s": {name: round(seconds, 4) for name, seconds in device.timings_s.items()},
    }
