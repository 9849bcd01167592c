"""Gait. values beside their norms, red flags, proposal -> plain tables and the text that a terminal shows."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orthogen.publish.inspection import finding_document
from orthogen.publish.screen import findings_text, table
from orthogen.records.gait import METRICS, Bearer, Gait, Value, merged
from orthogen.records.proposal import Flag, Proposal, ProposedDose

_WIDTH = 100
_NORMS_SAY = "Norms are those of adults walking barefoot; a dash: no norm."
_PROPOSAL = "PROPOSAL, not confirmed by a clinician"


def gait_document(gaits: Iterable[Gait]) -> dict[str, Any]:
    """Return metric -> left, right, both, unit and norm with its source; null for what was not measured."""
    return {name: _metric(name, values) for name, values in merged(gaits).items()}


def gait_files_document(gaits: Iterable[Gait]) -> list[dict[str, Any]]:
    """Return file, digest, method and findings of each gait file."""
    return [
        {"file": gait.file, "sha256": gait.sha256, "method": gait.method,
         "findings": [finding_document(finding) for finding in gait.findings]}
        for gait in gaits
    ]  # fmt: skip


def gait_rows(gaits: Iterable[Gait]) -> list[tuple[str, str, str, str, str, str]]:
    """Return metric, left, right, person, norm, and which of them lie outside, in words."""
    rows = []
    for name, values in merged(gaits).items():
        metric = METRICS[name]
        norm = "–" if metric.norm_low is None else f"{metric.norm_low:g} to {metric.norm_high:g}"
        unit = "" if metric.unit in ("points", "ratio") else f" {metric.unit}"
        shown = (_shown(values.get(bearer)) for bearer in ("left", "right", "both"))
        left, right, both = shown
        rows.append((metric.word, left, right, both, f"{norm}{unit}".replace("-", "−"), _outside(name, values)))
    return rows


def gait_text(gaits: Sequence[Gait]) -> str:
    """Return every value beside its norm and the norm's source, and what must be known of the files."""
    sources = dict.fromkeys(METRICS[name].source for name in merged(gaits) if METRICS[name].source)
    parts = [
        "GAIT  " + ", ".join(f"{gait.file} ({gait.method})" for gait in gaits),
        table(("", "left", "right", "person", "norm", ""), gait_rows(gaits)),
        _wrapped(f"{_NORMS_SAY} Sources: {'; '.join(sources)}."),
    ]
    findings = [finding for gait in gaits for finding in gait.findings]
    return "\n\n".join([*parts, findings_text(findings)] if findings else parts)


def flags_text(flags: Sequence[Flag]) -> str:
    """Return what stops, what must be reviewed, and how many questions are open."""
    rows = [(flag.level.upper(), flag.id, flag.text) for flag in flags if flag.level != "unanswered"]
    unanswered = [flag.id.removeprefix("red-flag.").replace("_", " ") for flag in flags if flag.level == "unanswered"]
    parts = ["RED FLAGS", *([table(("", "flag", ""), rows)] if rows else [])]
    if unanswered:
        parts.append(
            _wrapped(f"Not screened for {len(unanswered)} of them, unanswered is not no: {', '.join(unanswered)}.")
        )
    return "\n\n".join(parts)


def proposal_text(proposal: Proposal) -> str:
    """Return profile and doses with all their reasons, and what was left out."""
    parts = [_PROPOSAL, f"profile {proposal.profile or 'none'}: {'; '.join(proposal.why)}".rstrip(": ")]
    for (side, kind), doses in _by_modification(proposal.doses).items():
        said = ", ".join(f"{dose.field} {_dose(dose)}" for dose in doses)
        lines = [_wrapped(f"  {reason}") for reason in doses[0].reasons]
        parts.append("\n".join([f"{side} {kind}: {said}", *lines]))
    parts += [_wrapped(f"Note: {note}") for note in proposal.notes]
    return "\n\n".join(parts)


def _metric(name: str, values: Mapping[Bearer, Value]) -> dict[str, Any]:
    metric = METRICS[name]
    each = {bearer: values[bearer].value if bearer in values else None for bearer in ("left", "right", "both")}
    spread = {bearer: {"sd": value.sd, "n": value.n} for bearer, value in values.items()}
    return {**each, "unit": metric.unit, "norm_low": metric.norm_low, "norm_high": metric.norm_high,
            "source": metric.source or None, "repeats": spread}  # fmt: skip


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    spread = "" if value.sd is None else f" ± {value.sd:.2g}"
    return f"{value.value:.3g}{spread}".replace("-", "−")


def _outside(name: str, values: Mapping[Bearer, Value]) -> str:
    """Return which values lie outside their norm."""
    metric = METRICS[name]
    said = []
    for bearer, value in values.items():
        where = "person" if bearer == "both" else bearer
        if metric.norm_low is not None and value.value < metric.norm_low:
            said.append(f"{where} below")
        if metric.norm_high is not None and value.value > metric.norm_high:
            said.append(f"{where} above")
    return ", ".join(said)


def _by_modification(doses: Iterable[ProposedDose]) -> dict[tuple[str, str], list[ProposedDose]]:
    found: dict[tuple[str, str], list[ProposedDose]] = {}
    for dose in doses:
        found.setdefault((dose.side, dose.modification), []).append(dose)
    return found


def _dose(dose: ProposedDose) -> str:
    value = dose.value if isinstance(dose.value, str) else f"{dose.value:g} {dose.unit}"
    return value.replace("-", "−").strip()


def _wrapped(text: str) -> str:
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    return textwrap.fill(text, _WIDTH, subsequent_indent=indent)
