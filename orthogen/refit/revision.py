"""Revision. Prescription, accepted changes -> the Prescription of the next version; all else is carried forward."""

from collections.abc import Iterable
from dataclasses import replace

from orthogen.errors import PrescriptionError
from orthogen.modifications import modification
from orthogen.records.prescription import Prescription, Value
from orthogen.records.refit import DoseChange

FOOT = "foot"  # what a change of the scan itself is filed under; it orders nothing


def revised(order: Prescription, changes: Iterable[DoseChange], *, from_version: str) -> Prescription:
    """Return the order with the changes of one foot; doses, orders by hand and accepted warnings else stay as they are.

    A modification whose every field goes is taken out. Raises PrescriptionError for a change that does not begin at
    what is ordered, OutOfRange and UnknownName for one that cannot be ordered.
    """
    mine = [item for item in changes if item.modification != FOOT]
    doses: dict[str, dict[str, Value | None]] = {item.KIND: dict(item.values) for item in order.modifications}
    reasons = dict(order.reasons)
    for item in mine:
        fields = doses.setdefault(item.modification, {})
        if fields.get(item.field) != item.old:
            raise PrescriptionError(
                f"{item.modification}.{item.field} is to change from {item.old}, not from {fields.get(item.field)}",
                "propose the re-fit again from the latest version",
            )
        fields[item.field] = item.new
        why = f"re-fit of {from_version}: {item.reason} ({item.rule}; {item.evidence})"
        before = reasons.get(item.modification)
        if before is None or why not in before:
            reasons[item.modification] = why if before is None else f"{before}; {why}"
    kept = {kind: {name: value for name, value in each.items() if value is not None} for kind, each in doses.items()}
    made = [modification(kind, each) for kind, each in kept.items() if each]
    there = {item.KIND for item in made}
    return replace(
        order,
        modifications=tuple(sorted(made, key=lambda item: (item.STAGE, item.KIND))),
        reasons={kind: why for kind, why in reasons.items() if kind in there or kind not in doses},
    )
