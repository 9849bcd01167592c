"""Stack. thickness, lifts and platforms of an order -> how high the foot would stand in the shoe."""

from typing import Literal

from orthogen.prescribe.limits import Warned
from orthogen.records.device import MOST_STACK_MM
from orthogen.records.prescription import Prescription

_CLEARLY_MM = 1.5  # the limits are said with "about": what is little above them is told of the finished device [E]
STACK_IDS = tuple(f"stack-{part}" for part in MOST_STACK_MM)


def too_high(prescription: Prescription) -> tuple[Warned, ...]:
    """Return where the ordered sum clearly raises the foot more than ordinary shoes take (clinical.md C.1)."""
    warned = []
    for part, most in MOST_STACK_MM.items():
        terms = [("thickness", prescription.thickness_mm), *_raised(prescription, part)]
        total = sum(value for _, value in terms)
        ends_short = part == "forefoot" and prescription.length == "three-quarter"
        if total > most + _CLEARLY_MM and len(terms) > 1 and not ends_short:
            sum_of = " + ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in terms)
            said = f"under the {part} {sum_of} = {total:g} mm, more than the {most:g} mm that ordinary shoes take"
            warned.append((f"stack-{part}", f"{said} (clinical.md C.1)"))
    return tuple(warned)


def _raised(prescription: Prescription, part: Literal["heel", "forefoot"]) -> list[tuple[str, float]]:
    there = [item for item in prescription.modifications if part in item.RAISES and not item.is_null]
    return [(item.KIND, float(getattr(item, item.RAISES[part]))) for item in there]
