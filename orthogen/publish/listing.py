"""Listing. profiles, modifications, formats -> the text that a terminal shows."""

import textwrap
from collections.abc import Iterable, Mapping

from orthogen.publish.catalogue import ScanFormat, summary
from orthogen.publish.screen import table
from orthogen.records.prescription import Modification, Value
from orthogen.records.profile import Choice, Profile, Rule

_WIDTH = 100


def profiles_text(profiles: Iterable[Profile]) -> str:
    """Return a line for each profile; all that it says if it is the only one."""
    listed = tuple(profiles)
    if len(listed) == 1:
        return _profile_text(listed[0])
    return table(("profile", ""), [(profile.name, profile.summary) for profile in listed])


def modifications_text(modifications: Mapping[str, type[Modification]]) -> str:
    """Return each modification with its fields: default, usual range, hard limits, source."""
    return "\n\n".join(_modification_text(kind) for kind in modifications.values())


def formats_text(
    scans: Iterable[ScanFormat], pressure: Iterable[ScanFormat] = (), gait: Iterable[ScanFormat] = ()
) -> str:
    """Return a line for each format of scans, then of pressure recordings, then of gait."""
    tables = [(title, [(f.name, " ".join(f.suffixes), f.unit, f.notes) for f in formats])
              for title, formats in (("scan format", scans), ("pressure format", pressure),
                                     ("gait format", gait))]  # fmt: skip
    return "\n\n".join(table((title, "suffix", "unit", ""), rows) for title, rows in tables if rows)


def _modification_text(kind: type[Modification]) -> str:
    rows = [
        (
            f"  {kind.KIND}.{name}",
            f"{limit['default']:g} {limit['unit']}",
            f"{limit['soft_low']:g} … {limit['soft_high']:g}",
            f"{limit['low']:g} … {limit['high']:g}",
            str(limit["source"]),
        )
        for name, limit in kind.limits().items()
    ]
    return f"{kind.KIND}: {summary(kind)}\n" + table(("  field", "default", "usual", "possible", "source"), rows)


def _profile_text(profile: Profile) -> str:
    settings = profile.settings
    thickness = ", ".join(f"{kind} {value:g} mm" for kind, value in settings.thickness_mm.items())
    doses = [
        (f"  {kind}.{name}", f"{dose:g}" if isinstance(dose, float) else dose, profile.reasons[kind])
        for kind, fields in profile.modifications.items()
        for name, dose in fields.items()
    ]
    said = (("Summary", profile.summary), ("Evidence", profile.evidence), ("Avoid", profile.avoid))
    return "\n\n".join(
        [
            f"{profile.name}: {profile.title}",
            *(textwrap.fill(f"{word}: {text}", _WIDTH) for word, text in said),
            f"{settings.construction}, length {settings.length}; thickness: {thickness}; least wall "
            f"{settings.least_wall_mm:g} mm; arch of a flattened sole {settings.arch_if_flattened_mm:g} mm",
            table(("dose", "", "why"), doses),
            *(["Rules\n" + "\n".join(_rules(profile.rules, "  "))] if profile.rules else []),
            *(_choice_text(choice) for choice in profile.choices),
            *(["Stops until it is accepted\n" + "\n".join(stops)] if (stops := _stops(profile)) else []),
            "Sources\n" + "\n".join(f"  {source}" for source in profile.sources),
        ]
    )


def _rules(rules: Iterable[Rule], indent: str) -> list[str]:
    return [
        f"{indent}{f'if {rule.when}: ' if rule.when else ''}{_sets(rule.sets)}: {rule.reason} ({rule.source})"
        for rule in rules
    ]


def _choice_text(choice: Choice) -> str:
    """Return a question with its options, the default marked, and what each sets."""
    lines = [f"Choice {choice.name}: {choice.question}"]
    for option in choice.options:
        default = " (default)" if option.name == choice.default else ""
        lines.append(f"  --choose {choice.name}={option.name}{default}: {option.reason} ({option.source})")
        lines += _rules((rule for rule in option.rules if rule.when), "    ")
        lines += [f"    {_sets(rule.sets)}" for rule in option.rules if not rule.when]
    return "\n".join(lines)


def _stops(profile: Profile) -> list[str]:
    """Return what stops an order of this profile, by the id that accepts it."""
    return [
        *(
            f"  requires.{item.name}{f', unless {item.measure} is given' if item.measure else ''}: {item.reason} "
            f"({item.source})"
            for item in profile.requires
        ),
        *(
            f"  {item.guard.id}{f', if {item.when}' if item.when else ''}: {item.guard.reason} ({item.guard.source})"
            for item in profile.avoided
        ),
    ]


def _sets(sets: Mapping[str, Mapping[str, Value]]) -> str:
    return ", ".join(
        f"{kind}.{name} = {dose:g}" if isinstance(dose, float) else f"{kind}.{name} = {dose}"
        for kind, fields in sets.items()
        for name, dose in fields.items()
    )
