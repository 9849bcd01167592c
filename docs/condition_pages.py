"""Condition pages. a profile -> its page (evidence, doses, rules, choices, what stops) and a picture of its default."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from docs.modification_pictures import device_picture
from orthogen import pipeline
from orthogen.prescribe import prescribe
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.prescription import Value
from orthogen.records.profile import Choice, Profile, Rule

_SHORTER_LEG_MM = 10.0  # the example of a profile that needs a measured difference


def index_page(profiles: Iterable[Profile]) -> str:
    """Return the list of all conditions with their summary."""
    rows = [f"| [{item.title}]({item.name}.md) | `{item.name}` | {item.summary} |" for item in profiles]
    head = (
        "# Conditions\n\nEach is a starting prescription, `--profile NAME`: a proposal that a clinician reads, changes "
        "and signs. Where sources disagree its page names both and offers the choice.\n"
    )
    return "\n".join([head, "| condition | name | start |", "|---|---|---|", *rows, ""])


def condition_page(item: Profile) -> str:
    """Return the page of one profile."""
    settings = item.settings
    doses = [
        f"| `{kind}.{name}` | {_said(dose)} | {item.reasons[kind]} |"
        for kind, fields in item.modifications.items()
        for name, dose in fields.items()
    ]
    thick = ", ".join(f"{kind} {mm:g} mm of {settings.material[kind].upper()}" for kind, mm in
                      settings.thickness_mm.items())  # fmt: skip
    parts = [
        f"# {item.title}", "", item.summary, "",
        f"![the default device on a synthetic foot]({item.name}.png)", "",
        "Left: the device. Middle: what the profile adds (brown) or takes away (blue) at each place, toes up. "
        f"Right: the section where it does most, black with it, amber without.{_example(item)}", "",
        "## Evidence and its limits", "", item.evidence, "",
        "## Avoid", "", item.avoid, "",
        "## Start", "",
        f"{settings.construction.capitalize()}, length {settings.length}; thickness: {thick}. A shell of polypropylene "
        "or PA12 follows body mass and foot posture index where the form tells them.", "",
        "| dose | value | why |", "|---|---|---|", *doses, "",
        *_rules(item.rules), *(line for choice in item.choices for line in _choice(choice)), *_stops(item),
        "## Sources", "", *(f"- {source}" for source in item.sources), "",
        "S numbers are explained in [sources](../sources.md).", "",
        f"Order it with `orthogen build scan.ply --profile {item.name}`.", "",
    ]  # fmt: skip
    return "\n".join(parts)


def condition_picture(foot: Foot, item: Profile) -> NDArray[np.uint8]:
    """Return the device of a profile as nobody changed it, what it adds to a bare cup, and a section."""
    shorter = "left" if foot.mirrored else "right"
    form = Assessment(leg_length_difference_mm={shorter: _SHORTER_LEG_MM})  # type: ignore[dict-item]
    order = prescribe(foot, item, assessment=form, accepted=[f"requires.{need.name}" for need in item.requires])
    cup = tuple(one for one in order.modifications if one.KIND == "heel_cup")
    bare = replace(order, modifications=cup if len(order.modifications) > len(cup) else ())
    device, without = (
        pipeline.make(foot, one, label="R DEMO", case="DEMO", clock=lambda: 0.0) for one in (order, bare)
    )
    return device_picture(device, without)


def _example(item: Profile) -> str:
    needed = any(need.measure == "leg_length_difference_mm" for need in item.requires)
    return f" Made for a leg that is {_SHORTER_LEG_MM:g} mm shorter." if needed else ""


def _rules(rules: tuple[Rule, ...]) -> list[str]:
    if not rules:
        return []
    rows = [f"| {rule.when} | {_sets(rule.sets)} | {rule.reason} ({rule.source}) |" for rule in rules]
    return ["## Rules", "", "A measure that is not known keeps its rule silent.", "",
            "| if | dose | why |", "|---|---|---|", *rows, ""]  # fmt: skip


def _choice(choice: Choice) -> list[str]:
    rows = [
        f"| `--choose {choice.name}={option.name}`{' (default)' if option.name == choice.default else ''} | "
        f"{'; '.join(_rule(rule) for rule in option.rules) or 'nothing more'} | {option.reason} ({option.source}) |"
        for option in choice.options
    ]
    return [f"## Choice: {choice.question}", "", "| option | dose | who says so |", "|---|---|---|", *rows, ""]


def _rule(rule: Rule) -> str:
    return f"{_sets(rule.sets)}{f' if {rule.when}' if rule.when else ''}"


def _stops(item: Profile) -> list[str]:
    rows = [
        f"| `requires.{need.name}` | {f'{need.measure} is not known' if need.measure else 'always'} | "
        f"{need.reason} ({need.source}) |"
        for need in item.requires
    ]
    rows += [
        f"| `{each.guard.id}` | {f'ordered with {each.when}' if each.when else 'ordered'} | "
        f"{each.guard.reason} ({each.guard.source}) |"
        for each in item.avoided
    ]
    if not rows:
        return []
    return ["## What stops until a clinician accepts it", "",
            "Each is confirmed with `--accept-warning ID` and recorded.", "",
            "| id | when | why |", "|---|---|---|", *rows, ""]  # fmt: skip


def _sets(sets: Mapping[str, Mapping[str, Value]]) -> str:
    return ", ".join(f"`{kind}.{name}` {_said(dose)}" for kind, fields in sets.items() for name, dose in fields.items())


def _said(dose: Value) -> str:
    return f"{dose:g}" if isinstance(dose, float) else dose
