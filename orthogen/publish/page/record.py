"""Record. what build.json and inputs.json say -> device-record.html: the record of one issued version, to be signed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from orthogen.publish.page.render import rendered
from orthogen.publish.wording import Wording

_REVIEW_WEEKS = (2, 6, 12)  # clinical.md G [S92]


def device_record_html(build: Mapping[str, Any], *, papers: Mapping[str, Any], wording: Wording) -> bytes:
    """Return the UTF-8 page, A4, offline: the fields of clinical.md E.3 and a draft statement (E.2).

    build: the document orthogen.build/1; papers: the document orthogen.inputs/1 of the same version.
    """
    issued = date.fromisoformat(build["date"][:10])
    feet = {device["side"]: device["scan"] for device in build["devices"]}
    accepted = dict.fromkeys(name for device in build["devices"] for name in device["prescription"]["accepted"])
    older = {"sign_offs": [], **build}
    return rendered(
        "record", w=wording, build=older, papers=papers, feet=list(feet.items()), accepted=list(accepted),
        reviews=[(issued + timedelta(weeks=weeks)).isoformat() for weeks in _REVIEW_WEEKS],
    )  # fmt: skip
