"""Steps. one dose, what a rule asks of it -> its next value, inside the limits of one revision and the usual range."""

from collections.abc import Sequence

from orthogen.lazyclass import dataclass
from orthogen.modifications import catalogue
from orthogen.records.prescription import Prescription

# the most that one revision changes of a dose (clinical.md G [E]); a skive is taken out at once where its rule says so
MOST_STEP = {
    "arch_fill.depth_mm": 2.0,
    "arch_raise.height_mm": 2.0,
    "rearfoot_post.angle_deg": 2.0,
    "metatarsal_pad.height_mm": 1.5,
    "metatarsal_bar.height_mm": 1.5,
    "metatarsal_pad.distal_edge_mm": 3.0,
    "metatarsal_bar.distal_edge_mm": 3.0,
    "heel_lift.height_mm": 3.0,
    "heel_cup.depth_mm": 4.0,
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A dose to move by so much, or (removes) to take out. least, most: where the rule itself ends.

    starts: the modification may be added where it is not there, from a dose of zero.
    """

    modification: str
    field: str
    by: float = 0.0
    least: float | None = None
    most: float | None = None
    starts: bool = False
    removes: bool = False


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A dose that a step changes: old is None where the modification was not there."""

    modification: str
    field: str
    unit: str
    old: float | None
    new: float


def taken(steps: Sequence[Step], order: Prescription) -> tuple[Moved, ...]:
    """Return what the steps change of an order; nothing for a dose that stands at its end already."""
    return tuple(moved for step in steps if (moved := _moved(step, order)) is not None)


def _moved(step: Step, order: Prescription) -> Moved | None:
    item = next((item for item in order.modifications if step.modification == item.KIND), None)
    if item is None and not step.starts:
        return None
    limit = catalogue()[step.modification].limits()[step.field]
    old = 0.0 if item is None else float(getattr(item, step.field))
    new = 0.0 if step.removes else _stepped(step, old, low=limit["soft_low"], high=limit["soft_high"])
    if new == old:
        return None
    told = None if item is None else old
    return Moved(modification=step.modification, field=step.field, unit=limit["unit"], old=told, new=new)


def _stepped(step: Step, old: float, *, low: float, high: float) -> float:
    """Return the dose after the step: never further out of the usual range, nor past where the rule ends."""
    most = MOST_STEP.get(f"{step.modification}.{step.field}", abs(step.by))
    wanted = old + max(-most, min(most, step.by))
    ends_low = [low] if step.least is None else [low, step.least]
    ends_high = [high] if step.most is None else [high, step.most]
    held = max(max(ends_low), wanted) if step.by < 0 else min(min(ends_high), wanted)
    stays = held > old if step.by < 0 else held < old
    return old if stays else round(held, 3)
