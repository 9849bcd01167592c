"""Prescription. prescription.toml -> side -> Prescription."""

from pathlib import Path
from typing import Any, get_args

from orthogen.errors import PrescriptionError
from orthogen.intake.shoe import shoe_of
from orthogen.intake.tables import choice, need_keys, number, read_table, subtable, text, texts
from orthogen.modifications import modification
from orthogen.records.prescription import Prescription
from orthogen.records.shoe import FLAT
from orthogen.records.site import Construction, Length, Material
from orthogen.records.zones import INFILL_LIMITS_PERCENT, REGIONS

SCHEMA = "orthogen.prescription/1"
SIDES = ("left", "right")
# least wall: PA12 and TPU parts carry from 1 mm (clinical.md D); thickness: shells from 2 mm, foam insoles to 10 mm [E]
SETTING_LIMITS = {"thickness_mm": (2.0, 10.0), "least_wall_mm": (1.0, 4.0), "arch_if_flattened_mm": (0.0, 35.0)}
_REQUIRED = ("profile", "construction", "length", *SETTING_LIMITS, "modifications")
_OPTIONAL = ("material", "choices", "reasons", "accepted", "notes", "shoe", "zones")


def read_prescription(path: Path) -> dict[str, Prescription]:
    """Return side -> order; a file without [left] and [right] is one order shared by both feet.

    Raises PrescriptionError, UnknownName or OutOfRange: nothing in the file is passed over; for the series of doses
    that it may ask for there is `read_series`.
    """
    table = _table(path)
    table.pop("vary", None)
    if not any(side in table for side in SIDES):
        shared = _prescription(table, where="the prescription")
        return dict.fromkeys(SIDES, shared)
    need_keys(table, required=(), optional=SIDES, where="a prescription with a table for each side")
    return {side: _prescription(subtable(table[side], name=side), where=side) for side in SIDES if side in table}


def read_series(path: Path) -> str | None:
    """Return the series that the prescription asks for, as --vary says it; None if it asks for one device."""
    vary = _table(path).get("vary")
    return None if vary is None else text(vary, name="vary")


def _table(path: Path) -> dict[str, Any]:
    table = read_table(path, what="prescription")
    if (schema := table.pop("schema", None)) != SCHEMA:
        raise PrescriptionError(
            f"{path} is no prescription: its schema is {schema!r}", f'a prescription says schema = "{SCHEMA}"'
        )
    return table


def setting(table: dict[str, Any], name: str, *, where: str) -> float:
    """Return one length of the settings that a profile and a prescription share."""
    low, high = SETTING_LIMITS[name]
    return number(table[name], low=low, high=high, name=f"{where}: {name}")


def thickness(value_mm: float) -> float:
    """Return a thickness that was ordered by hand; raises OutOfRange or PrescriptionError."""
    low, high = SETTING_LIMITS["thickness_mm"]
    return number(value_mm, low=low, high=high, name="--thickness-mm")


def zones_of(table: dict[str, Any], *, where: str) -> dict[str, float]:
    """Return the infill of zones, percent; raises UnknownName for an unknown zone, OutOfRange outside the limits."""
    need_keys(table, required=(), optional=REGIONS, where=where)
    low, high = INFILL_LIMITS_PERCENT
    return {name: number(value, low=low, high=high, name=f"{where}: {name}") for name, value in table.items()}


def _prescription(table: dict[str, Any], *, where: str) -> Prescription:
    need_keys(table, required=_REQUIRED, optional=_OPTIONAL, where=where)
    made = subtable(table["modifications"], name="modifications")
    reasons = subtable(table.get("reasons", {}), name="reasons")
    choices = subtable(table.get("choices", {}), name="choices")
    return Prescription(
        profile=text(table["profile"], name="profile"),
        construction=choice(table["construction"], get_args(Construction), name="construction"),
        length=choice(table["length"], get_args(Length), name="length"),
        thickness_mm=setting(table, "thickness_mm", where=where),
        least_wall_mm=setting(table, "least_wall_mm", where=where),
        arch_if_flattened_mm=setting(table, "arch_if_flattened_mm", where=where),
        modifications=tuple(modification(kind, subtable(doses, name=kind)) for kind, doses in made.items()),
        material=choice(table["material"], get_args(Material), name="material") if "material" in table else None,
        choices={name: text(option, name=f"choices.{name}") for name, option in choices.items()},
        reasons={kind: text(reason, name=f"reasons.{kind}") for kind, reason in reasons.items()},
        accepted=texts(table.get("accepted", []), name="accepted"),
        notes=texts(table.get("notes", []), name="notes"),
        shoe=shoe_of(subtable(table["shoe"], name="shoe"), where=f"{where}: shoe") if "shoe" in table else FLAT,
        zones=zones_of(subtable(table.get("zones", {}), name="zones"), where=f"{where}: zones"),
    )
