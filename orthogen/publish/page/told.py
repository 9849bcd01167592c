"""Told. one device -> what the page says of it: rows of words and numbers, ready to be set."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from orthogen.lazyclass import dataclass
from orthogen.publish.manifest import file_name
from orthogen.publish.page.norms import norm_of
from orthogen.publish.sizes import sizes_text
from orthogen.publish.wording import Wording, side_score
from orthogen.records.device import Device
from orthogen.records.finding import Dose, Finding
from orthogen.records.foot import MEASURES, Foot
from orthogen.records.shoe import FLAT, Shoe

_WORST_FIRST = {"fault": 0, "warning": 1}
_UNITS = {"deg": "°"}  # set without a space


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
            "asked": _number(dose.asked, 2), "got": "–" if dose.got is None else _number(dose.got, 2),
            "difference": "" if dose.got is None else _number(dose.got - dose.asked, 2, "+"),
            "unit": unit(dose.unit), "ok": dose.ok, "note": dose.note,
        }
        for dose in device.doses
    ]  # fmt: skip


def field_name(dose: Dose) -> str:
    """Return the field of a dose without its unit."""
    return _bare(dose.field)


def _bare(field: str) -> str:
    return field.removesuffix("_mm").removesuffix("_deg")


def serious(device: Device) -> list[tuple[Finding, str]]:
    """Return what must be read with the frame of its place, faults first, each level in the order of the street."""
    found = [*((item, "foot") for item in device.foot.findings), *((item, "stl") for item in device.findings)]
    return sorted((pair for pair in found if pair[0].level != "note"), key=lambda pair: _WORST_FIRST[pair[0].level])


def faults(device: Device, wording: Wording) -> list[tuple[str, str]]:
    """Return (side, why) for each fault and each dose that is off: what rejects the device."""
    page, rows = wording["page"], [row for row in dose_rows(device, wording) if not row["ok"]]
    off = [
        page["dose_lost" if row["difference"] == "" else "dose_off"].format(
            dose=row["name"].capitalize(), asked=row["asked"] + row["unit"], got=row["got"] + row["unit"]
        )
        for row in rows
    ]
    found = [item.note for item, _ in serious(device) if item.level == "fault"]
    return [(wording["side"][device.foot.side].capitalize(), why) for why in (*found, *off)]


def notes(found: tuple[Finding, ...]) -> list[Finding]:
    """Return what is a mere fact."""
    return [item for item in found if item.level == "note"]


def unit(name: str) -> str:
    """Return a unit as it is written behind a number."""
    return _UNITS.get(name, f" {name}")


def foot_rows(foot: Foot, wording: Wording) -> list[Row]:
    """Return the measures of a foot, each with what is usual where a norm applies."""
    rows = []
    for name in MEASURES:
        value = getattr(foot, name)
        said = f"{value:.1f} mm" if name.endswith("_mm") else f"{value:.2f}"
        if name in ("arch_height_mm", "arch_index") and foot.sole_flattened:
            said = wording["measure"]["pressed_flat"].format(value=said)
        norm = norm_of(foot, name)
        if norm is None:
            rows.append(Row(name=wording["measure"][name], value=said))
            continue
        place, words = norm.place(round(value, 2)), wording["norm"]  # as it is shown
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
        Row(name=wording["measure"]["shoe_size"], value=sizes_text(foot.foot_length_mm)),
        *([Row(name=page["shoe"], value=_shoe(shoe, wording))] if (shoe := device.prescription.shoe) != FLAT else []),
    ]


def _shoe(shoe: Shoe, wording: Wording) -> str:
    """Return what is known of the shoe, in one line."""
    page = wording["page"]
    known = {
        "shoe_drop": shoe.heel_drop_mm, "shoe_pitch": shoe.heel_pitch_deg, "shoe_spring": shoe.toe_spring_mm,
        "shoe_spring_deg": shoe.toe_spring_deg, "shoe_depth": shoe.depth_mm,
    }  # fmt: skip
    said = [page["shoe_label"].format(size=shoe.size)] if shoe.size else []
    said += [page[name].format(value=value) for name, value in known.items() if value]
    return ", ".join(said + ([page["shoe_liner"].format(name=shoe.liner.name)] if shoe.liner else []))


def series_rows(devices: Sequence[Device], wording: Wording) -> list[dict[str, Any]]:
    """Return one row for each device of a series: what its label says, the dose, whether it may be used, its file."""
    rows = []
    for device in devices:
        variant = device.variant
        if variant is None:
            continue
        mine = (variant.modification, variant.field)
        dose = next((row for row in device.doses if (row.modification, row.field) == mine), None)
        name = f"{wording.name('modification', mine[0])}, {wording.name('field', _bare(mine[1]))}"
        value = variant.value if isinstance(variant.value, str) else _number(variant.value, 2) + unit(variant.unit)
        rows.append({
            "side": wording["side"][device.foot.side], "mark": variant.mark, "name": name, "asked": value,
            "got": "–" if dose is None or dose.got is None else _number(dose.got, 2) + unit(dose.unit),
            "accepted": device.verdict == "accepted", "file": file_name(device, "stl"),
        })  # fmt: skip
    return rows


def vote_rows(foot: Foot, wording: Wording) -> list[Row]:
    """Return what each look at the shape says of left and right, and the sum."""
    rows = [Row(name=wording.name("vote", name), value=_number(vote, 1, "+")) for name, vote in foot.votes.items()]
    return [*rows, Row(name=wording["page"]["all_votes"], value=_number(side_score(foot), 1, "+"))]


def landmark_rows(foot: Foot, wording: Wording) -> list[dict[str, str]]:
    """Return place, uncertainty and source of every landmark."""
    return [
        {
            "name": wording.name("landmark", name), "forward": _number(mark.x_mm, 1),
            "medial": _number(mark.y_mm, 1), "height": _number(mark.z_mm, 1),
            "uncertain": f"± {mark.sd_mm:.0f}", "source": wording["source"][mark.source],
        }
        for name, mark in foot.landmarks.items()
    ]  # fmt: skip


def minute(date: str) -> str:
    """Return an ISO 8601 moment as it is read, to the minute, in its own zone."""
    moment = datetime.fromisoformat(date)
    return f"{moment:%Y-%m-%d %H:%M %Z}".strip()


def _number(value: float, digits: int, sign: str = "") -> str:
    """Return the rounded value with a true minus; a negative zero is zero."""
    return f"{round(value, digits) + 0.0:{sign}.{digits}f}".replace("-", "−")
