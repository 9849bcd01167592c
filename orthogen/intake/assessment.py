"""Assessment. TOML or JSON form -> Assessment."""

from pathlib import Path
from typing import Any, get_args

from orthogen.errors import CorruptFile, PrescriptionError
from orthogen.intake.tables import choice, need_keys, number, read_table, subtable, text
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
from orthogen.records.foot import Load

SCHEMA = "orthogen.assessment/1"
# what a living patient can have; beyond it the form has a slip of the pen
_PATIENT = {"body_mass_kg": (2.0, 400.0), "age_years": (0.0, 125.0)}
_PER_FOOT = {"posture_index": (-12.0, 12.0), "forefoot_rearfoot_deg": (-45.0, 45.0)}
_WORDS = ("diagnosis", "shoe")
_MOST_SHORTER_MM = 150.0


def read_assessment(path: Path) -> Assessment:
    """Return the form's answers; a missing key is unknown, a key that does not exist is refused.

    `posture_index` and `forefoot_rearfoot_deg` are one number for both feet or a table with `left` and `right`.
    The line `schema = "orthogen.assessment/1"` may be missing: forms are written by hand. null is no answer.
    """
    form = _answered(read_table(path, what="assessment form", error=CorruptFile))
    if not form:
        raise CorruptFile(f"the assessment form {path} is empty", "orthogen assess --form prints one to fill in")
    if (schema := form.get("schema", SCHEMA)) != SCHEMA:
        raise PrescriptionError(
            f"{path} is no assessment form: its schema is {schema!r}", f'a form says schema = "{SCHEMA}"'
        )
    need_keys(
        form,
        required=(),
        optional=("schema", *_PATIENT, *_PER_FOOT, "leg_length_difference_mm", *_WORDS, "load_state", "red_flags"),
        where="the assessment form",
    )
    answers: dict[str, Any] = {
        name: number(form[name], low=low, high=high, name=name)
        for name, (low, high) in _PATIENT.items()
        if name in form
    }
    answers |= {name: _per_foot(form[name], name) for name in _PER_FOOT if name in form}
    if "leg_length_difference_mm" in form:
        answers["leg_length_difference_mm"] = _shorter_leg(form["leg_length_difference_mm"])
    answers |= {name: text(form[name], name=name) for name in _WORDS if name in form}
    if "load_state" in form:
        answers["load_state"] = choice(form["load_state"], get_args(Load), name="load_state")
    return Assessment(**answers, red_flags=_flags(form.get("red_flags", {})))


def _answered(form: dict[str, Any]) -> dict[str, Any]:
    """Return a form of JSON without what was left open in it."""
    kept = {key: _answered(value) if isinstance(value, dict) else value for key, value in form.items()}
    return {key: value for key, value in kept.items() if value is not None}


def _per_foot(value: Any, name: str) -> dict[str, float]:
    """Return side -> value."""
    table = value if isinstance(value, dict) else {"left": value, "right": value}
    need_keys(table, required=(), optional=("left", "right"), where=name)
    low, high = _PER_FOOT[name]
    return {side: number(item, low=low, high=high, name=name) for side, item in table.items()}


def _shorter_leg(value: Any) -> dict[str, float]:
    """Return side -> how much shorter that leg is: one side is told, the other is the longer one."""
    name = "leg_length_difference_mm"
    table = subtable(value, name=name)
    need_keys(table, required=(), optional=("left", "right"), where=name)
    told = {side: number(item, low=0.0, high=_MOST_SHORTER_MM, name=name) for side, item in table.items()}
    if not told or all(told.get(side, 0.0) > 0.0 for side in ("left", "right")):
        raise PrescriptionError(
            f"{name} = {value!r} does not say which leg is the shorter one", "give one side only, such as left = 8"
        )
    return {"left": told.get("left", 0.0), "right": told.get("right", 0.0)}


def _flags(value: Any) -> dict[str, bool]:
    """Return flag -> present; only yes and no are answers."""
    flags = subtable(value, name="red_flags")
    need_keys(flags, required=(), optional=(*STOP_FLAGS, *REVIEW_FLAGS), where="red_flags")
    for name, answer in flags.items():
        if not isinstance(answer, bool):
            raise PrescriptionError(f"red_flags.{name} = {answer!r} is neither true nor false", "answer true or false")
    return flags
