"""Orders. texts of --set -> Orders; Prescription, Orders -> Prescription."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, cast

from orthogen.errors import PrescriptionError
from orthogen.modifications import kind_called, kinds, modification
from orthogen.prescribe.words import said, worded
from orthogen.records.prescription import Modification, Prescription, Value
from orthogen.records.profile import Order

Doses = dict[str, dict[str, Value]]
_SIDES = ("left", "right")


def parse_orders(texts: Iterable[str]) -> tuple[Order, ...]:
    """Return the orders in `[left.|right.]KIND.FIELD=VALUE`, each known to the catalogue and inside its hard limits.

    Raises UnknownName, OutOfRange, or PrescriptionError for what is no number or is ordered twice differently.
    """
    found: dict[tuple[str | None, str, str], Order] = {}
    for text in texts:
        order = _parsed(text)
        modification(order.kind, {order.field: order.asked})
        earlier = found.setdefault((order.side, order.kind, order.field), order)
        if earlier.asked != order.asked:
            name = text.partition("=")[0]
            both = f"{said(earlier.asked)} and as {said(order.asked)}"
            raise PrescriptionError(f"{name} is ordered as {both}", "order it once")
    return tuple(found.values())


def applied(prescription: Prescription, orders: Iterable[Order], *, side: str) -> Prescription:
    """Return the prescription with the orders for this side; those that name the side win over those that do not."""
    doses, reasons = doses_of(prescription.modifications), dict(prescription.reasons)
    for order in sorted(orders, key=lambda item: item.side is not None):
        if order.side not in (None, side):
            continue
        before = doses.setdefault(order.kind, {}).get(order.field)
        doses[order.kind][order.field] = order.asked
        if before != order.asked:
            why = f"{worded(order.field, order.asked)} was ordered"
            why += "" if before is None else f" instead of {said(before)}"
            reasons[order.kind] = f"{reasons[order.kind]}; {why}" if order.kind in reasons else why
    return replace(prescription, modifications=made(doses), reasons=reasons)


def doses_of(modifications: Iterable[Modification]) -> Doses:
    """Return KIND -> field -> dose."""
    return {item.KIND: item.values for item in modifications}


def made(doses: Mapping[str, Mapping[str, Value]]) -> tuple[Modification, ...]:
    """Return the modifications in the order in which they act, so that equal orders are equal files."""
    chosen = [modification(kind, fields) for kind, fields in doses.items()]
    return tuple(sorted(chosen, key=lambda item: (item.STAGE, item.KIND)))


def _parsed(text: str) -> Order:
    """Return one order; its names are not checked yet."""
    name, equals, value = text.partition("=")
    words = name.strip().split(".")
    side = words.pop(0) if words[0] in _SIDES else None
    if not equals or len(words) != 2 or not all(words):
        raise PrescriptionError(
            f"--set {text} is not [left.|right.]KIND.FIELD=VALUE", "for example --set heel_cup.depth_mm=14"
        )
    kind, field = words
    wordy = kind in kinds() and field in kind_called(kind).texts()
    return Order(
        side=cast(Literal["left", "right"] | None, side),
        kind=kind,
        field=field,
        asked=value.strip() if wordy else _number(value, text),
    )


def _number(value: str, text: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise PrescriptionError(f"--set {text}: {value!r} is not a finite number", "give a number such as 4.5")
    return number
