"""Told. one device -> what the page says of it: rows of words and numbers, ready to be set."""

import hashlib
from dataclasses import dataclass
from typing import Any

from orthogen.publish.page.norms import norm_of
from orthogen.publish.wording import Wording, side_score
from orthogen.records.device import Device
from orthogen.records.finding import Dose, Finding
from orthogen.records.foot import MEASURES, Foot

_WORST_FIRST = {"fault": 0, "warning": 1}
_UNITS = {"deg": "°"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table: name, value with its unit, what is usual, and whether the value is."""

    name: str
    value: str
    usual: str = ""
    source: str = ""
    good: bool = True


def dose_rows(device: Device, wording: Wording) -> list[dict[str, Any]]:
    """Return asked, got and their difference for every dose."""
    return [
        {
            "kind": dose.modification,
            "name": f"{wording.name('modification', dose.modification)}, {wording.name('field', field_name(dose))}",
            "asked": f"{dose.asked:.2f}", "got": "–" if dose.got is None else f"{dose.got:.2f}",
            "difference": "" if dose.got is None else f"{_no_minus(dose.got - dose.asked, 2):+.2f}",
            "unit": unit(dose.unit), "ok": dose.ok, "note": dose.note,
        }
        for dose in device.doses
    ]  # fmt: skip


def field_name(dose: Dose) -> str:
    """Return the field of a dose without its unit."""
    return dose.field.removesuffix("_mm").removesuffix("_deg")


def serious(device: Device) -> list[tuple[Finding, str]]:
    """Return what must be read with the frame of its place, faults first, each level in the order of the street."""
    found = [*((item, "foot") for item in device.foot.findings), *((item, "stl") for item in device.findings)]
    return sorted((pair for pair in found if pair[0].level != "note"), key=lambda pair: _WORST_FIRST[pair[0].level])


def notes(found: tuple[Finding, ...]) -> list[Finding]:
    """Return what is a mere fact."""
    return [item for item in found if item.level == "note"]


def unit(name: str) -> str:
    """Return a unit as it is written."""
    return _UNITS.get(name, name)


def foot_rows(foot: Foot, wording: Wording) -> list[Row]:
    """Return the measures of a foot, each with what is usual where a norm applies."""
    rows = []
    for name in MEASURES:
        value = getattr(foot, name)
        said = f"{value:.1f} mm" if name.endswith("_mm") else f"{value:.2f}"
        if name == "arch_height_mm" and foot.sole_flattened:
            said = wording["measure"]["pressed_flat"].format(value=said)
        norm = norm_of(foot, name)
        if norm is None:
            rows.append(Row(name=wording["measure"][name], value=said))
            continue
        place, words = norm.place(value), wording["norm"]
        verdict = words[place].format(word=words[getattr(norm, place)]) if place != "within" else words["within"]
        usual = words["range"].format(low=f"{norm.low:g}", high=f"{norm.high:g}")
        rows.append(Row(name=wording["measure"][name], value=f"{said}, {verdict}", usual=usual, source=norm.source,
                        good=place == "within"))  # fmt: skip
    return rows


def reading_rows(device: Device, wording: Wording) -> list[Row]:
    """Return how the scan was read, and how well the foot bed follows it."""
    foot, fit, page = device.foot, device.fit, wording["page"]
    side = f"{wording['side'][foot.side]}, {100 * foot.side_confidence:.0f} %"
    return [
        Row(name=page["sides"], value=side),
        Row(name=page["scan_shows"], value=wording["kind"][foot.kind]),
        Row(name=page["load"], value=wording.load(foot)),
        Row(name=page["unit"], value=wording.unit(foot)),
        Row(name=page["noise"], value=f"{foot.plantar.noise_mm:.2f} mm"),
        Row(name=page["fit"], value=f"{fit.mean_abs_gap_mm:.3f} mm"),
        Row(name=page["fit_most"], value=f"{fit.p95_gap_mm:.3f} mm"),
    ]


def vote_rows(foot: Foot, wording: Wording) -> list[Row]:
    """Return what each look at the shape says of left and right, and the sum."""
    rows = [
        Row(name=wording.name("vote", name), value=f"{_no_minus(vote, 1):+.1f}") for name, vote in foot.votes.items()
    ]
    return [*rows, Row(name=wording["page"]["all_votes"], value=f"{side_score(foot):+.1f}")]


def landmark_rows(foot: Foot, wording: Wording) -> list[dict[str, str]]:
    """Return place, uncertainty and source of every landmark."""
    return [
        {
            "name": wording.name("landmark", name), "forward": f"{_no_minus(mark.x_mm, 1):.1f}",
            "medial": f"{_no_minus(mark.y_mm, 1):.1f}", "height": f"{_no_minus(mark.z_mm, 1):.1f}",
            "uncertain": f"± {mark.sd_mm:.0f}", "source": wording["source"][mark.source],
        }
        for name, mark in foot.landmarks.items()
    ]  # fmt: skip


def digest(device: Device) -> str:
    """Return the SHA-256 of the exported file."""
    return hashlib.sha256(device.stl).hexdigest()


def _no_minus(value: float, digits: int) -> float:
    """Return the rounded value, a negative zero as zero."""
    return round(value, digits) + 0.0
