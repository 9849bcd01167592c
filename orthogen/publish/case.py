"""Case. what the store tells of cases -> JSON documents and the lines of a terminal."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from orthogen.publish.document import json_bytes
from orthogen.records.case import Entry, StoredVersion


def inputs_json(document: Mapping[str, Any]) -> bytes:
    """Return `orthogen.inputs/1`: what a version was made from and how that was told."""
    return json_bytes({"schema": "orthogen.inputs/1", **document})


def document_json(document: Mapping[str, Any]) -> bytes:
    """Return a document that names its schema itself."""
    return json_bytes(document)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, as every document writes it."""
    return hashlib.sha256(data).hexdigest()


def history_json(versions: Sequence[StoredVersion], entries: Sequence[Entry], *, case: str) -> bytes:
    """Return `orthogen.history/1`: the versions, and every entry of the line."""
    keys = ("version", "parent", "date", "by", "reason", "verdict", "program_version")
    return json_bytes(
        {
            "schema": "orthogen.history/1",
            "case": case,
            "versions": [{key: getattr(item, key) for key in keys} for item in versions],
            "entries": [entry_document(item) for item in entries],
        }
    )


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return an entry without its files."""
    keys = ("number", "kind", "date", "by", "reason", "content", "sha256")
    return {key: getattr(entry, key) for key in keys}


def entry_json(entry: Entry) -> bytes:
    """Return `orthogen.entry/1`: what was added to a case."""
    return json_bytes({"schema": "orthogen.entry/1", "case": entry.case, **entry_document(entry)})


def history_text(versions: Sequence[StoredVersion], entries: Sequence[Entry], *, case: str) -> str:
    """Return the line of a case, one row an entry."""
    named = {(item.date, item.reason): item.version for item in versions}
    lines = [f"{case}: {len(versions)} version{'s' * (len(versions) != 1)}"]
    for entry in entries:
        what = named.get((entry.date, entry.reason), "version") if entry.kind == "version" else entry.kind
        said = " ".join(part for part in (_gist(entry), entry.reason) if part)
        who = f"  by {entry.by}" if entry.by else ""
        lines.append(f"  {entry.date[:16].replace('T', ' ')}  {what:<12} {said}{who}".rstrip())
    return "\n".join(lines)


def _gist(entry: Entry) -> str:
    """Return what an entry says, in a few words."""
    content = entry.content
    if content is None:
        return "(erased)"
    if entry.kind == "version":
        return str(content["verdict"])
    if entry.kind == "prescription":
        return ", ".join(f"{side} {order['profile']}" for side, order in content.items())
    if entry.kind == "erasure":
        return f"{len(content['files'])} files, {len(content['entries'])} entries"
    told = content.get("text") or ", ".join(f"{key} {value}" for key, value in content.items() if _short(value))
    return str(told)


def _short(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and len(str(value)) <= 40


def due_json(found: Sequence[Any], *, on: str) -> bytes:
    """Return `orthogen.due/1`: who must be reviewed."""
    return json_bytes({"schema": "orthogen.due/1", "on": on, "due": [asdict(item) for item in found]})


def due_text(found: Sequence[Any], *, on: str) -> str:
    """Return who must be reviewed, one row a case."""
    if not found:
        return f"Nobody is due on {on}."
    return "\n".join(f"{item.due}  {item.case:<24} {item.version}  {item.why}" for item in found)


def check_json(found: Any) -> bytes:
    """Return `orthogen.check-store/1`: what is wrong with a store, by name."""
    verdict = "damaged" if found.faults else "intact"
    return json_bytes({"schema": "orthogen.check-store/1", "verdict": verdict, **asdict(found)})


def check_text(found: Any) -> str:
    """Return what is wrong with a store, one row a fault."""
    spare = f", {found.spare} spare contents of builds that were stopped" if found.spare else ""
    held = ((found.cases, "case"), (found.versions, "version"), (found.files, "file"))
    lines = [", ".join(f"{count} {what}{'s' * (count != 1)}" for count, what in held) + spare]
    lines += [f"  {item.what} {item.place}: {item.note}" for item in found.faults]
    return "\n".join(
        [*lines, f"{len(found.faults)} fault{'s' * (len(found.faults) != 1)}" if found.faults else "intact"]
    )


def erased_json(found: Any, *, case: str) -> bytes:
    """Return `orthogen.erase/1`: what was erased of a case, and how long the rest must be kept."""
    return json_bytes({"schema": "orthogen.erase/1", "case": case, **asdict(found)})


def rebuild_json(made: Mapping[str, Any]) -> bytes:
    """Return `orthogen.rebuild/1`: whether a version came out the same, and what differs now."""
    return json_bytes({"schema": "orthogen.rebuild/1", **made})
