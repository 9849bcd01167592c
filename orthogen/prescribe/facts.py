"""Facts. assessment form, gait, loads, scanned feet -> what is known of each foot, with number, norm and origin."""

from collections.abc import Sequence
from dataclasses import field

import numpy as np

from orthogen.lazyclass import dataclass
from orthogen.records.assessed import FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.gait import METRICS, Gait, Metric, Value
from orthogen.records.proposal import Fact, Facts, Side

SIDES: tuple[Side, Side] = ("left", "right")
# name of a fact -> metric of a gait file
_OF_GAIT = {
    "posture_index": "fpi6", "eversion_deg": "rearfoot_eversion_max", "arch_index": "arch_index",
    "dorsiflexion_deg": "ankle_dorsiflexion_knee_ext", "navicular_drop_mm": "navicular_drop",
}  # fmt: skip
_SAME_SHARE, _SAME_LEGS_MM = 0.1, 3.0
_HEADS = ("mth2", "mth3", "mth4")
_METHODS = {"manual": "typed", "gaitrite": "GAITRite", "pkmas": "PKMAS"}


@dataclass(frozen=True, kw_only=True)
class Known:
    """Facts of both feet, and what is said where two sources differ."""

    feet: dict[Side, Facts]
    notes: list[str] = field(default_factory=list)


def known_of(
    *, form: Assessment | None, gaits: Sequence[Gait], loads: Sequence[FootLoad], feet: Sequence[Foot]
) -> Known:
    """Return what is known of each foot; typed numbers beat files, and the assessment form beats both."""
    known = Known(feet={})
    ordered = sorted(gaits, key=lambda gait: gait.method != "manual")
    for side in SIDES:
        facts = {name: fact for name, metric in _OF_GAIT.items()
                 if (fact := _of_gait(ordered, side, metric, known.notes))}  # fmt: skip
        facts |= _legs(ordered, side, known.notes)
        facts |= _of_form(form, side, facts, known.notes)
        mine = [item for item in loads if item.load.side == side]
        load = _clearest([item for item in mine if item.load.instrument != "insole"])
        in_shoe = _clearest([item for item in mine if item.load.instrument == "insole"])
        foot = next((foot for foot in feet if foot.side == side), None)
        if load is not None and load.load.arch_index is not None and "arch_index" not in facts:
            norm = _norm(METRICS["arch_index"])
            said = f"arch index {load.load.arch_index:.2f} of the print in {load.load.file}, {norm}"
            facts["arch_index"] = Fact(value=load.load.arch_index, said=said)
        known.feet[side] = Facts(
            known=facts, peaks_kpa=_peaks(load), in_shoe_kpa=_peaks(in_shoe),
            heads_ahead_mm=_heads_ahead(load, foot), heads_by_ratio=_by_ratio(foot),
        )  # fmt: skip
    return known


def _of_gait(gaits: Sequence[Gait], side: Side, name: str, notes: list[str]) -> Fact | None:
    """Return the first value of a metric, and note another that differs by more than a tenth."""
    told = [(gait, value) for gait in gaits if (value := gait.values.get(side, {}).get(name)) is not None]
    if not told:
        return None
    metric = METRICS[name]
    gait, value = told[0]
    for other, second in told[1:]:
        if abs(second.value - value.value) > _SAME_SHARE * max(abs(value.value), 1.0):
            notes.append(
                f"{side.capitalize()} foot: {metric.word} is {value.value:.3g} in {gait.file} and "
                f"{second.value:.3g} in {other.file}; the first is used."
            )
    how = _METHODS.get(gait.method, f"{gait.method}, no standing trial" if "eversion" in name else gait.method)
    said = f"{metric.word} {_number(value, metric)} ({how}), {_norm(metric)}"
    return Fact(value=value.value, said=said)


def _of_form(form: Assessment | None, side: Side, facts: dict[str, Fact], notes: list[str]) -> dict[str, Fact]:
    """Return what the assessment form tells of one foot."""
    found: dict[str, Fact] = {}
    if form is None:
        return found
    if (index := form.posture_index.get(side)) is not None:
        said = f"foot posture index {index:g} (assessment form), {_norm(METRICS['fpi6'])}"
        other = facts.get("posture_index")
        if other is not None and other.value != index:
            notes.append(
                f"{side.capitalize()} foot: the posture index is {index:g} in the assessment form and "
                f"{other.value:g} in the gait file; the form is used.".replace("-", "−")
            )
        found["posture_index"] = Fact(value=index, said=said)
    if short := form.leg_length_difference_mm.get(side):
        said = f"the {side} leg is {short:.3g} mm shorter (assessment form)"
        found["leg_short_mm"] = Fact(value=short, said=said)
    if form.age_years is not None:
        found["age_years"] = Fact(value=form.age_years, said=f"{form.age_years:g} years old")
    if (diabetes := form.red_flags.get("diabetes")) is not None:
        found["diabetes"] = Fact(value=float(diabetes), said="diabetes" if diabetes else "no diabetes")
    return found


def _legs(gaits: Sequence[Gait], side: Side, notes: list[str]) -> dict[str, Fact]:
    """Return how much shorter the leg of this side is; nothing for the longer one."""
    told = [(gait, longer) for gait in gaits if (longer := _right_longer(gait)) is not None]
    if not told:
        return {}
    gait, longer = told[0]
    for other, second in told[1:]:
        if abs(second - longer) > _SAME_LEGS_MM and side == "left":
            notes.append(
                f"Leg length, right minus left, is {longer:.3g} mm in {gait.file} and {second:.3g} mm in {other.file}; "
                "the first is used.".replace("-", "−")
            )
    short = -longer if side == "right" else longer
    text = f"the {side} leg is {short:.3g} mm shorter ({_METHODS.get(gait.method, gait.method)})"
    return {"leg_short_mm": Fact(value=short, said=text)} if short > 0 else {}


def _right_longer(gait: Gait) -> float | None:
    """Return how much longer the right leg is, as told or from both lengths, None where nobody measured."""
    said = gait.values.get("both", {}).get("limb_length_difference")
    left, right = (gait.values.get(side, {}).get("leg_length") for side in SIDES)
    if said is not None:
        return said.value
    return right.value - left.value if left is not None and right is not None else None


def _clearest(loads: Sequence[FootLoad]) -> FootLoad | None:
    """Return the load that lies on the scan, else the one of the most steps."""
    return max(loads, key=lambda item: (item.on_foot is not None, item.load.steps), default=None)


def _peaks(load: FootLoad | None) -> dict[str, float]:
    if load is None:
        return {}
    masks = load.on_foot.masks if load.on_foot else load.load.masks
    return {name: mask.peak_kpa for name, mask in masks.items()}


def _heads_ahead(load: FootLoad | None, foot: Foot | None) -> Fact | None:
    """Return how far the loaded heads 2 to 4 lie ahead of the line of the scan, on average."""
    if load is None or foot is None or load.on_foot is None:
        return None
    heads = [load.on_foot.heads_mm[name] for name in _HEADS if name in load.on_foot.heads_mm]
    if len(heads) < 2:
        return None
    x, y = np.array(heads).T
    ahead = float(np.mean(x - foot.mth_line_x_mm(y)))
    said = (
        f"heads {' '.join(name[3] for name in _HEADS if name in load.on_foot.heads_mm)} are loaded {abs(ahead):.1f} mm "
        f"{'ahead of' if ahead >= 0 else 'behind'} the metatarsal line of the scan ({load.load.file}, correlation "
        f"{load.on_foot.correlation:.2f})"
    )
    return Fact(value=ahead, said=said)


def _by_ratio(foot: Foot | None) -> bool:
    marks = [foot.landmarks[name] for name in ("mth1", "mth5") if name in foot.landmarks] if foot else []
    return any(mark.source == "ratio" for mark in marks)


def _number(value: Value, metric: Metric) -> str:
    unit = "°" if metric.unit == "deg" else "" if metric.unit in ("points", "ratio") else f" {metric.unit}"
    spread = "" if value.sd is None else f" ± {value.sd:.2g}"
    return f"{value.value:.3g}{spread}{unit}".replace("-", "−")


def _norm(metric: Metric) -> str:
    if metric.norm_low is None or metric.norm_high is None:
        return "no norm"
    return f"norm {metric.norm_low:g} to {metric.norm_high:g} ({metric.source})".replace(" -", " −")
