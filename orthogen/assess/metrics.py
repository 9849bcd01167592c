"""Metrics. one step in its print's frame -> mask loads, arch index, path of the centre of pressure, its excursion."""

from collections.abc import Mapping

import numpy as np

from orthogen.assess.frame import PrintFrame
from orthogen.assess.masks import toe_border
from orthogen.assess.steps import Step
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.records.load import MaskLoad

_ONSET_SHARE = 0.05
_NO_LOAD = MaskLoad(peak_kpa=0.0, pti_peak_kpa_s=0.0, pti_mean_kpa_s=0.0, area_cm2=0.0)


def mask_loads(step: Step, contact: BoolArray, masks: Mapping[str, BoolArray]) -> dict[str, MaskLoad]:
    """Return the load of every mask in one step, over its cells in contact; zeros where there is none."""
    return {name: _mask_load(step, cells & contact) for name, cells in masks.items()}


def _mask_load(step: Step, used: BoolArray) -> MaskLoad:
    if not used.any():
        return _NO_LOAD
    own, area = step.kpa[:, used], step.area_mm2[used]
    dt = np.gradient(step.time_s) if len(step.time_s) > 1 else np.zeros(1)
    return MaskLoad(
        peak_kpa=float(own.max()), pti_peak_kpa_s=float(own.max(axis=1) @ dt),
        pti_mean_kpa_s=float((own @ area / area.sum()) @ dt), area_cm2=float(area.sum()) / 100,
    )  # fmt: skip


def arch_index(step: Step, frame: PrintFrame) -> float | None:
    """Return area of the middle third of the toeless contact over all of it (Cavanagh & Rodgers 1987).

    Rule: highest pressure ≥ 10 kPa, toes cut at the valley behind the heads, half a sensor added at both ends
    (prediction.md 6: ± .03 between rules). None where heel or forefoot is missing.
    """
    share = frame.place_mm[:, 0] / frame.length_mm
    cut = toe_border(frame, step.peak_kpa)
    sole = frame.contact & (share < cut)
    if not sole.any():
        return None
    third = np.clip((share / cut * 3).astype(np.int64), 0, 2)
    areas = [float(step.area_mm2[sole & (third == k)].sum()) for k in range(3)]
    return areas[1] / sum(areas) if areas[0] > 0 and areas[2] > 0 else None


def path_mm(step: Step, frame: PrintFrame) -> FloatArray:
    """Return the centre of pressure (k, 2) while the force is above 5 % of its highest."""
    weight = step.kpa * step.area_mm2
    force = weight.sum(axis=1)
    on = force > _ONSET_SHARE * force.max()
    return np.asarray((weight[on] @ frame.place_mm) / force[on, None])


def cpei_percent(step: Step, frame: PrintFrame) -> float | None:
    """Return the excursion index: how far the path lies lateral of its chord at the distal third, over the width, %.

    Chord from the first to the last point above 5 % of the highest force; None for a path shorter than half a print.
    Rules of other software differ (prediction.md 6): no decision from it alone.
    """
    path = path_mm(step, frame)
    if len(path) < 3 or path[-1, 0] - path[0, 0] < 0.5 * frame.length_mm:
        return None
    way = path[-1] - path[0]
    lateral = ((path - path[0]) @ np.array([way[1], -way[0]])) / np.linalg.norm(way)
    distal = path[:, 0] >= 2 / 3 * frame.length_mm
    return float(100 * lateral[distal].max() / frame.width_mm) if distal.any() else None
