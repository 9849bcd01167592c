"""Chain. a row and the hash of the row before it -> its own hash, so that a changed row is found."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from orthogen.records.case import StoredFile

START = "0" * 64


def canonical(content: Mapping[str, Any]) -> str:
    """Return a content as the one text that stands for it: JSON, keys in order, no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def row_sha256(told: Mapping[str, Any], *, content_sha256: str, files: Sequence[StoredFile], parent: str) -> str:
    """Return SHA-256 over what a row says, the hash of its content, its files, and the hash of the row before.

    Over the hash of the content and not the content, so that the line still holds after a content was erased.
    """
    listed = [[item.role, item.name, item.sha256, item.size_bytes] for item in files]
    return text_sha256(canonical({**told, "content": content_sha256, "files": listed, "parent": parent}))
