"""Profile. name or TOML file -> Profile, every dose and every rule checked."""

from pathlib import Path
from typing import Any, get_args

from orthogen.errors import UnknownName
from orthogen.intake.prescription import setting
from orthogen.intake.profile_rules import avoided, checked, choice_of, requirement, rule, tables
from orthogen.intake.tables import choice, need_keys, read_table, subtable, text, texts
from orthogen.records.prescription import Value
from orthogen.records.profile import USUAL_MATERIAL, Profile, Settings
from orthogen.records.site import Construction, Length, Material

_SHIPPED = Path(__file__).resolve().parents[1] / "profiles"
_WORDS = ("title", "summary", "evidence", "avoid")
_LISTS = ("rules", "choices", "avoided", "requires")


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
    need_keys(table, required=(*_WORDS, "sources", "settings", "modifications"), optional=_LISTS, where=where)
    doses, reasons = _modifications(subtable(table["modifications"], name="modifications"))
    listed = {name: tables(table.get(name, []), name=name) for name in _LISTS}
    return Profile(
        name=path.stem,
        **{word: text(table[word], name=word) for word in _WORDS},
        sources=texts(table["sources"], name="sources"),
        settings=_settings(subtable(table["settings"], name="settings"), where),
        modifications=doses,
        reasons=reasons,
        rules=tuple(rule(item, doses) for item in listed["rules"]),
        choices=tuple(choice_of(item, doses) for item in listed["choices"]),
        avoided=tuple(avoided(item) for item in listed["avoided"]),
        requires=tuple(requirement(item) for item in listed["requires"]),
    )


def _settings(table: dict[str, Any], where: str) -> Settings:
    names = ("construction", "length", "thickness_mm", "least_wall_mm", "arch_if_flattened_mm")
    need_keys(table, required=names, optional=("material",), where=f"{where}: settings")
    thickness = subtable(table["thickness_mm"], name="thickness_mm")
    need_keys(thickness, required=get_args(Construction), where=f"{where}: thickness_mm")
    material = subtable(table.get("material", {}), name="material")
    need_keys(material, required=(), optional=get_args(Construction), where=f"{where}: material")
    return Settings(
        construction=choice(table["construction"], get_args(Construction), name="construction"),
        length=choice(table["length"], get_args(Length), name="length"),
        thickness_mm={
            kind: setting({"thickness_mm": thickness[kind]}, "thickness_mm", where=f"{where}: {kind}")
            for kind in get_args(Construction)
        },
        least_wall_mm=setting(table, "least_wall_mm", where=where),
        arch_if_flattened_mm=setting(table, "arch_if_flattened_mm", where=where),
        material={
            kind: choice(material.get(kind, usual), get_args(Material), name=f"{where}: material.{kind}")
            for kind, usual in USUAL_MATERIAL.items()
        },
    )


def _modifications(table: dict[str, Any]) -> tuple[dict[str, dict[str, Value]], dict[str, str]]:
    """Return KIND -> field -> dose and KIND -> reason; each must be makeable and say why it is there."""
    doses: dict[str, dict[str, Value]] = {}
    reasons: dict[str, str] = {}
    for kind, entry in table.items():
        fields = dict(subtable(entry, name=kind))
        reasons[kind] = text(fields.pop("reason", None), name=f"{kind}.reason")
        doses[kind] = checked(kind, fields)
    return doses, reasons
