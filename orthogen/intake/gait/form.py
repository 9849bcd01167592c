"""Form. gait.json or TOML, typed by a clinician -> Gait.

formats.md 2.4: `sides.left`, `sides.right`, `both`; every value is {value, unit, n, sd} or a bare number in the
metric's own unit, or in that of a name such as `step_width_mm`; null is unknown. An unknown key is a warning, a value
out of range an error; `subject` is never read.
"""

import hashlib
import json
import re
import tomllib
from typing import Any

from orthogen.errors import CorruptFile, OutOfRange, UnitUnclear
from orthogen.intake.pressure.words import text
from orthogen.records.finding import Finding
from orthogen.records.gait import METRICS, Bearer, Gait, Value

SCHEMA = "orthogen.gait/1"
_SAME = {"°": "deg", "degree": "deg", "degrees": "deg", "percent": "%", "steps/minute": "steps/min",
         "1/min": "steps/min", "sec": "s", "point": "points", "": "points"}  # fmt: skip
_ENDINGS = {"_percent": "%", "_deg": "deg", "_mm": "mm", "_cm": "cm", "_kg": "kg", "_m_s": "m/s", "_s": "s", "_m": "m"}
_HEAD = re.compile(rb'^\s*\[(?:sides|both)[\].]|"(?:sides|both)"\s*:\s*\{', re.MULTILINE)
_FACTORS = {("cm", "m"): 0.01, ("mm", "m"): 0.001, ("cm", "mm"): 10.0, ("m", "mm"): 1000.0, ("cm/s", "m/s"): 0.01,
            ("km/h", "m/s"): 1 / 3.6, ("ms", "s"): 0.001}  # fmt: skip


def sniff(data: bytes) -> bool:
    """True if the file names the schema of the form, or has its tables."""
    return SCHEMA.encode() in data[: 1 << 16] or _HEAD.search(data[: 1 << 16]) is not None


def read(data: bytes, name: str) -> Gait:
    """Return the values; raises CorruptFile, OutOfRange or UnitUnclear."""
    said = text(data)
    try:
        form = json.loads(said) if said.lstrip().startswith("{") else tomllib.loads(said)
    except (ValueError, RecursionError) as error:
        raise CorruptFile(f"the gait form cannot be read: {error}", "correct the file") from error
    sides = form.get("sides", {}) if isinstance(form, dict) else {}
    bearers: dict[Bearer, Any] = {"left": _table(sides, "left"), "right": _table(sides, "right"),
                                  "both": _table(form, "both")}  # fmt: skip
    values: dict[Bearer, dict[str, Value]] = {}
    findings = []
    for bearer, table in bearers.items():
        findings += [_unknown(key) for key in sorted(table) if _named(key) is None]
        told = {named: item for key, item in table.items() if (named := _named(key)) and not _is_open(item)}
        findings += [_misplaced(name) for name, _ in told if not _belongs(name, bearer)]
        told = {named: item for named, item in told.items() if _belongs(named[0], bearer)}
        values[bearer] = {name: _value(name, unit, item) for (name, unit), item in told.items()}
    return Gait(
        file=name, sha256=hashlib.sha256(data).hexdigest(), method="manual", values=values, findings=tuple(findings)
    )


def _unknown(key: str) -> Finding:
    note = f"The form has {key[:40]!r}, which is not known; it was left out."
    return Finding(check="unknown_measure", note=note, level="warning")


def _belongs(name: str, bearer: Bearer) -> bool:
    """True if a value of this metric can stand under this bearer."""
    return METRICS[name].bearer in ("either", "person" if bearer == "both" else "foot")


def _misplaced(name: str) -> Finding:
    where = "both" if METRICS[name].bearer == "person" else "sides.left or sides.right"
    note = f"The form has {name} where it cannot stand; it was left out. Write it under {where}."
    return Finding(check="misplaced_measure", note=note, level="warning")


def _table(holder: Any, key: str) -> dict[str, Any]:
    found = holder.get(key, {}) if isinstance(holder, dict) else {}
    if not isinstance(found, dict):
        raise CorruptFile(f"{key!r} of the gait form is no table", "write names with values")
    return found


def _named(key: str) -> tuple[str, str] | None:
    """Return the metric that a key names and its unit, None for a key that is not known."""
    if key in METRICS:
        return key, METRICS[key].unit
    for ending, unit in _ENDINGS.items():
        if key.endswith(ending) and key.removesuffix(ending) in METRICS:
            return key.removesuffix(ending), unit
    return None


def _is_open(item: Any) -> bool:
    return item is None or (isinstance(item, dict) and item.get("value") is None)


def _value(name: str, unit: str, item: Any) -> Value:
    """Return one value in the unit of its metric, inside what is possible."""
    metric = METRICS[name]
    told = item if isinstance(item, dict) else {"value": item}
    scale = _factor(name, told.get("unit", unit), metric.unit)
    value = _number(name, told["value"]) * scale
    if not metric.low <= value <= metric.high:
        raise OutOfRange(
            f"{name} = {value:g} {metric.unit} is outside [{metric.low:g}, {metric.high:g}]",
            "correct the value or its unit",
        )
    sd, n = (_number(name, told[key]) if told.get(key) is not None else None for key in ("sd", "n"))
    if (sd is not None and sd < 0) or (n is not None and n < 1):
        raise CorruptFile(f"{name} has a spread or a number of repeats that there cannot be", "correct sd and n")
    return Value(value=value, sd=None if sd is None else sd * scale, n=None if n is None else int(n))


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise CorruptFile(f"{name} = {str(value)[:24]!r} is no number", "give a number")
    return float(value)


def _factor(name: str, given: Any, unit: str) -> float:
    """Return what turns the unit given into the metric's own."""
    word = _SAME.get(str(given).strip(), str(given).strip())
    if word == unit:
        return 1.0
    if (word, unit) not in _FACTORS:
        raise UnitUnclear(f"{name} is given in {word[:16]!r}", f"give it in {unit}")
    return _FACTORS[word, unit]
