"""Shelf. an open store: case -> its versions and entries, checked against their files when they are read."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from orthogen.errors import UnknownName
from orthogen.lazyclass import dataclass
from orthogen.records.case import Entry, Role, StoredFile, StoredVersion
from orthogen.store.contents import Contents
from orthogen.store.session import Row, Session


def version_name(number: int) -> str:
    """Return "v002" for 2."""
    return f"v{number:03d}"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What reads a store (records.case.CaseStore); out: the folder of the cases, beside which the files are kept."""

    session: Session
    contents: Contents
    out: Path

    def cases(self) -> tuple[str, ...]:
        """Return the ids of all cases."""
        return tuple(row[0] for row in self.session.ask("cases"))

    def latest(self, case: str) -> StoredVersion:
        """Return the newest version of a case; raises UnknownName."""
        versions = self.versions(case)
        if not versions:
            raise UnknownName(
                f"the case {case!r} has no version in {self.out}", name=case, known=self.cases() or ("none",)
            )
        return versions[-1]

    def version(self, case: str, version: str) -> StoredVersion:
        """Return one version of a case; raises UnknownName."""
        known = {item.version: item for item in self.versions(case)}
        if version not in known:
            raise UnknownName(
                f"the case {case!r} has no version {version!r}", name=version, known=list(known) or ("none",)
            )
        return known[version]

    def versions(self, case: str) -> tuple[StoredVersion, ...]:
        """Return all versions of a case, oldest first."""
        held = _by_number(self.session.ask("files", case_id=case))
        return tuple(self._version(case, row, held) for row in self.session.ask("versions", case_id=case))

    def entries(self, case: str) -> tuple[Entry, ...]:
        """Return the whole line of a case, oldest first."""
        held = _by_number(self.session.ask("files", case_id=case))
        return tuple(_entry(row, held.get(row[1], ())) for row in self.session.ask("records", case_id=case))

    def content(self, file: StoredFile) -> bytes:
        """Return the bytes of a file, held against its SHA-256; raises StoreDamaged."""
        return self.contents.read(file.sha256)

    def close(self) -> None:
        """Let go of the database."""
        self.session.close()

    def _version(self, case: str, row: Row, held: dict[int, tuple[StoredFile, ...]]) -> StoredVersion:
        number, parent, date, verdict, at, by, reason, content = row
        told = json.loads(content) if content is not None else {}
        return StoredVersion(
            case=case, version=version_name(number), parent=None if parent is None else version_name(parent),
            date=date, by=by, reason=reason, verdict=verdict, program_version=told.get("program_version", ""),
            platform=told.get("platform", ""), folder=str(self.out / case / version_name(number)),
            told=told.get("told", {}), inputs=tuple(stored_file(item) for item in told.get("inputs", ())),
            outputs=tuple(item for item in held.get(at, ()) if item.role == "output"),
        )  # fmt: skip


def stored_file(item: dict[str, Any]) -> StoredFile:
    """Return a file from the plain values that a content lists it with."""
    return StoredFile(role=item["role"], name=item["name"], sha256=item["sha256"], size_bytes=item["size_bytes"])


def _by_number(rows: Sequence[Row]) -> dict[int, tuple[StoredFile, ...]]:
    held: dict[int, tuple[StoredFile, ...]] = {}
    for number, role, name, sha256, size in rows:
        file = StoredFile(role=cast(Role, role), name=name, sha256=sha256, size_bytes=size)
        held[number] = (*held.get(number, ()), file)
    return held


def _entry(row: Row, held: tuple[StoredFile, ...]) -> Entry:
    case, number, kind, date, by, reason, content, _, parent, sha256 = row
    return Entry(
        case=case, number=number, kind=kind, date=date, by=by, reason=reason,
        content=None if content is None else json.loads(content), files=held, parent_sha256=parent, sha256=sha256,
    )  # fmt: skip
