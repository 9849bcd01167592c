"""Prescription. side -> Prescription -> bytes of prescription.toml."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import tomli_w

from orthogen.records.prescription import Prescription
from orthogen.records.shoe import FLAT, Shoe


def prescription_toml(prescriptions: Mapping[str, Prescription], *, vary: str | None = None) -> bytes:
    """Return the complete order as TOML, one table for each side; read back it gives equal records.

    vary: the series of doses that is built from it, as --vary says it. It names no version, date or scan, so equal
    orders are equal bytes.
    """
    document = {"schema": "orthogen.prescription/1"} | ({} if vary is None else {"vary": vary})
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
        **({"material": prescription.material} if prescription.material else {}),
        "choices": dict(prescription.choices),
        "accepted": list(prescription.accepted),
        "notes": list(prescription.notes),
        "modifications": {item.KIND: dict(item.values) for item in prescription.modifications},
        "reasons": dict(prescription.reasons),
        **({} if prescription.shoe == FLAT else {"shoe": _shoe(prescription.shoe)}),
        **({"zones": dict(prescription.zones)} if prescription.zones else {}),
    }


def _shoe(shoe: Shoe) -> dict[str, Any]:
    """Return what is known of the shoe, with the whole outline of its liner."""
    known = {
        item.name: getattr(shoe, item.name)
        for item in fields(shoe)
        if item.name != "liner" and getattr(shoe, item.name) != item.default
    }
    if shoe.liner is None:
        return known
    liner = {"name": shoe.liner.name, "sha256": shoe.liner.sha256, "told": list(shoe.liner.told)}
    return {**known, "liner": {**liner, "outline_mm": [list(point) for point in shoe.liner.outline_mm]}}
