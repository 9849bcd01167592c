"""Limits. modifications -> the doses outside their soft limits; what must be confirmed -> what was confirmed."""

from collections.abc import Iterable, Sequence

from orthogen.errors import UnacceptedWarning
from orthogen.records.prescription import Modification

_CONFIRMED = "Confirmed against the warning {}: "
Warned = tuple[str, str]  # id that --accept-warning takes, sentence


def outside_soft_limits(modifications: Iterable[Modification]) -> tuple[Warned, ...]:
    """Return (`KIND.FIELD`, sentence) for each dose that is possible but unusual; a dose of zero warns of nothing."""
    warned = []
    for item in modifications:
        for name, limit in item.limits().items():
            value, low, high = getattr(item, name), limit["soft_low"], limit["soft_high"]
            if not low <= value <= high and not item.is_null:
                warned.append((f"{item.KIND}.{name}", _sentence(item.KIND, name, value, limit)))
    return tuple(warned)


def confirmed(warnings: Sequence[Warned], accepted: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of all warnings, each of which was accepted; raises UnacceptedWarning for the first that was not.

    An accepted id that nothing warns of is left out: it was not needed.
    """
    agreed = set(accepted)
    open_warnings = [warning for warning in warnings if warning[0] not in agreed]
    if open_warnings:
        first, sentence = open_warnings[0]
        others = ", ".join(name for name, _ in open_warnings[1:])
        raise UnacceptedWarning(first, sentence + (f" (to be confirmed too: {others})" if others else ""))
    return tuple(dict.fromkeys(name for name, _ in warnings))


def overruled(name: str, sentence: str) -> str:
    """Return what a reader is told of a warning that was confirmed; name: its id."""
    return f"{_CONFIRMED.format(name)}{sentence.rstrip('.')}."


def is_of(note: str, name: str) -> bool:
    """Return whether a note is what `overruled` says of the warning with this id."""
    return note.startswith(_CONFIRMED.format(name))


def _sentence(kind: str, name: str, value: float, limit: dict[str, object]) -> str:
    return (
        f"{kind}.{name} = {value:g} {limit['unit']} is outside the usual "
        f"[{limit['soft_low']:g}, {limit['soft_high']:g}] ({limit['source']})"
    )
