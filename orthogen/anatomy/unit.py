"""Unit. the size of a scan in its own unit -> the unit of the file, declared, given or inferred with its margin."""

from typing import get_args

import numpy as np

from orthogen.errors import UnitUnclear
from orthogen.records.finding import Finding
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit, UnitSource

LENGTH_MM = (100.0, 335.0)
USUAL_MM = 250.0
SMALL_MM = 170.0
LARGE_MM = 300.0
USUAL_EXTENT_MM = 290.0
EXTENT_MM = (100.0, 600.0)
_LONG_MM = 1e4  # a length in the wrong unit is told in metres from here on


def other_scales(extent: float, unit: Unit | None, tried: float) -> list[float]:
    """Return the other mm per file unit at which an undeclared scan could hold a foot, with or without a leg."""
    if unit is not None:
        return []
    fitting = (mm for mm in MM_PER_UNIT.values() if EXTENT_MM[0] <= extent * mm <= EXTENT_MM[1])
    return [mm for mm in fitting if mm != tried]


def first_scale(extent: float, unit: Unit | None) -> float:
    """Return the mm per file unit to look for a foot with, before its length is known.

    That of the known unit, or of the one that brings the longest extent nearest to 290 mm; if that is far from any
    foot, the scale that makes it 290 mm, so that a wrong unit can be told from a wrong shape.
    """
    known = MM_PER_UNIT[unit] if unit else min(MM_PER_UNIT.values(), key=lambda mm: _far(extent * mm, USUAL_EXTENT_MM))
    return known if 0.3 < extent * known / USUAL_EXTENT_MM < 3 else USUAL_EXTENT_MM / extent


def decided(scan: Scan, length: float) -> tuple[Unit, UnitSource, tuple[Finding, ...]]:
    """Return unit, its source and findings for a foot that is `length` long in the unit of the file.

    A given or declared unit wins, but the foot must then be 100 to 335 mm long; else the unit that makes it so and
    comes nearest to 250 mm (pose.md 2.2). Raises UnitUnclear with the numbers, also where two units fit and the better
    one makes an unusual foot: 12 file units are a small child in cm or a giant in inches.
    """
    if scan.unit is not None:
        mm = length * MM_PER_UNIT[scan.unit]
        if not LENGTH_MM[0] <= mm <= LENGTH_MM[1]:
            said = f"{mm:.4g} mm" if mm < _LONG_MM else f"{mm / 1e3:.4g} m"
            raise UnitUnclear(
                f"in {scan.unit} ({scan.unit_source}) this foot is {said} long; feet are "
                f"{LENGTH_MM[0]:.0f} to {LENGTH_MM[1]:.0f} mm{_instead(length)}",
                "give the unit in which the scanner saved the file: --unit mm, cm, m or in",
            )
        return scan.unit, scan.unit_source or "given", ()
    units: list[Unit] = sorted(get_args(Unit), key=lambda unit: _far(length * MM_PER_UNIT[unit], USUAL_MM))
    fitting = [unit for unit in units if LENGTH_MM[0] <= length * MM_PER_UNIT[unit] <= LENGTH_MM[1]]
    if not fitting:
        tried = ", ".join(f"{length * MM_PER_UNIT[unit]:.4g} mm if {unit}" for unit in get_args(Unit))
        raise UnitUnclear(
            f"no unit makes this foot {LENGTH_MM[0]:.0f} to {LENGTH_MM[1]:.0f} mm long: {tried}",
            "scan again or scale the file to millimetres, then give --unit mm",
        )
    best_mm = length * MM_PER_UNIT[fitting[0]]
    if len(fitting) > 1 and not SMALL_MM <= best_mm <= LARGE_MM:
        raise UnitUnclear(
            f"two units make this foot possible: {best_mm:.0f} mm if {fitting[0]}, "
            f"{length * MM_PER_UNIT[fitting[1]]:.0f} mm if {fitting[1]}",
            f"say which it is: --unit {fitting[0]} or --unit {fitting[1]}",
        )
    other = next(unit for unit in units if unit != fitting[0])
    return fitting[0], "inferred", _inferred(fitting[0], other, length)


def _far(length_mm: float, usual_mm: float) -> float:
    """Return the distance of a length from the usual one as a ratio's logarithm."""
    return abs(float(np.log(max(length_mm, 1e-12) / usual_mm)))


def _instead(length: float) -> str:
    """Return a hint which units would give a foot's length, or nothing."""
    good = [unit for unit in get_args(Unit) if LENGTH_MM[0] <= length * MM_PER_UNIT[unit] <= LENGTH_MM[1]]
    return "; it would be " + " or ".join(f"{length * MM_PER_UNIT[u]:.0f} mm in {u}" for u in good) if good else ""


def _by_name(unit: Unit) -> str:
    """Return a unit as a sentence says it: "in in" reads like a slip."""
    return "in inches" if unit == "in" else f"in {unit}"


def _inferred(unit: Unit, other: Unit, length: float) -> tuple[Finding, ...]:
    """Return the finding that states the inferred unit, its margin, and a warning for a small foot."""
    mm, next_mm = length * MM_PER_UNIT[unit], length * MM_PER_UNIT[other]
    note = (
        f"The file names no unit. Read {_by_name(unit)}, the foot is {mm:.0f} mm long; "
        f"{_by_name(other)} it would be {next_mm:.0f} mm."
    )
    margin = _far(next_mm, USUAL_MM) - _far(mm, USUAL_MM)
    found = Finding(check="unit_inferred", note=note, measured=margin, unit="ln ratio")
    if mm >= SMALL_MM:
        return (found,)
    small = Finding(
        check="unit_small_foot",
        note=f"A foot of {mm:.0f} mm is a small child's, or the unit is wrong: confirm it with --unit {unit}.",
        measured=mm,
        unit="mm",
        low=SMALL_MM,
        level="warning",
    )
    return found, small
