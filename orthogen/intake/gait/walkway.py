"""Walkway. table of a GAITRite or of PKMAS, text or spreadsheet -> Gait.

formats.md 2.3. GAITRite: one row a test, the side in the name of the column (`Step Time(sec) L`, `/L`). Its footfalls:
one row a foot, the side in a column. PKMAS: rows `Mean`, `%CV` and one a stride, the side in the second column. Units
stand in the names; without one they are those of the instrument. Names, comments and dates are not read.
"""

import hashlib
import re
from collections.abc import Mapping

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.gait.rows import Rows, sheets, text_rows
from orthogen.intake.pressure.words import text
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.gait import METRICS, Bearer, Gait, Method, Value

# The name of a column without unit and side, in small letters -> (metric, unit where none is told).
_COLUMNS: Mapping[str, tuple[str, str]] = {
    "velocity": ("speed", "cm/s"), "cadence": ("cadence", "steps/min"), "steptime": ("step_time", "s"),
    "steplength": ("step_length", "cm"), "stridelength": ("stride_length", "cm"), "swingtime": ("swing_time", "s"),
    "stancetime": ("stance_time", "s"), "hhbasesupport": ("step_width", "cm"), "baseofsupport": ("step_width", "cm"),
    "stridewidth": ("step_width", "cm"), "stance": ("stance", "%"), "stancecycle": ("stance", "%"),
    "stanceofcycle": ("stance", "%"), "doublesuppcycle": ("double_support", "%"),
    "doublesuppofcycle": ("double_support", "%"), "totaldsupport": ("double_support", "%"),
    "toeinout": ("foot_progression_angle", "deg"), "toeinoutangle": ("foot_progression_angle", "deg"),
    "stridevelocity": ("speed", "cm/s"), "speed": ("speed", "cm/s"), "absolutesteplength": ("step_length", "cm"),
}  # fmt: skip
_FACTORS = {("cm", "m"): 0.01, ("m", "m"): 1.0, ("mm", "m"): 0.001, ("in", "m"): 0.0254, ("cm/s", "m/s"): 0.01,
            ("m/s", "m/s"): 1.0, ("s", "s"): 1.0, ("ms", "s"): 0.001, ("%", "%"): 1.0, ("deg", "deg"): 1.0,
            ("steps/min", "steps/min"): 1.0}  # fmt: skip
_UNITS = {"sec": "s", "s": "s", "msec": "ms", "ms": "ms", "cm": "cm", "m": "m", "mm": "mm", "in": "in",
          "cm/sec": "cm/s", "cm/s": "cm/s", "m/sec": "m/s", "m/s": "m/s", "steps/min": "steps/min",
          "degrees": "deg", "degree": "deg", "deg": "deg", "%": "%", "%gc": "%"}  # fmt: skip
_SIDES: Mapping[str, Bearer] = {"l": "left", "left": "left", "r": "right", "right": "right", "0": "left", "1": "right"}
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")
_STRIDE = re.compile(r"\d+.*\b(left|right)\b", re.IGNORECASE)
_FEWEST, _MOST_ROWS_ABOVE = 3, 200
_AGAIN = "export the table of spatiotemporal values again, with its line of names"


@dataclass(frozen=True, kw_only=True)
class _Column:
    """One column that is understood: metric, what turns its unit into the metric's, side if its name has one."""

    place: int
    metric: str
    factor: float
    side: Bearer | None


def sniff(data: bytes) -> bool:
    """True if a line of names of such a table is there."""
    if data.startswith(b"PK"):
        return b"xl/worksheets/" in data
    try:
        rows = text_rows(text(data[: 1 << 16]))[:_MOST_ROWS_ABOVE]
    except CorruptFile:
        return False
    return any(len(_columns(row)) >= _FEWEST for row in rows)


def read(data: bytes, name: str) -> Gait:
    """Return the values; raises CorruptFile for a table without known columns, or a value that nobody can have."""
    for rows in sheets(data):
        head = next((k for k, row in enumerate(rows) if len(_columns(row)) >= _FEWEST), None)
        if head is not None:
            break
    else:
        raise CorruptFile("no line names three columns of spatiotemporal values", _AGAIN)
    columns, body = _columns(rows[head]), rows[head + 1 :]
    method: Method = "gaitrite" if any(column.side for column in columns) else "pkmas"
    side_at = next((k for k, word in enumerate(rows[head]) if _stem(word) == "leftrightfoot"), None)
    if method == "gaitrite" or side_at is not None:
        method = "gaitrite"
        repeats = _repeats(columns, body, side_at)
    else:
        repeats = _of_pkmas(columns, body)
    values = {bearer: {metric: _value(metric, each) for metric, each in table.items()}
              for bearer, table in repeats.items()}  # fmt: skip
    if not any(values.values()):
        raise CorruptFile("the table has no numbers below its names", EXPORT_AGAIN)
    note = f"Read as a table of {'GAITRite' if method == 'gaitrite' else 'PKMAS'}; a repeated value is averaged."
    return Gait(
        file=name, sha256=hashlib.sha256(data).hexdigest(), method=method, values=values,
        findings=(Finding(check="walkway", note=note),),
    )  # fmt: skip


def _columns(row: list[str]) -> list[_Column]:
    """Return the columns of a line of names that are understood; of two for one thing the first counts."""
    found: dict[tuple[str, Bearer | None], _Column] = {}
    for place, word in enumerate(row):
        if _stem(word) not in _COLUMNS:
            continue
        metric, usual = _COLUMNS[_stem(word)]
        factor = _FACTORS.get((_unit(word) or usual, METRICS[metric].unit))
        side = _side(word)
        if factor is not None:
            found.setdefault((metric, side), _Column(place=place, metric=metric, factor=factor, side=side))
    return list(found.values())


def _stem(word: str) -> str:
    """Return the name of a column without unit, side, blanks and signs."""
    return re.sub(r"[^a-z]", "", "".join(part for k, part in enumerate(_parts(word)) if k != _side_at(word)))


def _side(word: str) -> Bearer | None:
    at = _side_at(word)
    return None if at is None else _SIDES[_parts(word)[at]]


def _side_at(word: str) -> int | None:
    """Return which of the parts of a name is a side: the last or the first."""
    parts = _parts(word)
    ends = (len(parts) - 1, 0) if len(parts) > 1 else ()
    return next((k for k in ends if parts[k].isalpha() and parts[k] in _SIDES), None)


def _parts(word: str) -> list[str]:
    """Return the words of a name in small letters, without what stands in brackets."""
    return re.sub(r"\([^)]*\)", " ", word.strip(' "')).lower().replace("/", " ").replace("_", " ").split()


def _unit(word: str) -> str | None:
    match = re.search(r"\(([^)]*)\)", word)
    return _UNITS.get(re.sub(r"[.\s]", "", match[1]).lower()) if match else None


def _number(word: str) -> float | None:
    return float(word.replace(",", ".")) if _NUMBER.fullmatch(word) else None


Repeats = dict[Bearer, dict[str, list[float]]]


def _repeats(columns: list[_Column], body: Rows, side_at: int | None) -> Repeats:
    """Return bearer -> metric -> the value of each row; rows that are means of others have words where numbers go."""
    found: Repeats = {"left": {}, "right": {}, "both": {}}
    for row in body:
        if row and row[0].strip().lower() in ("mean", "sd", "%cv", "cv", "average"):
            continue
        told = _SIDES.get(row[side_at].lower()) if side_at is not None and side_at < len(row) else None
        for column in columns:
            value = _number(row[column.place]) if column.place < len(row) else None
            if value is not None:
                found[column.side or told or "both"].setdefault(column.metric, []).append(value * column.factor)
    return found


def _of_pkmas(columns: list[_Column], body: Rows) -> Repeats:
    """Return bearer -> metric -> the value of each stride, else of the mean."""
    strides: Repeats = {"left": {}, "right": {}, "both": {}}
    means: Repeats = {"left": {}, "right": {}, "both": {}}
    label = ""
    for row in body:
        label = row[0].strip().lower() if row and row[0].strip() else label
        match = _STRIDE.match(label)
        second = row[1].strip().lower() if len(row) > 1 else ""
        target = strides if match else means if label == "mean" else None
        bearer = _SIDES[match[1].lower()] if match else _SIDES.get(second, "both")
        for column in columns if target is not None else ():
            value = _number(row[column.place]) if column.place < len(row) else None
            if value is not None and target is not None:
                target[bearer].setdefault(column.metric, []).append(value * column.factor)
    return {bearer: {**means[bearer], **strides[bearer]} for bearer in means}


def _value(metric: str, repeats: list[float]) -> Value:
    known = METRICS[metric]
    odd = next((value for value in repeats if not known.low <= value <= known.high), None)
    if odd is not None:
        raise CorruptFile(
            f"the table has a {known.word} of {odd:g} {known.unit}, outside [{known.low:g}, {known.high:g}]",
            "check the unit in the name of its column",
        )
    sd = float(np.std(repeats, ddof=1)) if len(repeats) > 1 else None
    return Value(value=float(np.mean(repeats)), sd=sd, n=len(repeats))
