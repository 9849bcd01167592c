"""Conflicts. Foot, Assessment, modifications -> what contradicts itself, to be confirmed or refused."""

from collections.abc import Iterable, Iterator, Mapping

from orthogen.errors import PrescriptionError
from orthogen.modifications import catalogue
from orthogen.prescribe.limits import Warned
from orthogen.prescribe.rules import holds
from orthogen.prescribe.stack import STACK_IDS
from orthogen.prescribe.words import seen
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
from orthogen.records.foot import Foot
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Prescription
from orthogen.records.profile import Profile

_CONTRADICTIONS = {"side-contradicts": "side-contradicts", "unit_conflict": "unit-conflict"}  # finding -> id
_FLAG, _REQUIRES = "red-flag.", "requires."


def flag_id(name: str) -> str:
    """Return the id under which a red flag is confirmed."""
    return f"{_FLAG}{name}"


def contradictions(foot: Foot) -> tuple[Warned, ...]:
    """Return what the scan says against the user: a shape that looks like the other side, a file in another unit."""
    return tuple((_CONTRADICTIONS[item.check], item.note) for item in foot.findings if item.check in _CONTRADICTIONS)


def warning_ids(profiles: Iterable[Profile] = ()) -> tuple[str, ...]:
    """Return every id that can be confirmed; those of doses outside their soft limits are `KIND.FIELD`.

    profiles: what the order starts from, whose own ids are `avoid.KIND` and `requires.NAME`.
    """
    kinds = sorted(catalogue().items())
    doses = (f"{name}.{field}" for name, kind in kinds for field in kind.limits())
    rules = dict.fromkeys(rule.id for _, kind in kinds for rule in kind.RULES if not _is_stop(rule))
    flags = map(flag_id, REVIEW_FLAGS)
    own = [
        name
        for profile in profiles
        for name in (
            *(item.guard.id for item in profile.avoided),
            *(_REQUIRES + item.name for item in profile.requires),
        )
    ]
    return (*_CONTRADICTIONS.values(), *rules, *STACK_IDS, *flags, *dict.fromkeys(own), *doses)


def clashes(prescription: Prescription, known: Mapping[str, float | None]) -> tuple[Warned, ...]:
    """Return what the modifications of an order say against each other, foot and patient (clinical.md C.2).

    known: measure -> value or None. Raises PrescriptionError for what no signature overrules.
    """
    there = {item.KIND: item for item in prescription.modifications if not item.is_null}
    warned: dict[str, str] = {}
    for item in there.values():
        for rule in item.RULES:
            said = _said(rule, item, there, prescription, known)
            if said and _is_stop(rule):
                way_out = "leave out one of them" if isinstance(rule, Need) or rule.beside else "order it that way"
                raise PrescriptionError(said, f"{way_out}, or order {item.KIND}.{item.DOSE}=0")
            if said:
                warned.setdefault(rule.id, said)
    return tuple(warned.items())


def required(profile: Profile, known: Mapping[str, float | None]) -> tuple[Warned, ...]:
    """Return what a profile requires and the form does not tell."""
    return tuple(
        (_REQUIRES + need.name, f"{profile.name} {need.reason} ({need.source})")
        for need in profile.requires
        if need.measure is None or known[need.measure] is None
    )


def avoided(prescription: Prescription, profile: Profile, known: Mapping[str, float | None]) -> tuple[Warned, ...]:
    """Return what an order has that its profile avoids."""
    there = {item.KIND: item for item in prescription.modifications if not item.is_null}
    warned: dict[str, str] = {}
    for item in profile.avoided:
        if item.kind is None and prescription.construction in item.guard.constructions:
            warned[item.guard.id] = f"{profile.name}: {item.guard.reason} ({item.guard.source})"
        elif item.kind in there and (said := _said(item.guard, there[item.kind], there, prescription, known)):
            warned.setdefault(item.guard.id, f"{item.kind.replace('_', ' ')} with {profile.name}: {said}")
    return tuple(warned.items())


def unmet(modifications: Iterable[Modification]) -> Iterator[tuple[str, Need]]:
    """Yield KIND and need of each modification that is there beside a dose that does not meet it."""
    there = {item.KIND: item for item in modifications if not item.is_null}
    for item in there.values():
        for rule in item.RULES:
            if isinstance(rule, Need) and _dose(there, rule.kind, rule.field) < rule.least:
                yield item.KIND, rule


def needed(need: Need, by: str) -> str:
    """Return in words what a modification needs."""
    return f"{by.replace('_', ' ')} needs {need.kind.replace('_', ' ')} of {need.least:g} mm ({need.source})"


def _said(
    rule: Need | Against,
    item: Modification,
    there: Mapping[str, Modification],
    prescription: Prescription,
    known: Mapping[str, float | None],
) -> str | None:
    """Return the sentence of a rule that applies, None of one that does not."""
    if isinstance(rule, Need):
        return needed(rule, item.KIND) if _dose(there, rule.kind, rule.field) < rule.least else None
    other = there.get(rule.beside) if rule.beside else None
    applies = (
        (rule.beside is None or other is not None)
        and (not rule.constructions or prescription.construction in rule.constructions)
        and (not rule.lengths or prescription.length in rule.lengths)
        and holds(rule.own, item.values)
        and (other is None or holds(rule.other, other.values))
        and holds(rule.measures, known)
    )
    if not applies:
        return None
    because = ", ".join(seen(name, value) for name, _, _ in rule.measures if (value := known[name]) is not None)
    return f"{rule.reason}{': ' if because else ''}{because} ({rule.source})"


def _is_stop(rule: Need | Against) -> bool:
    return isinstance(rule, Against) and rule.stops


def _dose(there: Mapping[str, Modification], kind: str, field: str) -> float:
    return float(getattr(there[kind], field)) if kind in there else 0.0


def red_flags(assessment: Assessment | None) -> tuple[Warned, ...]:
    """Return the flags that a clinician must sign; raises PrescriptionError for one that stops (clinical.md E.1)."""
    present = [name for name, answer in (assessment.red_flags if assessment else {}).items() if answer]
    stops = [name for name in present if name in STOP_FLAGS]
    if stops:
        raise PrescriptionError(
            f"red flag: {', '.join(stops)}; no device is made before this is cleared (clinical.md E.1)",
            "refer the patient; build when the flag is answered false",
        )
    said = "a clinician must review the patient first: orthogen sign-off CASE --flag {0} --by WHO"
    return tuple((flag_id(name), f"red flag {name}: {said.format(name)}") for name in present)
