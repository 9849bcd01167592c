"""Tables. TOML or JSON file -> plain tables with strict keys, or a refusal in one sentence."""

import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from orthogen.errors import OrthogenError, OutOfRange, PrescriptionError, UnknownName

MOST_BYTES = 1_000_000


def read_table(path: Path, *, what: str, error: type[OrthogenError] = PrescriptionError) -> dict[str, Any]:
    """Return the top table of a TOML file or a JSON file; raises `error` for anything unreadable."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise error(f"cannot read the {what} {path}: {trouble.strerror}", "check the path") from trouble
    if len(data) > MOST_BYTES:
        raise error(f"the {what} {path} has more than {MOST_BYTES} bytes", "check that it is the right file")
    try:
        text = data.decode("utf-8-sig")
        table = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as trouble:
        raise error(f"the {what} {path} cannot be read: {trouble}", "correct the file") from trouble
    if not isinstance(table, dict):
        raise error(f"the {what} {path} holds no table", "write keys with values")
    return table


def need_keys(table: Mapping[str, Any], *, required: Sequence[str], optional: Sequence[str] = (), where: str) -> None:
    """Raise UnknownName for a key that does not exist and PrescriptionError for one that is missing."""
    known = (*required, *optional)
    for key in table:
        if key not in known:
            raise UnknownName(f"{where} has no key {key!r}", name=key, known=known)
    missing = [key for key in required if key not in table]
    if missing:
        raise PrescriptionError(f"{where} lacks {', '.join(missing)}", "add what is missing")


def number(value: Any, *, low: float, high: float, name: str) -> float:
    """Return a finite number inside [low, high]."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PrescriptionError(f"{name} = {value!r} is not a finite number", f"give a number from {low:g} to {high:g}")
    if not low <= value <= high:
        raise OutOfRange(f"{name} = {value:g} is outside [{low:g}, {high:g}]", "give a value inside these limits")
    return float(value)


def text(value: Any, *, name: str) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise PrescriptionError(f"{name} = {value!r} is not a text", "write it in quotation marks")
    return value


def texts(value: Any, *, name: str) -> tuple[str, ...]:
    """Return a list of texts."""
    if not isinstance(value, list):
        raise PrescriptionError(f"{name} is not a list", "write it in square brackets")
    return tuple(text(item, name=name) for item in value)


def choice(value: Any, known: Sequence[str], *, name: str) -> Any:
    """Return one of the known words."""
    if value not in known:
        raise PrescriptionError(f"{name} = {value!r} is none of {', '.join(known)}", "use one of these words")
    return value


def subtable(value: Any, *, name: str) -> dict[str, Any]:
    """Return a table."""
    if not isinstance(value, dict):
        raise PrescriptionError(f"{name} is not a table", f"write it as [{name}]")
    return value
