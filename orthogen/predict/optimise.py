"""Optimise. foot, order, target -> the smallest change of doses that the model would try, and its trade-off curve.

Only doses that the model can tell apart (prediction.md 7): height of a metatarsal pad, height of the arch, stiffness of
a zone under the forefoot. Pad edge and width stay as prescribed, for there an optimiser exploits the edge of the
model. All values lie within the guards of the modifications. It proposes; a clinician decides.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from orthogen.errors import NotPredictable, OutOfRange
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.predict import stance
from orthogen.predict.band import LEAST_KPA, limits, spread, told
from orthogen.predict.equilibrium import NEAR
from orthogen.predict.forecast import Known, Person, edges_near, known_of
from orthogen.predict.score import MOST_RISE_PERCENT
from orthogen.predict.support import MATERIALS_KPA, of_device, plain, under
from orthogen.records.device import Design, Insole
from orthogen.records.foot import Foot
from orthogen.records.prediction import Optimum, Part, Refused, Support, Try
from orthogen.records.prescription import Modification, Prescription

PAD_MM, ARCH_MM, ZONE_KPA = (0.0, 2.0, 4.0, 5.0, 6.0), (-2.0, 0.0, 2.0), (1100.0, 400.0, 200.0)
SHAFT_CEILING_KPA = 200.0  # what a pad may bring the shafts to: a clinical choice, not a number of the model
ALTERNATIVES = ("a rocker sole", "a full-contact device with a soft plug", "a review by measurement in the shoe")
_ENOUGH = 1.0  # points of relief that a step of intervention must bring
_NOT_BOUND = ("shaft", "hallux", "toes")  # a ceiling bounds the shaft; of toes the model says too little
_STEPS = {"metatarsal_pad.height_mm": 2.0, "arch_mm": 2.0, "zone": 1.0}
_ZONE_BEHIND_MM, _BLEND_MM = 25.0, 5.0
_MOST_SHOWN = 5
Dosing = Callable[[Prescription], tuple[Design, Insole]]


@dataclass(frozen=True, kw_only=True)
class _Search:
    """One search: the foot in the model, its reference, how a prescription becomes a device."""

    known: Known
    reference: stance.Before
    dosing: Dosing
    prescription: Prescription
    stiff_kpa: float
    target: Part


@dataclass(frozen=True, kw_only=True)
class _Trial:
    """One trial that keeps the ceilings, with the nominal change at the target that the search goes by, %."""

    doses: Mapping[str, float]
    intervention: float
    nominal_percent: float
    design: Design
    support: Support


def optimised(
    foot: Foot, prescription: Prescription, person: Person, *, dosing: Dosing, material: str, target: Part,
    change_percent: float,
) -> Optimum:  # fmt: skip
    """Return the least intervention that reaches the change, or the best there is, with the trade-off curve.

    dosing: a prescription for this foot -> its design and insole. Trials in which another part rises by more than 15 %,
    or the shaft above 200 kPa, do not count. The band of the best decides whether the target is reachable.
    """
    empty = Optimum(side="left" if foot.mirrored else "right", target=target, target_percent=change_percent, refused=())
    known = known_of(foot, person)
    if not isinstance(known, Known):
        return replace(empty, refused=known)
    sole = known.subject.sole
    try:
        reference = stance.before(sole, under(sole, plain(sole.grid)), known.subject.loadings)
        if reference.peaks_kpa[target] < LEAST_KPA:
            why = "the target is hardly loaded on the flat floor: there is no relief to look for"
            return replace(empty, refused=(Refused(check="target_unloaded", reason=why),))
        search = _Search(known=known, reference=reference, dosing=dosing, prescription=prescription,
                         stiff_kpa=MATERIALS_KPA[material], target=target)  # fmt: skip
        return _best(search, empty)
    except NotPredictable as beyond:
        return replace(empty, refused=(Refused(check="outside_model", reason=str(beyond)),))


def _best(search: _Search, empty: Optimum) -> Optimum:
    front = _front(_tried(search))
    if not front:
        return replace(empty, alternatives=ALTERNATIVES)
    reached = [item for item in front if item.nominal_percent <= empty.target_percent]
    best = min(reached, key=lambda item: item.intervention) if reached else _last_worthwhile(front)
    shown = _shown(front, best)
    drawn = spread(search.known.subject, [item.support for item in shown])
    curve = tuple(_told(search, item, changes) for item, changes in zip(shown, drawn, strict=True))
    chosen = curve[shown.index(best)]
    low, _ = limits(drawn[shown.index(best)][search.target])
    reachable = low <= empty.target_percent
    sure = reachable and chosen.change.told in ("lower", "direction_lower")
    return replace(empty, best=chosen, curve=curve, reachable=reachable, alternatives=() if sure else ALTERNATIVES)


def _told(search: _Search, item: _Trial, changes: Mapping[Part, FloatArray]) -> Try:
    """Return what may be said of a trial: its band at the target, and the highest end of the bands elsewhere."""
    reference, sole = search.reference, search.known.subject.sole
    near = edges_near(sole, item.design, reference.parts)[search.target]
    elsewhere = [limits(changes[part])[1] for part in _others(search)]
    return Try(
        doses=item.doses, intervention=item.intervention, elsewhere_high_percent=max(elsewhere, default=None),
        change=told(search.target, changes[search.target], before_kpa=reference.peaks_kpa[search.target],
                    near_edge=near),
    )  # fmt: skip


def _others(search: _Search) -> list[Part]:
    """Return the parts that may not rise: all that are loaded before, but the target, the shaft and the toes."""
    free, peaks = {search.target, *_NOT_BOUND}, search.reference.peaks_kpa
    return [part for part in peaks if part not in free and peaks[part] >= LEAST_KPA]


def _tried(search: _Search) -> list[_Trial]:
    """Return every trial that keeps the ceilings."""
    kept = []
    for pad in PAD_MM:
        for arch in ARCH_MM:
            try:
                order = _ordered(search.prescription, pad_mm=pad, arch_mm=arch)
            except OutOfRange:
                continue  # beyond the guards of a modification: not a trial
            if order is None:
                continue
            design, insole = search.dosing(order)
            for zone in (None, *ZONE_KPA):
                found = _trial(search, design, insole, order, zone)
                kept += [found] if found is not None else []
    return kept


def _trial(
    search: _Search, design: Design, insole: Insole, order: Prescription, zone_kpa: float | None
) -> _Trial | None:
    """Return one trial, None where it breaks a ceiling or leaves the model."""
    if zone_kpa is not None and zone_kpa >= search.stiff_kpa:
        return None
    subject, reference = search.known.subject, search.reference
    softer = None if zone_kpa is None else (_zone(design), zone_kpa)
    support = of_device(subject.sole.grid, design, insole, stiff_kpa=search.stiff_kpa, softer=softer)
    try:
        standing = stance.after(reference, under(subject.sole, support), close=NEAR)
    except NotPredictable:
        return None
    changes, peaks = stance.changes(reference, standing), stance.peaks_of(subject.sole, reference.parts, standing)
    worst = max((changes[part] for part in _others(search)), default=0.0)
    if worst > MOST_RISE_PERCENT or peaks["shaft"] > max(SHAFT_CEILING_KPA, reference.peaks_kpa["shaft"]):
        return None
    return _Trial(
        doses=_doses(search.prescription, order, zone_kpa), intervention=_intervention(search, order, zone_kpa),
        nominal_percent=changes[search.target], design=design, support=support,
    )  # fmt: skip


def _ordered(prescription: Prescription, *, pad_mm: float, arch_mm: float) -> Prescription | None:
    """Return the order with this pad height and arch change; None where it has nothing that could carry them."""
    kinds = {item.KIND: item for item in prescription.modifications}
    if ("metatarsal_pad" not in kinds and pad_mm != 0.0) or ("arch_fill" not in kinds and arch_mm != 0.0):
        return None
    changed: dict[str, Modification] = {}
    if "metatarsal_pad" in kinds:
        changed["metatarsal_pad"] = replace(kinds["metatarsal_pad"], **{"height_mm": pad_mm})
    if "arch_fill" in kinds:
        fill = float(getattr(kinds["arch_fill"], "depth_mm"))  # noqa: B009
        changed["arch_fill"] = replace(kinds["arch_fill"], **{"depth_mm": fill - arch_mm})
    return replace(
        prescription, modifications=tuple(changed.get(item.KIND, item) for item in prescription.modifications)
    )


def _value(prescription: Prescription, kind: str, name: str) -> float:
    return next((float(getattr(item, name)) for item in prescription.modifications if kind == item.KIND), 0.0)


def _doses(old: Prescription, new: Prescription, zone_kpa: float | None) -> Mapping[str, float]:
    """Return the doses that a trial changes, and their values."""
    found = {}
    for kind, name in (("metatarsal_pad", "height_mm"), ("arch_fill", "depth_mm")):
        if _value(old, kind, name) != _value(new, kind, name):
            found[f"{kind}.{name}"] = _value(new, kind, name)
    return found if zone_kpa is None else {**found, "forefoot_zone_kpa": zone_kpa}


def _intervention(search: _Search, order: Prescription, zone_kpa: float | None) -> float:
    """Return how much a trial changes, in usual steps of a dose; a zone counts halvings of the stiffness."""
    old = search.prescription
    pad = abs(_value(order, "metatarsal_pad", "height_mm") - _value(old, "metatarsal_pad", "height_mm"))
    arch = abs(_value(order, "arch_fill", "depth_mm") - _value(old, "arch_fill", "depth_mm"))
    soft = 0.0 if zone_kpa is None else float(np.log2(search.stiff_kpa / zone_kpa)) / 2.0
    return pad / _STEPS["metatarsal_pad.height_mm"] + arch / _STEPS["arch_mm"] + soft


def _zone(design: Design) -> FloatArray:
    """Return where the forefoot zone is (nx, ny): 1 from 25 mm behind the heads on, blended over 5 mm."""
    x, y = design.grid.x_mm, design.grid.y_mm
    ahead = x - design.site.foot.mth_line_x_mm(y) + _ZONE_BEHIND_MM
    return np.asarray(np.clip(0.5 + ahead / _BLEND_MM, 0.0, 1.0))


def _front(tried: Sequence[_Trial]) -> list[_Trial]:
    """Return the trials that no lesser intervention equals, by rising intervention."""
    front: list[_Trial] = []
    for item in sorted(tried, key=lambda one: (one.intervention, one.nominal_percent)):
        if not front or item.nominal_percent < front[-1].nominal_percent - 1e-9:
            front.append(item)
    return front


def _shown(front: Sequence[_Trial], best: _Trial) -> list[_Trial]:
    """Return at most five trials for the curve: the best, the ends, and those between that bring most, a point each."""
    kept = [front[0]]
    for item in front[1:]:
        if item is best or kept[-1].nominal_percent - item.nominal_percent >= _ENOUGH:
            kept.append(item)
    while len(kept) > _MOST_SHOWN:
        gains = [(kept[k].nominal_percent - kept[k + 1].nominal_percent, k) for k in range(1, len(kept) - 1)
                 if kept[k] is not best]  # fmt: skip
        kept.pop(min(gains)[1])
    return kept


def _last_worthwhile(front: Sequence[_Trial]) -> _Trial:
    """Return the last trial whose every step of intervention before brought a point: what follows is not worth it."""
    best = front[0]
    for item in front[1:]:
        gain, effort = best.nominal_percent - item.nominal_percent, max(item.intervention - best.intervention, 1e-9)
        if gain / effort >= _ENOUGH:
            best = item
    return best
