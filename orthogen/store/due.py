"""Due. when devices were issued and patients seen -> who must be reviewed, and why (clinical.md G)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from orthogen.lazyclass import dataclass
from orthogen.store.session import Row
from orthogen.store.shelf import Shelf, version_name

WEEKS = (2, 6, 12)  # the schedule of the trials [S92]; decision at 6 weeks, escalation at about 3 months [S118]
_EARLY_DAYS = 7  # a review that comes up to a week early counts as the one that was due
_DAYS_PER_YEAR, _DAYS_PER_MONTH = 365.25, 30.44
_CHILD_MONTHS = ((3.0, 2), (6.0, 4), (13.0, 6))  # below that age, so many months: clinical.md G; adults yearly
_ADULT_MONTHS = 12
_DIABETIC_MONTHS = 3  # without a plan: the cautious end of what is usual, until a plan is filed


@dataclass(frozen=True, kw_only=True)
class Due:
    """One case that must be reviewed: since when, after which version, and by which rule."""

    case: str
    version: str
    issued: str
    due: str
    why: str


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is known of a patient: age at the date of the form, whether diabetic, weeks between reviews by plan."""

    age_years: float | None = None
    asked: str = ""
    diabetic: bool = False
    plan_weeks: int | None = None


def due(shelf: Shelf, *, on: date) -> tuple[Due, ...]:
    """Return every case whose next review falls on `on` or before, the longest overdue first."""
    reviews: dict[str, list[date]] = {}
    for case, when in shelf.session.ask("dates_of_kind", kind="review"):
        reviews.setdefault(case, []).append(_day(when))
    issues = [(case, number, _day(issued)) for case, number, issued in shelf.session.ask("newest_accepted")]
    early = {case: _early(issued, reviews.get(case, [])) for case, _, issued in issues}
    known = _all_known(shelf, {case for case, found in early.items() if found is None})
    found = []
    for case, number, issued in issues:
        when, why = early[case] or _late(max(reviews[case]), known.get(case, _Known()), on)
        if when <= on:
            version, day = version_name(number), when.isoformat()
            found.append(Due(case=case, version=version, issued=issued.isoformat(), due=day, why=why))
    return tuple(sorted(found, key=lambda item: (item.due, item.case)))


def _early(issued: date, reviews: list[date]) -> tuple[date, str] | None:
    """Return the first of the three reviews that is not done, None where all are."""
    for weeks in WEEKS:
        day = issued + timedelta(weeks=weeks)
        if not any(seen >= day - timedelta(days=_EARLY_DAYS) for seen in reviews):
            return day, f"{weeks} weeks after it was issued"
    return None


def _late(last: date, known: _Known, on: date) -> tuple[date, str]:
    """Return the day of the next review once the first three are done, and the rule that sets it."""
    if known.plan_weeks is not None:
        return last + timedelta(weeks=known.plan_weeks), f"by plan: every {known.plan_weeks} weeks"
    months, why = _interval(known, on)
    return last + timedelta(days=round(months * _DAYS_PER_MONTH)), why


def _interval(known: _Known, on: date) -> tuple[int, str]:
    """Return the months between reviews once the first three are done, the shortest rule that applies."""
    rules = [(_ADULT_MONTHS, "yearly")]
    if known.age_years is not None:
        age = known.age_years + (on - _day(known.asked)).days / _DAYS_PER_YEAR
        rules += [(months, f"a child of {age:.0f} years: every {months} months")
                  for below, months in _CHILD_MONTHS if age < below][:1]  # fmt: skip
    if known.diabetic:
        rules.append((_DIABETIC_MONTHS, f"diabetic, no plan is filed: every {_DIABETIC_MONTHS} months"))
    return min(rules)


def _all_known(shelf: Shelf, asked: set[str]) -> dict[str, _Known]:
    """Return what the latest form and the latest plan say of each of the cases asked for."""
    known: dict[str, _Known] = {}
    if not asked:
        return known
    for case, when, content in _said(shelf.session.ask("newest_of_kind", kind="assessment"), asked):
        present = content.get("present", [])
        known[case] = _Known(age_years=content.get("age_years"), asked=when, diabetic="diabetes" in present)
    for case, _, content in _said(shelf.session.ask("said_in_kind", kind="decision", words='%"plan_weeks":%'), asked):
        if "plan_weeks" in content:
            known[case] = replace(known.get(case, _Known()), plan_weeks=int(content["plan_weeks"]))
    return known


def _said(rows: Sequence[Row], asked: set[str]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for case, when, content in rows:
        if content is not None and case in asked:
            yield case, when, json.loads(content)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
