"""Record. what build.json and inputs.json say -> device-record.html: the record of one issued version, to be signed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from orthogen.publish.page.render import rendered
from orthogen.publish.prediction import sentence
from orthogen.publish.wording import Wording
from orthogen.records.prediction import Change

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
        predicted=_predicted(build.get("predictions"), wording),
        reviews=[(issued + timedelta(weeks=weeks)).isoformat() for weeks in _REVIEW_WEEKS],
    )  # fmt: skip


def _predicted(predictions: Mapping[str, Any] | None, wording: Wording) -> dict[str, Any] | None:
    """Return what was expected of each device when it was made, None where nothing was filed."""
    if predictions is None:
        return None
    return {"limits": predictions["limits"], "devices": [_expected(item, wording) for item in predictions["devices"]]}


def _expected(item: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
    rows = [(wording.name("mask", each["part"]), sentence(_change(each), wording)) for each in item["changes"]]
    basis = " ".join((item["basis"], *item["assumed"]))
    return {"side": item["side"], "basis": basis, "refused": [why["reason"] for why in item["refused"]], "rows": rows}


def _change(told: Mapping[str, Any]) -> Change:
    band = told["change_percent"] or {"median": None, "low": None, "high": None}
    return Change(part=told["part"], told=told["told"], near_edge=tuple(told["near_edge"]), **band)
