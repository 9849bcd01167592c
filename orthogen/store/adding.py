"""Adding. drafts of entries -> rows at the end of a case's line, all in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from orthogen.errors import CaseMoved
from orthogen.lazyclass import dataclass
from orthogen.records.case import StoredFile
from orthogen.store.chain import START, canonical, row_sha256, text_sha256
from orthogen.store.session import Session
from orthogen.store.shelf import Shelf, version_name


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry that is not filed yet; version: its number, for the one that is a version."""

    kind: str
    date: str
    by: str
    reason: str
    content: Mapping[str, Any]
    files: tuple[StoredFile, ...] = ()
    version: int | None = None


def add(shelf: Shelf, case: str, drafts: Sequence[Draft], *, besides: Callable[[], None] = lambda: None) -> None:
    """File the drafts behind one another, all or none; their files must be kept already.

    besides: what else the transaction does.
    A version that is filed already is left as it is, with all that belongs to it: a process that was quicker has taken
    it in. Raises CaseMoved where a later one is.
    """

    def both() -> None:
        _add(shelf.session, case, drafts)
        besides()

    shelf.session.together(case, both)


def _add(session: Session, case: str, drafts: Sequence[Draft]) -> None:
    known = [row[0] for row in session.ask("version_numbers", case_id=case)]
    wanted = [draft.version for draft in drafts if draft.version is not None]
    if any(number in known for number in wanted):
        return
    last = max(known, default=None)
    if last is not None and any(number < last for number in wanted):
        raise CaseMoved(f"case {case} has a version {version_name(last)} by now", "look at `orthogen history` first")
    session.tell("open_case", case_id=case, opened=drafts[0].date)
    head = session.ask("head", case_id=case)
    number, parent = head[0] if head else (0, START)
    for draft in drafts:
        number += 1
        parent = _write(session, case, draft, number=number, parent=parent)
        if draft.version is not None:
            session.tell(
                "add_version", case_id=case, version=draft.version, parent=last, number=number, date=draft.date,
                verdict=draft.content["verdict"],
            )  # fmt: skip


def _write(session: Session, case: str, draft: Draft, *, number: int, parent: str) -> str:
    """Write one row with its files and return its hash."""
    content = canonical(draft.content)
    told = {"case_id": case, "number": number, "kind": draft.kind, "date": draft.date, "author": draft.by,
            "reason": draft.reason}  # fmt: skip
    digest = text_sha256(content)
    sha256 = row_sha256(told, content_sha256=digest, files=draft.files, parent=parent)
    session.tell("add_record", **told, content=content, content_sha256=digest, parent_sha256=parent, sha256=sha256)
    for place, file in enumerate(draft.files):
        session.tell(
            "add_file", case_id=case, number=number, place=place, role=file.role, name=file.name, sha256=file.sha256,
            size_bytes=file.size_bytes,
        )  # fmt: skip
    return sha256
