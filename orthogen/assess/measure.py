"""Measure. a recording -> the load of each foot: contact, peaks, impulses, arch index, centre of pressure."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from orthogen.assess.frame import print_frame
from orthogen.assess.masks import masks_of
from orthogen.assess.metrics import arch_index, cpei_percent, mask_loads, path_mm
from orthogen.assess.remarks import remarks
from orthogen.assess.stance import Masked, force_curve_n, instants, peak_curves_kpa
from orthogen.assess.steps import LEAST_CONTACT_S, LEAST_FORCE_N, steps_of
from orthogen.errors import NoPrint
from orthogen.kernel.arrays import BoolArray, IntArray, frozen
from orthogen.records.load import MASKS, Load, MaskLoad
from orthogen.records.pressure import PressureRecording

Side = Literal["left", "right", "unsure"]


def loads_of(recording: PressureRecording) -> tuple[Load, ...]:
    """Return the load of each foot that the recording shows, left first.

    Raises NoPrint where no foot stepped on the device.
    """
    masked = masked_steps(recording)
    if not masked:
        raise NoPrint(
            f"{recording.name} shows no step: its highest total force is {recording.force_n.max():.0f} N, a step needs "
            f"{LEAST_FORCE_N:.0f} N for {LEAST_CONTACT_S[recording.instrument]:g} s on eight cells",
            "check that the recording holds a foot, and its unit",
        )
    sides: tuple[Side, ...] = ("left", "right", "unsure")
    by_side = {side: [item for item in masked if item[1].side == side] for side in sides}
    return tuple(_load(recording, side, items) for side, items in by_side.items() if items)


def masked_steps(recording: PressureRecording) -> list[Masked]:
    """Return every step with the frame and the masks of its print."""
    return [
        (step, frame, masks_of(frame, step.peak_kpa))
        for step in steps_of(recording) if (frame := print_frame(step, side=recording.side))
    ]  # fmt: skip


def used_steps(items: list[Masked]) -> list[Masked]:
    """Return the whole steps among them, or all where every one is cut."""
    return [item for item in items if item[0].whole] or items


def clearest(used: Sequence[Masked]) -> Masked:
    """Return the step with the highest force."""
    return used[int(np.argmax([float(step.force_n.max()) for step, _, _ in used]))]


def mean_masks(each: list[dict[str, MaskLoad]]) -> dict[str, MaskLoad]:
    """Return mask -> the mean of its loads over the steps."""
    return {name: _mean_mask([loads[name] for loads in each]) for name in MASKS}


def _load(recording: PressureRecording, side: Side, items: list[Masked]) -> Load:
    """Return the mean over the whole steps of one foot; over the cut ones where there is no whole one."""
    used = used_steps(items)
    forces = np.array([float(step.force_n.max()) for step, _, _ in used])
    step, frame, masks = clearest(used)
    each = [mask_loads(one, its.contact, cells) for one, its, cells in used]
    return Load(
        file=recording.name, format=recording.format, instrument=recording.instrument, side=side,
        unit_original=recording.unit_original, frames=len(recording.frames_kpa), rate_hz=recording.rate_hz,
        body_mass_kg=recording.body_mass_kg, steps=len(used),
        step_cv_percent=float(100 * forces.std(ddof=1) / forces.mean()) if len(used) > 1 else None,
        contact_s=_mean([float(np.ptp(one.time_s)) for one, _, _ in used]),
        length_mm=_mean([its.length_mm for _, its, _ in used]), width_mm=_mean([its.width_mm for _, its, _ in used]),
        peak_force_n=_highest_n(recording, items), step_force_n=float(forces.mean()),
        contact_area_cm2=_mean([float(one.area_mm2[its.contact].sum()) / 100 for one, its, _ in used]),
        **_indices(recording, used),
        masks=mean_masks(each),
        place_mm=frozen(frame.place_mm), area_mm2=frozen(step.area_mm2), peak_kpa=frozen(step.peak_kpa),
        mask=frozen(mask_number(masks), np.int64), path_mm=frozen(path_mm(step, frame)),
        stance_force_n=frozen(force_curve_n([one for one, _, _ in used])),
        stance_peak_kpa={name: frozen(curve) for name, curve in peak_curves_kpa(used).items()},
        instants=instants(step, frame, masks),
        findings=(*recording.findings, *remarks(recording, side, items)),
    )  # fmt: skip


def _highest_n(recording: PressureRecording, items: list[Masked]) -> float:
    """Return the highest force on this foot, cut steps and faint cells included: all of a device that saw one foot."""
    if recording.instrument == "insole" or len(masked_steps(recording)) == len(items):
        return float(recording.force_n.max())
    return max(float(step.force_n.max()) for step, _, _ in items)


def _indices(recording: PressureRecording, used: list[Masked]) -> dict[str, float | None]:
    """Return arch index (barefoot only: prediction.md 6) and excursion index, None where no step has one."""
    barefoot = recording.instrument != "insole"
    arch = [value for step, frame, _ in used if (value := arch_index(step, frame)) is not None] if barefoot else []
    cpei = [value for step, frame, _ in used if (value := cpei_percent(step, frame)) is not None]
    return {"arch_index": _mean(arch) if arch else None, "cpei_percent": _mean(cpei) if cpei else None}


def mask_number(masks: Mapping[str, BoolArray]) -> IntArray:
    """Return for each cell (n,) the index into MASKS of the part that it belongs to, −1 for none."""
    number = np.full(len(next(iter(masks.values()))), -1, dtype=np.int64)
    for name, cells in masks.items():
        number[cells] = MASKS.index(name)
    return number


def _mean(values: list[float]) -> float:
    return float(np.mean(values))


def _mean_mask(each: list[MaskLoad]) -> MaskLoad:
    names = ("peak_kpa", "pti_peak_kpa_s", "pti_mean_kpa_s", "area_cm2")
    return MaskLoad(**{name: _mean([getattr(item, name) for item in each]) for name in names})
