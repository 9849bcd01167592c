"""Review. TOML or JSON form -> Review."""

from datetime import date
from pathlib import Path
from typing import Any

from orthogen.errors import CorruptFile, PrescriptionError, UnknownName
from orthogen.intake.tables import choice, need_keys, number, read_table, subtable, text, texts
from orthogen.records.proposal import Side
from orthogen.records.review import COMPLAINTS, COURSES, PLACES, FootReview, Review

SCHEMA = "orthogen.review/1"
_NUMBERS = {"worn_weeks": (0.0, 1000.0), "wear_hours": (0.0, 24.0), "comfort": (0.0, 10.0)}
_SIDES: tuple[Side, Side] = ("left", "right")
_FEET = (*_SIDES, "both")


def read_review(path: Path) -> Review:
    """Return the form's answers; a missing key is unknown, a key or word that does not exist is refused.

    `[pain.left]`, `[pain.right]` and `[pain.both]` hold place = course, `[complaints]` lists of words for `left`,
    `right` and `both`; what is said of one foot wins over what is said of both. null is no answer.
    """
    form = {
        key: value for key, value in read_table(path, what="review", error=CorruptFile).items() if value is not None
    }
    if (schema := form.get("schema", SCHEMA)) != SCHEMA:
        raise PrescriptionError(f"{path} is no review: its schema is {schema!r}", f'a review says schema = "{SCHEMA}"')
    need_keys(
        form,
        required=(),
        optional=("schema", "date", "by", "text", *_NUMBERS, "pain", "complaints"),
        where="the review",
    )
    pain = _by_foot(form, "pain")
    complaints = _by_foot(form, "complaints")
    return Review(
        date=_day(form.get("date", "")),
        by=text(form.get("by", ""), name="by"),
        text=text(form.get("text", ""), name="text"),
        **{name: number(form[name], low=low, high=high, name=name)
           for name, (low, high) in _NUMBERS.items() if name in form},
        feet={side: _foot(side, pain, complaints) for side in _SIDES},
    )  # fmt: skip


def _by_foot(form: dict[str, Any], name: str) -> dict[str, Any]:
    """Return left, right and both of one table."""
    table = subtable(form.get(name, {}), name=name)
    need_keys(table, required=(), optional=_FEET, where=f"[{name}]")
    return {key: value for key, value in table.items() if value is not None}


def _foot(side: Side, pain: dict[str, Any], complaints: dict[str, Any]) -> FootReview:
    courses: dict[str, Any] = {}
    said: list[str] = []
    for key in ("both", side):
        for place, course in subtable(pain.get(key, {}), name=f"pain.{key}").items():
            _need_known(place, PLACES, what="place of pain")
            if course is not None:
                courses[place] = choice(course, COURSES, name=f"pain.{key}.{place}")
        for word in texts(complaints.get(key, []), name=f"complaints.{key}"):
            _need_known(word, COMPLAINTS, what="complaint")
            said.append(word)
    return FootReview(pain=courses, complaints=tuple(word for word in COMPLAINTS if word in said))


def _need_known(word: str, known: tuple[str, ...], *, what: str) -> None:
    if word not in known:
        raise UnknownName(f"there is no {what} {word!r}", name=word, known=known)


def _day(value: Any) -> str:
    """Return a day as ISO 8601; TOML may hold it as a date of its own."""
    try:
        return (
            value.isoformat()[:10]
            if isinstance(value, date)
            else date.fromisoformat(value).isoformat()
            if value
            else ""
        )
    except (TypeError, ValueError) as trouble:
        raise PrescriptionError(f"date = {value!r} is no day", 'write it as date = "2027-01-31"') from trouble
