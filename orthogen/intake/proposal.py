"""Proposal. the file of a re-fit's proposal, edited or not -> what somebody accepts of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from orthogen.errors import PrescriptionError
from orthogen.intake.tables import choice, need_keys, read_table, subtable, text
from orthogen.lazyclass import dataclass
from orthogen.records.prescription import Value
from orthogen.records.proposal import Side
from orthogen.records.refit import DoseChange

SCHEMA = "orthogen.proposal/1"
BY_HAND = "edited-by-the-clinician"
_TEXTS = ("modification", "field", "unit", "rule", "reason", "evidence")


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What a file proposes: changes as edited, and evidence: role -> files with path and SHA-256."""

    case: str
    from_version: str
    reverts_to: str | None
    changes: tuple[DoseChange, ...]
    evidence: Mapping[str, list[dict[str, str]]]


def read_proposal(path: Path) -> Proposed:
    """Return the proposal in the file; a value that was edited, or a change that was added, is the clinician's own."""
    form = read_table(path, what="proposal")
    if (schema := form.get("schema")) != SCHEMA:
        raise PrescriptionError(f"{path} is no proposal: its schema is {schema!r}", f'one says schema = "{SCHEMA}"')
    need_keys(
        form, required=("schema", "case", "from_version", "changes"), optional=("reverts_to", "evidence", "findings"),
        where="the proposal",
    )  # fmt: skip
    if not isinstance(form["changes"], list):
        raise PrescriptionError(f"{path}: changes is no list of tables", "write each as [[changes]]")
    return Proposed(
        case=text(form["case"], name="case"),
        from_version=text(form["from_version"], name="from_version"),
        reverts_to=text(form.get("reverts_to", ""), name="reverts_to") or None,
        changes=tuple(_change(subtable(item, name="changes")) for item in form["changes"]),
        evidence=subtable(form.get("evidence", {}), name="evidence"),
    )


def _change(table: dict[str, Any]) -> DoseChange:
    need_keys(
        table, required=("side", "modification", "field", "new"),
        optional=("unit", "old", "rule", "reason", "evidence", "proposed"), where="a change",
    )  # fmt: skip
    said = {name: text(table.get(name, ""), name=name) for name in _TEXTS}
    edited = table.get("proposed") != table["new"]
    if edited:
        proposed = f"; {table['proposed']} was proposed: {said['reason']}" if "proposed" in table else ""
        own = "ordered by the clinician on review"
        said |= {"rule": BY_HAND, "reason": f"{own}{proposed}", "evidence": said["evidence"] or "the clinician"}
    side: Side = choice(table["side"], get_args(Side), name="side")
    return DoseChange(side=side, old=_value(table.get("old", "none"), "old"), new=_value(table["new"], "new"), **said)


def _value(value: Any, name: str) -> Value | None:
    """Return a dose; "none" says that it is not ordered."""
    if value == "none":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PrescriptionError(f"{name} = {value!r} is no dose", 'give a number, a word, or "none" to take it out')
    return value if isinstance(value, str) else float(value)
