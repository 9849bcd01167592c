"""Loads. two pressure recordings of one foot -> the change of each mask, or why they cannot be compared."""

from orthogen.records.load import MASKS
from orthogen.records.refit import LoadChange, MaskChange, Pressed

NOISE_PERCENT = 15.0  # clinical.md G [M~]: changes of about 10 to 15 % are noise
_LEAST_KPA = 20.0  # below it a share says nothing
_SAME_MASS, _SAME_TIME, _SAME_CELL = 0.10, 0.15, 0.25


def compare_loads(before: Pressed, after: Pressed) -> LoadChange:
    """Return the change of every mask's peak, counting from 15 % on, or why the conditions are not the same."""
    apart = _apart(before, after)
    masks = () if apart else _masks(before, after)
    return LoadChange(side=after.side, before=before.file, after=after.file, apart=apart, masks=masks)


def _masks(before: Pressed, after: Pressed) -> tuple[MaskChange, ...]:
    masks = []
    for mask in MASKS:
        one, other = before.peaks_kpa.get(mask), after.peaks_kpa.get(mask)
        if one is None or other is None or max(one, other) < _LEAST_KPA:
            continue
        percent = 100.0 * (other - one) / max(one, _LEAST_KPA)
        counts = abs(percent) > NOISE_PERCENT
        masks.append(MaskChange(mask=mask, before_kpa=one, after_kpa=other, change_percent=percent, counts=counts))
    return tuple(masks)


def _apart(before: Pressed, after: Pressed) -> str:
    """Return why two recordings cannot be held against each other, "" where they can."""
    if before.instrument != after.instrument or before.format != after.format:
        return f"{before.format} ({before.instrument}) then, {after.format} ({after.instrument}) now"
    if before.masks_from != after.masks_from:
        return f"the masks come from the {before.masks_from} then and from the {after.masks_from} now"
    if (before.contact_s > 0) != (after.contact_s > 0):
        return "one of them is a single picture, the other a walk"
    for word, unit, one, other, limit in (
        ("the cells measure", "mm²", before.cell_mm2, after.cell_mm2, _SAME_CELL),
        ("a step presses with", "N", before.step_force_n, after.step_force_n, _SAME_MASS),
        ("a step takes", "s", before.contact_s, after.contact_s, _SAME_TIME),
    ):
        if one and other and abs(other - one) > limit * one:
            return f"{word} {one:.3g} {unit} then and {other:.3g} {unit} now, {100 * (other - one) / one:+.0f} %"
    return ""
