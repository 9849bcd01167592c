"""Machine. name or TOML file -> Machine: its bed, the room parts need, what it can print and of what."""

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, get_args

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.intake.tables import choice, need_keys, number, read_table, subtable, text
from orthogen.records.machine import Machine, Material
from orthogen.records.site import Material as DesignMaterial

_SHIPPED = Path(__file__).resolve().parent.parent / "machines"
_LIMITS = {
    "edge_mm": (0.0, 100.0), "gap_mm": (0.1, 100.0), "layer_gap_mm": (0.0, 100.0),
    "least_wall_mm": (0.1, 20.0), "tolerance_mm": (0.01, 5.0), "tolerance_ratio": (0.0, 0.1),
    "build_mm_per_h": (0.0, 1000.0), "print_cm3_per_h": (0.0, 10_000.0),
}  # fmt: skip


@cache
def machines() -> tuple[Machine, ...]:
    """Return the shipped machines, one for each process."""
    return tuple(read_machine(path.stem) for path in sorted(_SHIPPED.glob("*.toml")))


def read_machine(name_or_path: str) -> Machine:
    """Return a shipped machine by name or one from a TOML file; raises PrescriptionError for what is wrong in it."""
    shipped = _SHIPPED / f"{name_or_path}.toml"
    path = shipped if shipped.is_file() else Path(name_or_path)
    if not path.is_file():
        known = tuple(sorted(one.stem for one in _SHIPPED.glob("*.toml")))
        raise UnknownName(f"there is no machine {name_or_path!r}, nor such a file", name=name_or_path, known=known)
    table = read_table(path, what="machine")
    keys = tuple(one.name for one in fields(Machine) if one.name != "name")
    need_keys(table, required=keys, where=f"machine {path.stem}")
    return Machine(
        name=path.stem,
        title=text(table["title"], name="title"),
        process=text(table["process"], name="process").lower(),
        bed_mm=_numbers(table["bed_mm"], low=10.0, high=5000.0, name="bed_mm", count=3),
        layers=int(number(table["layers"], low=1.0, high=1000.0, name="layers")),
        turns_deg=_numbers(table["turns_deg"], low=0.0, high=360.0, name="turns_deg"),
        materials={
            name: _material(subtable(one, name=name), name)
            for name, one in subtable(table["materials"], name="materials").items()
        },
        **{name: number(table[name], low=low, high=high, name=name) for name, (low, high) in _LIMITS.items()},
    )


def _numbers(value: Any, *, low: float, high: float, name: str, count: int | None = None) -> tuple[float, ...]:
    """Return a list of numbers inside their limits, as many as there must be."""
    held = value if isinstance(value, list) else []
    if not held or count not in (None, len(held)):
        raise PrescriptionError(
            f"{name} = {value!r} is no list of numbers", f"give {count or 'some'} numbers in square brackets"
        )
    return tuple(number(one, low=low, high=high, name=name) for one in held)


def _material(table: dict[str, Any], name: str) -> Material:
    need_keys(table, required=("as", "density_g_cm3", "cost_per_kg"), where=f"material {name}")
    return Material(
        designed_as=choice(table["as"], get_args(DesignMaterial), name=f"material {name}: as"),
        density_g_cm3=number(table["density_g_cm3"], low=0.05, high=20.0, name="density_g_cm3"),
        cost_per_kg=number(table["cost_per_kg"], low=0.0, high=100_000.0, name="cost_per_kg"),
    )
