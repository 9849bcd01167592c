"""Doses. finished device, order -> asked versus got for every field of every modification."""

from collections.abc import Mapping
from dataclasses import replace

from orthogen.records.device import Design
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Prescription, Stage
from orthogen.records.site import Made

_LOSS = 0.01  # mm or degrees: the faces of a file follow the fields to this
_WHY = {
    Stage.PAD: "where two pads meet the higher one counts",
    Stage.WELL: "where two wells meet the deeper one counts",
}


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
            measured = _measured(item, made_by_kind[item.KIND])
            doses += [_against(dose, original[item.KIND], said) for dose in measured]
        elif not original[item.KIND].is_null:
            doses.append(_against(item.dose(item.DOSE, 0.0), original[item.KIND], said))
    return tuple(doses)


def _measured(item: Modification, made: Made) -> tuple[Dose, ...]:
    """Return the doses as they are on the device; what others overlap is told and does not count as a fault.

    `ok` is then judged on the change together with what was lost of it: so a pad that is half under a bar must still
    be exactly the half that was designed.
    """
    got = item.measure(made)
    if not made.lost_mm.any():
        return got
    full = item.measure(replace(made, change_mm=made.change_mm + made.lost_mm, top_mm=made.top_mm + made.lost_mm))
    others = " and ".join(kind.replace("_", " ") for kind in made.lost_to)
    return tuple(_with_loss(dose, whole, others, item) for dose, whole in zip(got, full, strict=True))


def _with_loss(dose: Dose, whole: Dose, others: str, item: Modification) -> Dose:
    if dose.ok and dose.got is not None:
        return dose
    if dose.got is None and whole.got is not None:
        return replace(whole, got=None, note=f"Too little of it is left beside the {others} to tell this.")
    if dose.got is None or whole.got is None or abs(whole.got - dose.got) <= _LOSS:
        return replace(whole, got=dose.got)
    unit = "°" if dose.unit == "deg" else f" {dose.unit}"
    if dose.field != item.DOSE:
        said = f"What is left of it beside the {others} reads {abs(whole.got - dose.got):.2f}{unit} differently."
        return replace(dose, ok=whole.ok, note=" ".join(text for text in (dose.note, said) if text))
    why = _WHY.get(item.STAGE, "each acts on what the one before it left")
    said = f"{abs(whole.got - dose.got):.2f}{unit} of it is taken up by the {others}, with which it overlaps: {why}."
    return replace(dose, ok=whole.ok, note=" ".join(text for text in (dose.note, said) if text))


def _against(dose: Dose, original: Modification, said: str) -> Dose:
    asked = float(getattr(original, dose.field))
    if asked == dose.asked:
        return dose
    return replace(
        dose, asked=asked, ok=dose.ok and bool(said), note=" ".join(note for note in (dose.note, said) if note)
    )
