"""Document. plain mapping -> bytes of one JSON document."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Return the document as UTF-8 JSON: keys in the order given, arrays as lists, NaN and infinity as null."""
    return (json.dumps(_plain(document), indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _plain(value: Any) -> Any:
    """Return the value in JSON's own types."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value
