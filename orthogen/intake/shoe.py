"""Shoe. shoe.toml, or the shoe of a prescription -> Shoe."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from orthogen.errors import PrescriptionError
from orthogen.intake.tables import need_keys, number, read_table, subtable, text, texts
from orthogen.kernel import curve
from orthogen.records.shoe import Liner, Shoe

SCHEMA = "orthogen.shoe/1"
# what shoes have: a heel of 45 mm is a pump's, beyond which nothing fits under a foot [E]
LIMITS = {
    "heel_drop_mm": (0.0, 45.0), "heel_pitch_deg": (0.0, 20.0), "toe_spring_mm": (0.0, 40.0),
    "toe_spring_deg": (0.0, 25.0), "depth_mm": (15.0, 120.0),
}  # fmt: skip
_TWICE = (("heel_drop_mm", "heel_pitch_deg"), ("toe_spring_mm", "toe_spring_deg"))
_POINTS = (30, 5000)
_FARTHEST_MM = 600.0


def read_shoe(path: Path) -> Shoe:
    """Return the shoe; raises UnknownName, OutOfRange or PrescriptionError: nothing in the file is passed over."""
    table = read_table(path, what="shoe file")
    if (schema := table.pop("schema", SCHEMA)) != SCHEMA:
        raise PrescriptionError(f"{path} is no shoe file: its schema is {schema!r}", f'it may say schema = "{SCHEMA}"')
    need_keys(table, required=(), optional=("size", *LIMITS), where=f"the shoe file {path.name}")
    return shoe_of(table, where=path.name)


def shoe_of(table: Mapping[str, Any], *, where: str) -> Shoe:
    """Return the shoe of plain tables, with the liner that a prescription carries."""
    need_keys(table, required=(), optional=("size", *LIMITS, "liner"), where=where)
    for first, second in _TWICE:
        if first in table and second in table:
            raise PrescriptionError(f"{where} gives both {first} and {second}", "give the one that was measured")
    numbers = {
        name: number(table[name], low=low, high=high, name=f"{where}: {name}")
        for name, (low, high) in LIMITS.items()
        if name in table
    }
    liner = _liner(subtable(table["liner"], name=f"{where}.liner"), where) if "liner" in table else None
    return Shoe(size=text(table.get("size", ""), name=f"{where}: size"), liner=liner, **numbers)


def _liner(table: dict[str, Any], where: str) -> Liner:
    """Return the outline that was laid to a foot; a line that is none is refused."""
    need_keys(table, required=("name", "sha256", "outline_mm"), optional=("told",), where=f"{where}: liner")
    said = table["outline_mm"]
    if not isinstance(said, list) or not _POINTS[0] <= len(said) <= _POINTS[1] or not all(map(_is_point, said)):
        raise PrescriptionError(
            f"{where}: liner.outline_mm is no list of {_POINTS[0]} to {_POINTS[1]} points [x, y] in mm",
            "give the drawing again with --liner",
        )
    loop = np.array(said, dtype=np.float64)
    if curve.area(loop) <= 0.0 or not curve.is_simple(loop):
        raise PrescriptionError(
            f"{where}: liner.outline_mm crosses itself or runs clockwise", "give the drawing again with --liner"
        )
    return Liner(
        name=text(table["name"], name="liner.name"),
        sha256=text(table["sha256"], name="liner.sha256"),
        outline_mm=tuple((float(x), float(y)) for x, y in said),
        told=texts(table.get("told", []), name="liner.told"),
    )


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(each, int | float) and not isinstance(each, bool) for each in value)
        and all(math.isfinite(each) and abs(each) < _FARTHEST_MM for each in value)
    )
