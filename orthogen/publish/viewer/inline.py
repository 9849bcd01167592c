"""Inline. packed feet, words, the bundle -> the text to put into a page; nothing is fetched when it is opened."""

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from orthogen.publish.viewer.pack import packed
from orthogen.publish.viewer.surface import Scale, ViewedFoot


def viewer_data(feet: Sequence[ViewedFoot], scales: Sequence[Scale], *, words: Mapping[str, str]) -> str:
    """Return the two script elements that hold the data, for anywhere in the body; equal input gives equal text.

    words: every word of the viewer, the table [viewer] of the wording. Raises GeometryError as `packed` does.
    """
    header, data = packed(feet, scales)
    table = json.dumps({**header, "words": dict(words)}, ensure_ascii=False, separators=(",", ":"))
    held = table.replace("<", "\\u003c")  # so that no text can end the element
    return (
        f'<script type="application/json" id="orthogen-view">{held}</script>\n'
        f'<script type="application/octet-stream" id="orthogen-view-bytes">{base64.b64encode(data).decode()}</script>\n'
    )


def viewer_script() -> str:
    """Return the script element with the viewer itself, after the data; its licences are named in its first line."""
    return f"<script>{_beside('viewer.js')}</script>\n"


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
