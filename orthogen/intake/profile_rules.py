"""Profile rules. tables of a profile -> rules, choices, what is avoided, what is required; each name checked."""

import math
from collections.abc import Mapping
from typing import Any, get_args

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.intake.tables import choice, need_keys, subtable, text
from orthogen.modifications import kind_called, modification
from orthogen.records.foot import MEASURES
from orthogen.records.guard import COMPARISONS, Against, Comparison, Condition
from orthogen.records.prescription import Value
from orthogen.records.profile import ASSESSMENT_MEASURES, Avoided, Choice, Option, Requirement, Rule
from orthogen.records.site import Construction

_MEASURES = (*MEASURES, *ASSESSMENT_MEASURES)
Doses = Mapping[str, Mapping[str, Value]]


def tables(value: Any, *, name: str) -> list[dict[str, Any]]:
    """Return a list of tables, [[name]]."""
    if not isinstance(value, list):
        raise PrescriptionError(f"{name} is not a list of tables", f"write each as [[{name}]]")
    return [subtable(item, name=name) for item in value]


def checked(kind: str, fields: dict[str, Any]) -> dict[str, Value]:
    """Return the doses after the modification itself has accepted them."""
    made = modification(kind, fields)
    return {name: getattr(made, name) for name in fields}


def rule(table: dict[str, Any], doses: Doses) -> Rule:
    """Return one of [[rules]]: it must be makeable on top of the start doses."""
    need_keys(table, required=("when", "sets", "reason", "source"), where="a rule")
    when = text(table["when"], name="when")
    return Rule(
        when=when,
        conditions=_conditions(when, _MEASURES),
        sets=_sets(table["sets"], doses),
        reason=text(table["reason"], name="reason"),
        source=text(table["source"], name="source"),
    )


def choice_of(table: dict[str, Any], doses: Doses) -> Choice:
    """Return one of [[choices]]; its default is one of its options."""
    need_keys(table, required=("name", "question", "default", "options"), where="a choice")
    name = text(table["name"], name="choices.name")
    options = tuple(_option(item, doses) for item in tables(table["options"], name="choices.options"))
    known = tuple(option.name for option in options)
    if len(set(known)) < max(2, len(known)):
        raise PrescriptionError(
            f"the choice {name!r} has the options {', '.join(known)}", "give two, named differently"
        )
    return Choice(
        name=name,
        question=text(table["question"], name="question"),
        default=choice(table["default"], known, name=f"the default of the choice {name!r}"),
        options=options,
    )


def avoided(table: dict[str, Any]) -> Avoided:
    """Return one of [[avoided]]: a kind, whose `when` compares its fields or measures, or a construction."""
    need_keys(table, required=("reason", "source"), optional=("kind", "construction", "when"), where="what is avoided")
    reason, source = text(table["reason"], name="reason"), text(table["source"], name="source")
    if ("kind" in table) == ("construction" in table):
        raise PrescriptionError("what is avoided is a kind or a construction", "write one of the two")
    if "construction" in table:
        shape = choice(table["construction"], get_args(Construction), name="construction")
        guard = Against(id=f"avoid.{shape}", reason=reason, source=source, constructions=(shape,))
        return Avoided(kind=None, when="", guard=guard)
    kind = text(table["kind"], name="kind")
    when, fields = text(table.get("when", ""), name="when"), tuple(kind_called(kind).limits())
    conditions = _conditions(when, (*fields, *_MEASURES)) if when else ()
    guard = Against(
        id=f"avoid.{kind}",
        reason=reason,
        source=source,
        own=tuple(item for item in conditions if item[0] in fields),
        measures=tuple(item for item in conditions if item[0] not in fields),
    )
    return Avoided(kind=kind, when=when, guard=guard)


def requirement(table: dict[str, Any]) -> Requirement:
    """Return one of [[requires]]."""
    need_keys(table, required=("name", "reason", "source"), optional=("measure",), where="a requirement")
    return Requirement(
        name=text(table["name"], name="requires.name"),
        measure=choice(table["measure"], ASSESSMENT_MEASURES, name="measure") if "measure" in table else None,
        reason=text(table["reason"], name="reason"),
        source=text(table["source"], name="source"),
    )


def _option(table: dict[str, Any], doses: Doses) -> Option:
    need_keys(table, required=("name", "reason", "source"), optional=("sets", "rules"), where="an option")
    name, reason, source = (text(table[key], name=key) for key in ("name", "reason", "source"))
    always = Rule(when="", conditions=(), sets=_sets(table.get("sets", {}), doses), reason=reason, source=source)
    rules = [rule(item, {**doses, **always.sets}) for item in tables(table.get("rules", []), name="options.rules")]
    return Option(name=name, reason=reason, source=source, rules=(*([always] if always.sets else []), *rules))


def _sets(value: Any, doses: Doses) -> dict[str, dict[str, Value]]:
    sets = subtable(value, name="sets")
    for kind, fields in sets.items():
        checked(kind, {**doses.get(kind, {}), **subtable(fields, name=kind)})
    return {kind: checked(kind, fields) for kind, fields in sets.items()}


def _conditions(when: str, known: tuple[str, ...]) -> tuple[Condition, ...]:
    return tuple(_condition(part, when, known) for part in when.split(" and "))


def _condition(part: str, when: str, known: tuple[str, ...]) -> Condition:
    """Return (measure, comparison, value) from `posture_index >= 8`: a closed list, nothing is evaluated."""
    words = part.split()
    if len(words) != 3:
        raise PrescriptionError(
            f"the rule {when!r} is not MEASURE COMPARISON NUMBER [and …]", "for example age_years < 14"
        )
    measure, comparison, value = words
    if measure not in known:
        raise UnknownName(f"the rule {when!r} asks for the unknown measure {measure!r}", name=measure, known=known)
    compared: Comparison = choice(comparison, COMPARISONS, name=f"the comparison in {when!r}")
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise PrescriptionError(f"the rule {when!r} compares with {value!r}", "compare with a finite number")
    return measure, compared, number
