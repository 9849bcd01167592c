"""Case. what the store tells of cases -> JSON documents and the lines of a terminal."""

from collections.abc import Mapping
from typing import Any

from orthogen.publish.document import json_bytes


def inputs_json(document: Mapping[str, Any]) -> bytes:
    """Return `orthogen.inputs/1`: what a version was made from and how that was told."""
    return json_bytes({"schema": "orthogen.inputs/1", **document})
