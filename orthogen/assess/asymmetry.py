"""Asymmetry. loads of both feet -> left against right, freed of how heavily each side was measured."""

from collections.abc import Sequence

from orthogen.records.assessed import Asymmetry
from orthogen.records.load import MASKS, Load

_LEAST_KPA = 30.0


def asymmetry_of(loads: Sequence[Load]) -> tuple[Asymmetry, ...]:
    """Return contact time, contact area and, per unit of each side's force, the peak under every mask.

    Two sensors differ more in their calibration than two feet in their weight (prediction.md 6), so pressures are
    compared per side's own peak force. Empty unless there is one load of each side by one kind of instrument.
    """
    sides = {side: [load for load in loads if load.side == side] for side in ("left", "right")}
    if any(len(found) != 1 for found in sides.values()):
        return ()
    left, right = sides["left"][0], sides["right"][0]
    if (left.format, left.instrument) != (right.format, right.instrument):
        return ()
    made = [
        _index("step_force_n", "N", left.step_force_n, right.step_force_n),
        _index("contact_s", "s", left.contact_s, right.contact_s),
        _index("contact_area_cm2", "cm²", left.contact_area_cm2, right.contact_area_cm2),
    ]
    for name in MASKS:
        one, other = left.masks[name].peak_kpa, right.masks[name].peak_kpa
        if min(one, other) >= _LEAST_KPA:
            made.append(_index(f"{name}_peak_over_force", "kPa/N", one / left.step_force_n, other / right.step_force_n))
    return tuple(item for item in made if item is not None)


def _index(measure: str, unit: str, left: float, right: float) -> Asymmetry | None:
    """Return 100·|L − R| / (0.5·(L + R)), %; None where both are zero."""
    if left + right <= 0:
        return None
    index = 200.0 * abs(left - right) / (left + right)
    return Asymmetry(measure=measure, unit=unit, left=left, right=right, index_percent=index)
