"""Stance. steps of one foot -> its mean curves over the contact time, and the three moments that a model stands on."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from orthogen.assess.frame import PrintFrame
from orthogen.assess.steps import Step
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.records.load import Instant

Masked = tuple[Step, PrintFrame, Mapping[str, BoolArray]]
_PERCENT = np.linspace(0.0, 1.0, 101)


def force_curve_n(steps: Sequence[Step]) -> FloatArray:
    """Return the mean force (101,) from 0 to 100 % of the contact; empty for single pictures."""
    return _mean_curve([(step.time_s, step.force_n) for step in steps])


def peak_curves_kpa(steps: Sequence[Masked]) -> dict[str, FloatArray]:
    """Return for each mask the mean of its highest pressure (101,) from 0 to 100 % of the contact."""
    names = steps[0][2]
    return {name: _mean_curve([(step.time_s, _peak(step, masks[name])) for step, _, masks in steps]) for name in names}


def instants(step: Step, frame: PrintFrame, masks: Mapping[str, BoolArray]) -> tuple[Instant, ...]:
    """Return the moments of highest heel force, half the contact and highest forefoot force; none for a picture."""
    if len(step.time_s) < 5:
        return ()
    weight = step.kpa * step.area_mm2 * 1e-3
    toes = masks["hallux"] | masks["toes"]
    fore = ~(masks["heel"] | masks["midfoot"] | toes)
    moments: tuple[tuple[Literal["heel", "mid", "late"], int], ...] = (
        ("heel", int(weight[:, masks["heel"]].sum(axis=1).argmax())), ("mid", len(weight) // 2),
        ("late", int(weight[:, fore].sum(axis=1).argmax())),
    )  # fmt: skip
    found = []
    for name, at in moments:
        force = float(weight[at].sum())
        x, y = (weight[at] @ frame.place_mm / max(force, 1e-9)).tolist()
        found.append(Instant(
            name=name, share=at / (len(weight) - 1), force_n=force, cop_mm=(x, y),
            toe_share=float(weight[at, toes].sum() / max(force, 1e-9)), kpa=frozen(step.kpa[at]),
        ))  # fmt: skip
    return tuple(found)


def _peak(step: Step, cells: BoolArray) -> FloatArray:
    return np.asarray(step.kpa[:, cells].max(axis=1)) if cells.any() else np.zeros(len(step.time_s))


def _mean_curve(curves: list[tuple[FloatArray, FloatArray]]) -> FloatArray:
    """Return the mean of some curves over the share of their own duration."""
    timed = [(clock, values) for clock, values in curves if np.ptp(clock) > 0]
    if not timed:
        return np.zeros(0)
    each = [np.interp(_PERCENT, (clock - clock[0]) / np.ptp(clock), values) for clock, values in timed]
    return np.asarray(np.mean(each, axis=0))
