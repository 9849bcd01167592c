"""Document. plain mapping -> bytes of one JSON document."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np

_LINES_DOWN_TO = 4  # levels that are opened in lines: as deep as what a person looks for


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the document as UTF-8 JSON: keys in the order given, arrays as lists, NaN and infinity as null.

    One thing to a line on the outer levels; what lies deeper, or is a list of plain numbers, stands in one line.
    """
    return (_written(_plain(document), 0) + "\n").encode()


def _written(value: Any, level: int) -> str:
    """Return the text of a value in JSON's own types that begins on this level."""
    if not value or level == _LINES_DOWN_TO or not isinstance(value, dict | list) or _row(value):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner, outer = f"\n{'  ' * (level + 1)}", f"\n{'  ' * level}"
    if isinstance(value, list):
        return f"[{inner}{f',{inner}'.join(_written(item, level + 1) for item in value)}{outer}]"
    items = (f"{json.dumps(key, ensure_ascii=False)}: {_written(item, level + 1)}" for key, item in value.items())
    return f"{{{inner}{f',{inner}'.join(items)}{outer}}}"


def _row(value: dict[str, Any] | list[Any]) -> bool:
    """Whether it is a list of nothing but numbers."""
    return isinstance(value, list) and all(item is None or isinstance(item, int | float) for item in value)


def _plain(value: Any) -> Any:
    """Return the value in JSON's own types."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    return value
