"""Prediction. what a model expects -> the documents `orthogen.predict/1` and `orthogen.optimise/1`, and their text.

Every document and every text carries the limits of the model; none carries a pressure.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from orthogen.publish.document import json_bytes
from orthogen.publish.wording import Wording, english
from orthogen.records.prediction import Agreement, Change, Optimum, Prediction, Try, Validation


def predict_json(found: Sequence[Prediction]) -> bytes:
    """Return the document `orthogen.predict/1`."""
    return json_bytes({"schema": "orthogen.predict/1", **(predictions_document(found) or {})})


def predictions_document(found: Sequence[Prediction]) -> dict[str, Any] | None:
    """Return predictions with their limits as a plain table, None where there is none."""
    if not found:
        return None
    words = english()
    return {"limits": words["prediction"]["limits"], "devices": [_document(item, words) for item in found]}


def _document(found: Prediction, words: Wording) -> dict[str, Any]:
    return {
        "side": found.side,
        "basis": basis(found, words),
        "refused": [asdict(item) for item in found.refused],
        "assumed": found.assumed,
        "changes": [_change(item) for item in found.changes],
        "offload": None if found.offload is None else asdict(found.offload),
    }


def optimise_json(found: Sequence[Optimum]) -> bytes:
    """Return the document `orthogen.optimise/1`."""
    return json_bytes({
        "schema": "orthogen.optimise/1", "limits": english()["prediction"]["limits"],
        "devices": [_proposed(item) for item in found],
    })  # fmt: skip


def predict_text(found: Sequence[Prediction]) -> str:
    """Return what a terminal shows: each part with its band, or the reasons why there is none."""
    words = english()
    return "\n\n".join(_text(item, words) for item in found) + f"\n\n{words['prediction']['limits']}"


def optimise_text(found: Sequence[Optimum]) -> str:
    """Return what the model would try for each device, and its trade-off curve."""
    words = english()
    return "\n\n".join(_optimum_text(item, words) for item in found) + f"\n\n{words['prediction']['limits']}"


def validate_json(found: Validation) -> bytes:
    """Return the document `orthogen.validate/1`."""
    return json_bytes({
        "schema": "orthogen.validate/1", "limits": english()["prediction"]["limits"],
        "agreement": [asdict(item) for item in found.agreement],
        "rows": [{"person": row.person, "side": row.side, **_change(row.change),
                  "measured_percent": round(row.measured_percent, 1)} for row in found.rows],
        "left_out": [{"person": name, "reason": why} for name, why in found.left_out],
    })  # fmt: skip


def validate_text(found: Validation) -> str:
    """Return the statistics of the comparison, and who was left out."""
    lines = [_agreed(item) for item in found.agreement] or ["Nothing could be compared."]
    lines += [f"left out: {name}: {why}" for name, why in found.left_out]
    return "\n".join([*lines, "", english()["prediction"]["limits"]])


def _agreed(item: Agreement) -> str:
    limits = ""
    if item.limits_percent is not None:
        limits = ", limits of agreement {} to {}".format(*map(_points, item.limits_percent))
    signs = "" if item.sign_ratio is None else f", {100 * item.sign_ratio:.0f} % of {item.signs} signs held"
    return (f"{item.part:8} n = {item.count}: bias {_points(item.bias_percent)}{limits} points, "
            f"{100 * item.inside_ratio:.0f} % inside their band{signs}")  # fmt: skip


def basis(found: Prediction, words: Wording) -> str:
    """Return which scan it rests on and what it was calibrated to."""
    own = words["prediction"]
    to = own["uncalibrated"]
    if found.calibrated:
        to = own["calibrated"].format(steps=found.steps, value=f"{found.correlation:.2f}")
    return f"{own['scan_' + found.scan]} {to}"


def sentence(change: Change, words: Wording) -> str:
    """Return what is told of one part: a median with its band, a direction, a class, or that nothing is reliable."""
    own = words["prediction"]
    if change.median is None or change.low is None or change.high is None:
        return str(own[change.told])
    band = own["band"].format(median=_signed(change.median), low=_signed(change.low), high=_signed(change.high))
    return f"{own[change.told]}: {band}"


def _change(item: Change) -> dict[str, Any]:
    percent = None
    if item.median is not None:
        percent = {name: round(getattr(item, name), 1) for name in ("median", "low", "high")}
    return {"part": item.part, "told": item.told, "near_edge": item.near_edge, "change_percent": percent}


def _signed(value: float) -> str:
    return f"{value:+.0f} %".replace("-", "−")


def _points(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−")


def _text(found: Prediction, words: Wording) -> str:
    lines = [f"{words['side'][found.side].capitalize()}: {basis(found, words)}", *found.assumed]
    if found.refused:
        return "\n".join([*lines, words["prediction"]["refused"], *(f"  - {item.reason}" for item in found.refused)])
    lines += [f"  {words.name('mask', item.part):28} {sentence(item, words)}" for item in found.changes]
    if found.offload is not None:
        said = {True: "passes", False: "fails", None: "no_verdict"}[found.offload.passes]
        lines.append(words["prediction"][f"offload_{said}"].format(part=words.name("mask", found.offload.target)))
    return "\n".join(lines)


def _proposed(found: Optimum) -> dict[str, Any]:
    return {
        "side": found.side, "target": found.target, "target_percent": found.target_percent,
        "verdict": _verdict(found), "reachable": found.reachable, "refused": [asdict(item) for item in found.refused],
        "best": None if found.best is None else _tried(found.best), "curve": [_tried(item) for item in found.curve],
        "alternatives": found.alternatives,
    }  # fmt: skip


def _tried(item: Try) -> dict[str, Any]:
    high = item.elsewhere_high_percent
    return {"doses": dict(item.doses), "intervention": round(item.intervention, 2), **_change(item.change),
            "elsewhere_high_percent": None if high is None else round(high, 1)}  # fmt: skip


def _verdict(found: Optimum) -> str:
    if found.refused:
        return "refused"
    if found.best is None or not found.reachable:
        return "not reachable by this insole in this model"
    if found.best.change.told in ("lower", "direction_lower"):
        return "may be tried"
    return "within the band, but no reliable change is expected"


def _optimum_text(found: Optimum, words: Wording) -> str:
    lines = [f"{words['side'][found.side].capitalize()}, {words.name('mask', found.target)}, target "
             f"{_signed(found.target_percent)}: {_verdict(found)}"]  # fmt: skip
    lines += [f"  - {item.reason}" for item in found.refused]
    if found.best is not None:
        lines += [f"  would try: {_doses(found.best)}", "  least intervention first:"]
    lines += [line for item in found.curve for line in _tried_lines(item, words)]
    return "\n".join([*lines, *(f"  instead: {name}" for name in found.alternatives)])


def _tried_lines(item: Try, words: Wording) -> list[str]:
    high = item.elsewhere_high_percent
    beside = "" if high is None else f"; the bands elsewhere end below {_signed(high)}"
    return [f"    {_doses(item)}", f"      {sentence(item.change, words)}{beside}"]


def _doses(item: Try) -> str:
    named = {"forefoot_zone_kpa": "a forefoot zone of {:g} kPa"}
    said = [named.get(name, name + "={:g}").format(value) for name, value in item.doses.items()]
    return ", ".join(said) or "as prescribed"
