"""Profile. name or TOML file -> Profile, every dose and every rule checked."""

import math
from pathlib import Path
from typing import Any, get_args

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.intake.prescription import setting
from orthogen.intake.tables import choice, need_keys, read_table, subtable, text, texts
from orthogen.modifications import modification
from orthogen.records.foot import MEASURES
from orthogen.records.guard import COMPARISONS, Comparison
from orthogen.records.prescription import Value
from orthogen.records.profile import ASSESSMENT_MEASURES, Profile, Rule, Settings
from orthogen.records.site import Construction, Length

_SHIPPED = Path(__file__).resolve().parents[1] / "profiles"
_WORDS = ("title", "summary", "evidence", "avoid")
_MEASURES = (*MEASURES, *ASSESSMENT_MEASURES)


def profile_names() -> tuple[str, ...]:
    """Return the names of the shipped profiles."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def profile_file(name_or_path: str) -> Path:
    """Return the TOML file of a shipped profile by name, or the one that is named; raises UnknownName for neither."""
    names = profile_names()
    path = _SHIPPED / f"{name_or_path}.toml" if name_or_path in names else Path(name_or_path)
    if name_or_path not in names and not path.is_file():
        raise UnknownName(f"there is no profile {name_or_path!r}, nor such a file", name=name_or_path, known=names)
    return path


def read_profile(name_or_path: str) -> Profile:
    """Return a shipped profile by name or one from a TOML file.

    Raises UnknownName (naming near matches), PrescriptionError or OutOfRange.
    """
    path = profile_file(name_or_path)
    table = read_table(path, what="profile")
    where = f"profile {path.stem}"
    need_keys(table, required=(*_WORDS, "sources", "settings", "modifications"), optional=("rules",), where=where)
    doses, reasons = _modifications(subtable(table["modifications"], name="modifications"))
    rules = table.get("rules", [])
    if not isinstance(rules, list):
        raise PrescriptionError(f"{where}: rules is not a list of tables", "write each as [[rules]]")
    return Profile(
        name=path.stem,
        **{word: text(table[word], name=word) for word in _WORDS},
        sources=texts(table["sources"], name="sources"),
        settings=_settings(subtable(table["settings"], name="settings"), where),
        modifications=doses,
        reasons=reasons,
        rules=tuple(_rule(subtable(rule, name="rules"), doses) for rule in rules),
    )


def _settings(table: dict[str, Any], where: str) -> Settings:
    names = ("construction", "length", "thickness_mm", "least_wall_mm", "arch_if_flattened_mm")
    need_keys(table, required=names, where=f"{where}: settings")
    thickness = subtable(table["thickness_mm"], name="thickness_mm")
    need_keys(thickness, required=get_args(Construction), where=f"{where}: thickness_mm")
    return Settings(
        construction=choice(table["construction"], get_args(Construction), name="construction"),
        length=choice(table["length"], get_args(Length), name="length"),
        thickness_mm={
            kind: setting({"thickness_mm": thickness[kind]}, "thickness_mm", where=f"{where}: {kind}")
            for kind in get_args(Construction)
        },
        least_wall_mm=setting(table, "least_wall_mm", where=where),
        arch_if_flattened_mm=setting(table, "arch_if_flattened_mm", where=where),
    )


def _modifications(table: dict[str, Any]) -> tuple[dict[str, dict[str, Value]], dict[str, str]]:
    """Return KIND -> field -> dose and KIND -> reason; each must be makeable and say why it is there."""
    doses: dict[str, dict[str, Value]] = {}
    reasons: dict[str, str] = {}
    for kind, entry in table.items():
        fields = dict(subtable(entry, name=kind))
        reasons[kind] = text(fields.pop("reason", None), name=f"{kind}.reason")
        doses[kind] = _checked(kind, fields)
    return doses, reasons


def _checked(kind: str, fields: dict[str, Any]) -> dict[str, Value]:
    """Return the doses after the modification itself has accepted them."""
    made = modification(kind, fields)
    return {name: getattr(made, name) for name in fields}


def _rule(table: dict[str, Any], doses: dict[str, dict[str, Value]]) -> Rule:
    need_keys(table, required=("when", "sets", "reason", "source"), where="a rule")
    when = text(table["when"], name="when")
    sets = subtable(table["sets"], name="sets")
    for kind, fields in sets.items():
        _checked(kind, {**doses.get(kind, {}), **subtable(fields, name=kind)})
    return Rule(
        when=when,
        conditions=tuple(_condition(part, when) for part in when.split(" and ")),
        sets={kind: _checked(kind, fields) for kind, fields in sets.items()},
        reason=text(table["reason"], name="reason"),
        source=text(table["source"], name="source"),
    )


def _condition(part: str, when: str) -> tuple[str, Comparison, float]:
    """Return (measure, comparison, value) from `posture_index >= 8`: a closed list, nothing is evaluated."""
    words = part.split()
    if len(words) != 3:
        raise PrescriptionError(
            f"the rule {when!r} is not MEASURE COMPARISON NUMBER [and …]", "for example age_years < 14"
        )
    measure, comparison, value = words
    if measure not in _MEASURES:
        raise UnknownName(f"the rule {when!r} asks for the unknown measure {measure!r}", name=measure, known=_MEASURES)
    known: Comparison = choice(comparison, COMPARISONS, name=f"the comparison in {when!r}")
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise PrescriptionError(f"the rule {when!r} compares with {value!r}", "compare with a finite number")
    return measure, known, number
