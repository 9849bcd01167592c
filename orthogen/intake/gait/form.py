"""Form. gait.json or TOML, typed by a clinician -> Gait.

formats.md 2.4: `sides.left`, `sides.right`, `both`; every value is {value, unit, n, sd} or a bare number in the
metric's own unit. An unknown key is a warning, a value out of range an error; `subject` is never read.
"""

import hashlib
import json
import tomllib
from typing import Any

from orthogen.errors import CorruptFile, OutOfRange, UnitUnclear
from orthogen.intake.pressure.words import text
from orthogen.records.finding import Finding
from orthogen.records.gait import METRICS, Bearer, Gait, Value

SCHEMA = "orthogen.gait/1"
_SAME = {
    "°": "deg",
    "degree": "deg",
    "degrees": "deg",
    "percent": "%",
    "steps/minute": "steps/min",
    "1/min": "steps/min",
}
_FACTORS = {("cm", "m"): 0.01, ("mm", "m"): 0.001, ("cm", "mm"): 10.0, ("m", "mm"): 1000.0, ("cm/s", "m/s"): 0.01,
            ("km/h", "m/s"): 1 / 3.6, ("ms", "s"): 0.001}  # fmt: skip


def sniff(data: bytes) -> bool:
    """True if the file names the schema of the form."""
    return SCHEMA.encode() in data[: 1 << 16]


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
        unknown = sorted(key for key in table if key not in METRICS)
        findings += [_unknown(key) for key in unknown]
        values[bearer] = {key: _value(key, item) for key, item in table.items() if key in METRICS}
    return Gait(
        file=name, sha256=hashlib.sha256(data).hexdigest(), method="manual", values=values, findings=tuple(findings)
    )


def _unknown(key: str) -> Finding:
    note = f"The form has {key[:40]!r}, which is not known; it was left out."
    return Finding(check="unknown_measure", note=note, level="warning")


def _table(holder: Any, key: str) -> dict[str, Any]:
    found = holder.get(key, {}) if isinstance(holder, dict) else {}
    if not isinstance(found, dict):
        raise CorruptFile(f"{key!r} of the gait form is no table", "write names with values")
    return found


def _value(name: str, item: Any) -> Value:
    """Return one value in the unit of its metric, inside what is possible."""
    metric = METRICS[name]
    told = item if isinstance(item, dict) else {"value": item}
    value = _number(name, told.get("value")) * _factor(name, told.get("unit", metric.unit), metric.unit)
    if not metric.low <= value <= metric.high:
        raise OutOfRange(
            f"{name} = {value:g} {metric.unit} is outside [{metric.low:g}, {metric.high:g}]",
            "correct the value or its unit",
        )
    sd, n = told.get("sd"), told.get("n")
    scale = _factor(name, told.get("unit", metric.unit), metric.unit)
    return Value(
        value=value,
        sd=None if sd is None else _number(name, sd) * scale,
        n=None if n is None else int(_number(name, n)),
    )


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise CorruptFile(f"{name} = {str(value)[:24]!r} is no number", "give a number")
    return float(value)


def _factor(name: str, given: Any, unit: str) -> float:
    """Return what turns the unit given into the metric's own."""
    word = _SAME.get(str(given), str(given))
    if word == unit:
        return 1.0
    if (word, unit) not in _FACTORS:
        raise UnitUnclear(f"{name} is given in {word[:16]!r}", f"give it in {unit}")
    return _FACTORS[word, unit]
