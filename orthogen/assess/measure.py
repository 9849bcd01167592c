"""Measure. a recording -> the load of one foot: contact, peaks, impulses, arch index, centre of pressure."""

from typing import Literal

import numpy as np

from orthogen.assess.frame import PrintFrame, print_frame
from orthogen.assess.masks import masks_of, toe_border
from orthogen.assess.steps import LEAST_FORCE_N, Step, steps_of
from orthogen.errors import NoPrint
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.records.finding import Finding
from orthogen.records.load import MASKS, Load, MaskLoad
from orthogen.records.pressure import PressureRecording

_ONSET_SHARE = 0.05
_FEWEST_STEPS = 3


def loads_of(recording: PressureRecording) -> tuple[Load, ...]:
    """Return the load of each foot that the recording shows, left first.

    Raises NoPrint where no foot stepped on the device.
    """
    framed = [(step, frame) for step in steps_of(recording) if (frame := print_frame(step, side=recording.side))]
    if not framed:
        raise NoPrint(
            f"{recording.name} shows no step: its highest total force is {recording.force_n.max():.0f} N, a step needs "
            f"{LEAST_FORCE_N:.0f} N for 0.3 s",
            "check that the recording holds a foot, and its unit",
        )
    sides: tuple[Literal["left", "right", "unsure"], ...] = ("left", "right", "unsure")
    by_side = {side: [pair for pair in framed if pair[1].side == side] for side in sides}
    return tuple(_load(recording, side, pairs) for side, pairs in by_side.items() if pairs)


def _load(
    recording: PressureRecording, side: Literal["left", "right", "unsure"], pairs: list[tuple[Step, PrintFrame]]
) -> Load:
    """Return the mean over the whole steps of one foot; over the cut ones where there is no whole one."""
    whole = [pair for pair in pairs if pair[0].whole]
    used = whole or pairs
    step, frame = used[int(np.argmax([pair[0].force_n.max() for pair in used]))]
    barefoot = recording.instrument != "insole"
    each = [_masks(*pair) for pair in used]
    index = [value for pair in used if (value := arch_index(*pair)) is not None] if barefoot else []
    cpei = [value for pair in used if (value := cpei_percent(*pair)) is not None]
    return Load(
        file=recording.name, format=recording.format, side=side, unit_original=recording.unit_original,
        frames=len(recording.frames_kpa), rate_hz=recording.rate_hz, steps=len(used),
        contact_s=_mean([float(np.ptp(pair[0].time_s)) for pair in used]),
        length_mm=_mean([pair[1].length_mm for pair in used]), width_mm=_mean([pair[1].width_mm for pair in used]),
        peak_force_n=_mean([float(pair[0].force_n.max()) for pair in used]),
        contact_area_cm2=_mean([float(pair[0].area_mm2[pair[1].contact].sum()) / 100 for pair in used]),
        arch_index=_mean(index) if index else None, cpei_percent=_mean(cpei) if cpei else None,
        masks={name: _mean_mask([masks[name] for masks in each]) for name in MASKS},
        place_mm=frozen(frame.place_mm), peak_kpa=frozen(step.peak_kpa), path_mm=frozen(path_mm(step, frame)),
        findings=(*recording.findings, *_remarks(recording, side, pairs, whole, frame)),
    )  # fmt: skip


def _remarks(
    recording: PressureRecording, side: str, pairs: list[tuple[Step, PrintFrame]],
    whole: list[tuple[Step, PrintFrame]], frame: PrintFrame,
) -> list[Finding]:  # fmt: skip
    """Return what must be known of the steps and of how the side was found."""
    found = []
    if not whole:
        note = "Every step of this foot is cut by the recording or by the edge of the plate."
        found.append(Finding(check="steps_cut", note=note, level="warning"))
    elif len(whole) < _FEWEST_STEPS and len(recording.frames_kpa) > 1:
        note = f"{len(whole)} whole step{'s' * (len(whole) > 1)}; three or more tell how much steps differ."
        found.append(Finding(check="few_steps", note=note, measured=float(len(whole)), low=float(_FEWEST_STEPS)))
    if side == "unsure":
        note = "The print does not tell left from right: say it with --pressure-side."
        found.append(Finding(check="print_side_unsure", note=note, measured=frame.side_score, level="warning"))
    elif recording.side is None:
        note = f"A {side} foot by the shape of its print (score {frame.side_score:+.2f})."
        found.append(Finding(check="print_side", note=note, measured=frame.side_score))
    return found


def _masks(step: Step, frame: PrintFrame) -> dict[str, MaskLoad]:
    """Return the load of every mask in one step."""
    return {name: _mask(step, cells, frame.contact) for name, cells in masks_of(frame, step.peak_kpa).items()}


def _mask(step: Step, cells: BoolArray, contact: BoolArray) -> MaskLoad:
    used = cells & contact
    if not used.any():
        return MaskLoad(peak_kpa=0.0, pti_peak_kpa_s=0.0, pti_mean_kpa_s=0.0, area_cm2=0.0)
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


def _mean(values: list[float]) -> float:
    return float(np.mean(values))


def _mean_mask(each: list[MaskLoad]) -> MaskLoad:
    names = ("peak_kpa", "pti_peak_kpa_s", "pti_mean_kpa_s", "area_cm2")
    return MaskLoad(**{name: _mean([getattr(item, name) for item in each]) for name in names})
