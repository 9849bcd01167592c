"""Proposals. a re-fit, the files it rests on -> `proposal-v001.toml` in the case; the newest -> what is accepted."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from orthogen import publish
from orthogen.errors import PrescriptionError
from orthogen.intake.proposal import Proposed, read_proposal
from orthogen.intake.source import file_bytes
from orthogen.lab.folder import write_new
from orthogen.records.refit import Refit

Evidence = Mapping[str, Sequence[Path]]


def evidence_told(evidence: Evidence) -> dict[str, list[dict[str, str]]]:
    """Return role -> path and SHA-256 of each file."""
    return {
        role: [{"path": str(path.resolve()), "sha256": hashlib.sha256(file_bytes(path)).hexdigest()} for path in paths]
        for role, paths in evidence.items() if paths
    }  # fmt: skip


def file_proposal(refit: Refit, evidence: Evidence, *, out: Path) -> Path:
    """Write a proposal beside the versions of its case and return its path; one that was written before stays.

    Raises OutputNotWritable.
    """
    data = publish.proposal_toml(refit, evidence=evidence_told(evidence))
    home, number = out / refit.case, 1
    while True:
        path = home / (f"proposal-{refit.from_version}" + (f"-{number}" if number > 1 else "") + ".toml")
        if write_new(path, data):
            return path
        number += 1


def open_proposal(case: str, version: str, *, out: Path) -> tuple[Proposed, dict[str, list[Path]]]:
    """Return the newest proposal for a version, with its files, each held against its SHA-256.

    Raises PrescriptionError where there is none, or a file it rests on is gone or another.
    """
    named = re.compile(rf"proposal-{re.escape(version)}(?:-(\d+))?\.toml")
    found = [(int(match[1] or 1), path) for path in (out / case).iterdir() if (match := named.fullmatch(path.name))]
    if not found:
        raise PrescriptionError(
            f"there is no proposal for {version} of {case} to accept", "give --review and what was measured anew"
        )
    proposed = read_proposal(max(found)[1])
    if (proposed.case, proposed.from_version) != (case, version):
        raise PrescriptionError(
            f"{max(found)[1].name} proposes for {proposed.from_version} of {proposed.case}", "propose the re-fit again"
        )
    return proposed, {role: [_same(item) for item in items] for role, items in proposed.evidence.items()}


def _same(item: Mapping[str, str]) -> Path:
    path = Path(item["path"])
    if hashlib.sha256(file_bytes(path)).hexdigest() != item["sha256"]:
        raise PrescriptionError(f"{path} changed since the proposal was made", "propose the re-fit again")
    return path
