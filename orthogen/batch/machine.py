"""Machine. name or TOML file -> Machine: its bed, the room parts need, what it can print and of what."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.intake.tables import need_keys, number, read_table, subtable, text

_SHIPPED = Path(__file__).resolve().parent / "machines"
_LIMITS = {
    "edge_mm": (0.0, 100.0), "gap_mm": (0.1, 100.0), "layer_gap_mm": (0.0, 100.0),
    "least_wall_mm": (0.1, 20.0), "tolerance_mm": (0.01, 5.0), "tolerance_ratio": (0.0, 0.1),
    "build_mm_per_h": (0.0, 1000.0), "print_cm3_per_h": (0.0, 10_000.0),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a part is made of; density of the printed material, cost in the currency of the machine's file."""

    density_g_cm3: float
    cost_per_kg: float


@dataclass(frozen=True, kw_only=True)
class Machine:
    """One machine (docs/batch.md, "Machines").

    bed_mm: x, y, z that may be filled; edge_mm: kept free along its sides; gap_mm: between two parts.
    layers: how many may lie above each other, layer_gap_mm apart; 1 where parts stand on the bed.
    turns_deg: how a part may be turned about z. tolerance: the larger of mm and ratio of the length.
    build_mm_per_h, print_cm3_per_h: speed by height of the tray (powder) or by volume (filament); 0 if unknown.
    """

    name: str
    title: str
    process: str
    bed_mm: tuple[float, ...]
    edge_mm: float
    gap_mm: float
    layers: int
    layer_gap_mm: float
    turns_deg: tuple[float, ...]
    least_wall_mm: float
    tolerance_mm: float
    tolerance_ratio: float
    build_mm_per_h: float
    print_cm3_per_h: float
    materials: Mapping[str, Material]

    def tolerance_on_mm(self, length_mm: float) -> float:
        """Return how far a part of this length may be off anywhere, mm."""
        return max(self.tolerance_mm, self.tolerance_ratio * length_mm)


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
    need_keys(table, required=("density_g_cm3", "cost_per_kg"), where=f"material {name}")
    return Material(
        density_g_cm3=number(table["density_g_cm3"], low=0.05, high=20.0, name="density_g_cm3"),
        cost_per_kg=number(table["cost_per_kg"], low=0.0, high=100_000.0, name="cost_per_kg"),
    )
