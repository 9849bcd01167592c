"""Doses. finished device, order -> asked versus got for every field of every modification."""

from collections.abc import Mapping
from dataclasses import replace

from orthogen.records.device import Design
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Prescription
from orthogen.records.site import Made


def check(design: Design, ordered: Prescription, made_by_kind: Mapping[str, Made]) -> tuple[Dose, ...]:
    """Return the doses as each modification measures itself on what it changed; `asked` is the original order.

    A guard that changed the order is told in the note; then `ok` is judged against the guarded value. A change of
    the order that no guard told is not ok.
    """
    original = {item.KIND: item for item in ordered.modifications}
    doses: list[Dose] = []
    for item in design.settled.modifications:
        said = " ".join(design.clamps.get(item.KIND, ()))
        if not item.is_null:
            doses += [_against(dose, original[item.KIND], said) for dose in item.measure(made_by_kind[item.KIND])]
        elif not original[item.KIND].is_null:
            doses.append(_against(item.dose(item.DOSE, 0.0), original[item.KIND], said))
    return tuple(doses)


def _against(dose: Dose, original: Modification, said: str) -> Dose:
    asked = float(getattr(original, dose.field))
    if asked == dose.asked:
        return dose
    return replace(
        dose, asked=asked, ok=dose.ok and bool(said), note=" ".join(note for note in (dose.note, said) if note)
    )
