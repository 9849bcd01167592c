"""Taking in. version folders that no row tells of -> rows: of a process that was killed, or older than the store."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from orthogen.errors import OutputNotWritable
from orthogen.records.case import Role, StoredFile
from orthogen.store.adding import Draft, add
from orthogen.store.contents import file_sha256
from orthogen.store.shelf import Shelf, stored_file

INPUTS = "inputs.json"
_VERSION = re.compile(r"v(\d{3,})")
_HOLDER: dict[Role, str] = {
    "assessment": "assessment", "pressure": "assessment", "gait": "assessment", "review": "review",
    "profile": "prescription", "prescription": "prescription", "scan": "version", "beside": "version",
}  # fmt: skip


def folders(out: Path, case: str) -> dict[int, Path]:
    """Return number -> folder of every version that stands on the disk, in order."""
    home = out / case
    if not home.is_dir():
        return {}
    found = {int(match[1]): path for path in home.iterdir() if (match := _VERSION.fullmatch(path.name))}
    return dict(sorted(found.items()))


def take_in(shelf: Shelf, case: str) -> int:
    """File every folder of a case that is later than its last version; return the highest number there is.

    A folder without a build.json that can be read is left alone; `check-store` names it.
    """
    known = [row[0] for row in shelf.session.ask("version_numbers", case_id=case)]
    last = max(known, default=0)
    standing = folders(shelf.out, case)
    for number, folder in standing.items():
        if number > last and (document := papers_of(folder)) is not None:
            add(shelf, case, drafts(document, outputs=kept_outputs(shelf, folder), version=number))
            last = number
    for mark in _marks(shelf.out):
        owner, _, version = mark.name.rpartition("~")
        if owner == case and int(version) <= last:
            with suppress(OSError):  # on a disk that is read-only it stays, and says nothing new
                mark.unlink(missing_ok=True)
    return max((*standing, last))


def begin(out: Path, case: str, number: int) -> Path:
    """Mark that a version is about to appear, so that it is found should this process end before it is filed.

    Raises OutputNotWritable.
    """
    mark = out / "store" / "pending" / f"{case}~{number}"
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError as error:
        raise OutputNotWritable(
            f"cannot write to the store {out / 'store'}: {error.strerror}", "free space or make the folder writable"
        ) from error
    return mark


def left_behind(out: Path) -> list[str]:
    """Return the cases of which a filing was begun and perhaps not ended."""
    return sorted({mark.name.rpartition("~")[0] for mark in _marks(out)})


def _marks(out: Path) -> list[Path]:
    pending = out / "store" / "pending"
    return list(pending.iterdir()) if pending.is_dir() else []


def kept_outputs(shelf: Shelf, folder: Path) -> tuple[StoredFile, ...]:
    """Return the files of a version folder, each kept among the contents as well."""
    made = []
    for path in sorted(item for item in folder.iterdir() if item.is_file()):
        sha256 = file_sha256(path)
        shelf.contents.keep(path, sha256=sha256)
        made.append(StoredFile(role="output", name=path.name, sha256=sha256, size_bytes=path.stat().st_size))
    return tuple(made)


def papers_of(folder: Path) -> dict[str, Any] | None:
    """Return what a version says it was made from; of one older than the store what its build.json tells."""
    try:
        build = json.loads((folder / "build.json").read_bytes())
        told = {name: str(build[name]) for name in ("date", "by", "program_version", "verdict")}
        papers = json.loads((folder / INPUTS).read_bytes()) if (folder / INPUTS).exists() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    older = {"reason": "", "platform": "", "told": {}, "inputs": []}
    return {**older, **told, **papers}


def drafts(document: Mapping[str, Any], *, outputs: tuple[StoredFile, ...], version: int) -> tuple[Draft, ...]:
    """Return the entries of one version in their order: assessment, review, prescription, decision, the version."""
    inputs = [stored_file(item) for item in document["inputs"]]

    def draft(kind: str, content: Mapping[str, Any], *made: StoredFile) -> Draft:
        held = tuple(item for item in inputs if _HOLDER[item.role] == kind)
        return Draft(
            kind=kind, date=document["date"], by=document["by"], reason=document["reason"], content=content,
            files=(*held, *made), version=version if kind == "version" else None,
        )  # fmt: skip

    def said() -> Iterator[Draft]:
        for kind in ("assessment", "review", "prescription", "decision"):
            if document.get(kind) is not None:
                yield draft(kind, document[kind])

    content = {name: document[name] for name in ("verdict", "program_version", "platform", "told", "inputs")}
    return (*said(), draft("version", content, *outputs))
