"""Choices. what a profile asks and what somebody answered -> the option taken, its rules, and how to say it."""

from collections.abc import Iterable, Mapping

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.records.profile import Choice, Option, Profile, Rule


def parse_choices(texts: Iterable[str], profile: Profile) -> dict[str, str]:
    """Return name -> option from `NAME=OPTION`; raises UnknownName, or PrescriptionError for two different answers."""
    known = {choice.name: choice for choice in profile.choices}
    chosen: dict[str, str] = {}
    for text in texts:
        name, equals, option = (part.strip() for part in text.partition("="))
        if not known:
            raise PrescriptionError(f"the profile {profile.name} offers no choices", f"leave out --choose {text}")
        if not equals and name not in known:
            raise PrescriptionError(
                f"--choose {text} is not NAME=OPTION", f"see what there is: orthogen profiles {profile.name}"
            )
        if name not in known:
            raise UnknownName(f"the profile {profile.name} has no choice {name!r}", name=name, known=tuple(known))
        names = tuple(item.name for item in known[name].options)
        if option not in names:
            raise UnknownName(f"the choice {name} has no option {option!r}", name=option, known=names)
        if chosen.setdefault(name, option) != option:
            raise PrescriptionError(f"{name} is chosen as {chosen[name]} and as {option}", "choose one of them")
    return chosen


def taken(profile: Profile, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return name -> option of every choice of a profile: what was chosen, else the default."""
    return {choice.name: chosen.get(choice.name, choice.default) for choice in profile.choices}


def rules_of(profile: Profile, options: Mapping[str, str]) -> tuple[Rule, ...]:
    """Return the rules of the options taken, in the order of the choices."""
    return tuple(rule for choice in profile.choices for rule in _option(choice, options[choice.name]).rules)


def choice_reasons(profile: Profile, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return `choice.NAME` -> what was asked, what was taken and why, and what else there is."""
    said = {}
    for choice in profile.choices:
        option = _option(choice, chosen.get(choice.name, choice.default))
        by = "chosen" if choice.name in chosen else "the default, nobody chose"
        others = "; ".join(f"{item.name}: {item.reason} ({item.source})" for item in choice.options if item != option)
        said[f"choice.{choice.name}"] = (
            f"{choice.question} {option.name}, {by}: {option.reason} ({option.source}). Or {others}."
        )
    return said


def _option(choice: Choice, name: str) -> Option:
    return next(item for item in choice.options if item.name == name)
