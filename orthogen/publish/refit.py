"""Refit. the proposal of a re-fit -> the document `orthogen.refit/1`, its file to be edited, and its text."""

import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import tomli_w

from orthogen.publish.difference import said
from orthogen.publish.document import json_bytes
from orthogen.publish.inspection import finding_document
from orthogen.publish.screen import findings_text, table
from orthogen.records.refit import DoseChange, LoadChange, Refit, ScanChange

_WIDTH = 100
_HEAD = """\
# A proposal, not confirmed by a clinician. Change `new`, or take out a whole [[changes]] table, then:
#   orthogen refit {case} --accept --by WHO
# `rule` and `reason` are kept with the version; a value that was edited is filed as the clinician's own.
"""


def refit_document(refit: Refit) -> dict[str, Any]:
    """Return the proposal in plain values: what is filed as the decision of the next version."""
    return {
        "case": refit.case,
        "from_version": refit.from_version,
        "changes": [asdict(item) for item in refit.changes],
        "reverts_to": refit.reverts_to,
        "new_scan": refit.new_scan,
        "scans": [_scan(item) for item in refit.scans],
        "pressure": [_load(item) for item in refit.loads],
        "findings": [finding_document(item) for item in refit.findings],
    }


def refit_json(refit: Refit, *, accepted: bool, version: str | None, file: str | None) -> bytes:
    """Return the document `orthogen.refit/1`; version: what was built, None until accepted; file: the proposal's."""
    told = {"accepted": accepted, "version": version, "file": file}
    return json_bytes({"schema": "orthogen.refit/1", **refit_document(refit), **told})


def refit_text(refit: Refit, *, version: str | None, file: str | None) -> str:
    """Return what changes and why, what must be read, and what to do next."""
    head = f"{refit.case}: re-fit of {refit.from_version}"
    parts = [head if version else f"{head}, PROPOSAL, not confirmed by a clinician"]
    if refit.changes:
        rows = [(item.side, f"{item.modification}.{item.field}", said(item.old, item.unit), said(item.new, item.unit),
                 item.rule) for item in refit.changes]  # fmt: skip
        parts.append(table(("", "dose", "old", "new", "rule"), rows))
        parts += [_wrapped(f"{rule}: {why}") for rule, why in {item.rule: _why(item) for item in refit.changes}.items()]
    else:
        parts.append("No change.")
    if refit.findings:
        parts.append(findings_text(refit.findings))
    if version:
        parts.append(f"Built as {version}.")
    elif file:
        parts.append(f"Proposal: {file}\nEdit it, or accept it: orthogen refit {refit.case} --accept --by WHO")
    return "\n\n".join(parts)


def proposal_toml(refit: Refit, *, evidence: Mapping[str, Any]) -> bytes:
    """Return the file of a proposal, to be edited and accepted; evidence: the files that it rests on.

    A dose that is to go stands as new = "none".
    """
    table = {
        "schema": "orthogen.proposal/1",
        "case": refit.case,
        "from_version": refit.from_version,
        "reverts_to": refit.reverts_to or "",
        "evidence": dict(evidence),
        "changes": [_editable(item) for item in refit.changes],
        "findings": [item.note for item in refit.findings],
    }
    return (_HEAD.format(case=refit.case) + tomli_w.dumps(table)).encode()


def _editable(item: DoseChange) -> dict[str, Any]:
    ends = {"old": "none" if item.old is None else item.old, "new": "none" if item.new is None else item.new}
    return {**asdict(item), **ends, "proposed": ends["new"]}


def _scan(item: ScanChange) -> dict[str, Any]:
    measures = [{**asdict(one), "counts": one.counts} for one in item.measures]
    return {"side": item.side, "verdict": item.verdict, "moved": item.moved, "why": item.why, "measures": measures}


def _load(item: LoadChange) -> dict[str, Any]:
    return {**asdict(item), "apart": item.apart or None}


def _why(item: DoseChange) -> str:
    return f"{item.reason} ({item.evidence})"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, subsequent_indent="  ")
