"""Prescription. side -> Prescription -> bytes of prescription.toml."""

from collections.abc import Mapping
from typing import Any

import tomli_w

from orthogen.records.prescription import Prescription


def prescription_toml(prescriptions: Mapping[str, Prescription]) -> bytes:
    """Return the complete order as TOML, one table for each side; read back it gives equal records.

    It names no version, date or file, so equal orders are equal bytes.
    """
    document = {"schema": "orthogen.prescription/1"}
    tables = {side: prescription_document(prescriptions[side]) for side in sorted(prescriptions)}
    return tomli_w.dumps({**document, **tables}, multiline_strings=False).encode()


def prescription_document(prescription: Prescription) -> dict[str, Any]:
    """Return one side's order in plain tables, every dose spelled out."""
    return {
        "profile": prescription.profile,
        "construction": prescription.construction,
        "length": prescription.length,
        "thickness_mm": prescription.thickness_mm,
        "least_wall_mm": prescription.least_wall_mm,
        "arch_if_flattened_mm": prescription.arch_if_flattened_mm,
        "accepted": list(prescription.accepted),
        "notes": list(prescription.notes),
        "modifications": {item.KIND: dict(item.values) for item in prescription.modifications},
        "reasons": dict(prescription.reasons),
    }
