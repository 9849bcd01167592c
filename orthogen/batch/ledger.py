"""Ledger. an order -> what tells it from every other; that and a version's folder -> what became of it before.

The record of a job lies in the folder of the version that it made and appears with it in one rename. So a job is either
done and recorded or neither, at whatever moment the program is stopped.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from orthogen.batch.columns import COLUMNS
from orthogen.intake import profile_file
from orthogen.publish.document import json_bytes
from orthogen.records.batch import BatchOrder, Outcome, Part
from orthogen.records.machine import Machine
from orthogen.records.program import VERSION

RECORD = "job.json"
_FILES = ("scan_left", "scan_right", "scan_pair", "prescription", "assessment", "pressure", "gait", "profile")
_WORDS = tuple(column.name for column in COLUMNS if column.name not in _FILES)


def key(order: BatchOrder, *, machine: Machine | None = None) -> str:
    """Return the SHA-256 of all that the order's files depend on: program, words of the row, its files, machine.

    Names and places of files are no part of it, nor is the line. Raises OSError for a file that cannot be read.
    """
    contents = {name: _digest(Path(path)) for name, path in order.files.items()}
    if order.profile is not None:
        contents["profile"] = _digest(profile_file(order.profile))
    words = {name: text for name in _WORDS if (text := order.texts.get(name, ""))} | {"case": order.case}
    held = json.dumps(
        [VERSION, words, contents, asdict(machine) if machine else None], sort_keys=True, ensure_ascii=True
    )
    return hashlib.sha256(held.encode()).hexdigest()


def record(outcome: Outcome, *, job: str) -> bytes:
    """Return the bytes of the record; equal jobs give equal ones, whatever their line."""
    return json_bytes({"schema": "orthogen.job/1", "key": job, "outcome": asdict(replace(outcome, line=0))})


def recognised(order: BatchOrder, *, job: str, out: Path) -> Outcome | None:
    """Return what became of this very job in a newer or older version of its case, None if it was never finished.

    A version whose files are gone or changed since does not count.
    """
    for path in sorted((out / order.case).glob(f"v*/{RECORD}"), reverse=True):
        try:
            told = json.loads(path.read_bytes())
        except ValueError:
            continue
        if isinstance(told, dict) and told.get("key") == job and told.get("schema") == "orthogen.job/1":
            outcome = _outcome(told["outcome"])
            if all(_is_whole(out, part) for part in outcome.parts):
                return replace(outcome, line=order.line)
    return None


def _outcome(told: Mapping[str, Any]) -> Outcome:
    return Outcome(**{**told, "parts": tuple(Part(**part) for part in told["parts"])})


def _is_whole(out: Path, part: Part) -> bool:
    try:
        return _digest(out / part.file) == part.sha256
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
