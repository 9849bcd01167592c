"""Cases. case, output folder -> what the store tells of it, and what is added to it by hand."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.lab.filing import store_url
from orthogen.lab.folder import case_id, write_whole
from orthogen.records.case import NOTES, Entry, StoredVersion
from orthogen.store import Shelf, opened
from orthogen.store.adding import Draft, add
from orthogen.store.checking import Checked, check
from orthogen.store.due import Due
from orthogen.store.due import due as all_due
from orthogen.store.erasing import Erased, erase, exported
from orthogen.store.taking_in import take_in

_LONGEST_TEXT, _LONGEST_PLAN_WEEKS = 10_000, 104
Place = str | Path


@contextmanager
def case_shelf(case: str, *, out: Place, store: str | None) -> Iterator[Shelf]:
    """Give the store with everything of the case filed; raises UnknownName for a case that it does not have."""
    with opened(Path(out), url=store_url(store)) as shelf:
        take_in(shelf, case_id(case))
        if not shelf.entries(case):
            known: Sequence[str] = shelf.cases() or ("no case at all",)
            raise UnknownName(f"there is no case {case!r} in {out}", name=case, known=known)
        yield shelf


def history(
    case: str, *, out: Place = "output", store: str | None = None
) -> tuple[tuple[StoredVersion, ...], tuple[Entry, ...]]:
    """Return the versions of a case and the whole line of its entries, oldest first; raises UnknownName."""
    with case_shelf(case, out=out, store=store) as shelf:
        return shelf.versions(case), shelf.entries(case)


def due(*, on: date | None = None, out: Place = "output", store: str | None = None) -> tuple[Due, ...]:
    """Return who must be reviewed on a day, by default today, the longest overdue first."""
    with opened(Path(out), url=store_url(store)) as shelf:
        return all_due(shelf, on=on or datetime.now(UTC).date())


def note(case: str, *, kind: str, text: str, by: str = "", out: Place = "output", store: str | None = None) -> Entry:
    """Add a complaint, incident, remake or wear report to a case and return it as it was filed."""
    if kind not in NOTES:
        raise UnknownName(f"there is no kind of note {kind!r}", name=kind, known=NOTES)
    if not text.strip() or len(text) > _LONGEST_TEXT:
        raise PrescriptionError(
            f"a note has 1 to {_LONGEST_TEXT} letters, this one {len(text)}", "say what happened with --text"
        )
    return _added(case, kind, {"text": text.strip()}, by=by, reason="", out=out, store=store)


def plan(case: str, *, weeks: int, by: str, out: Place = "output", store: str | None = None) -> Entry:
    """Set the weeks between the reviews of a case, once the first three are done; `due` goes by it."""
    if not 1 <= weeks <= _LONGEST_PLAN_WEEKS:
        raise PrescriptionError(f"{weeks} weeks are no plan", f"give 1 to {_LONGEST_PLAN_WEEKS}")
    return _added(case, "decision", {"plan_weeks": weeks}, by=by, reason="plan of reviews", out=out, store=store)


def erase_case(case: str, *, by: str = "", reason: str = "", out: Place = "output", store: str | None = None) -> Erased:
    """Erase the patient's data of a case as far as the duty to keep records allows; it cannot be undone."""
    with case_shelf(case, out=out, store=store) as shelf:
        if not shelf.versions(case):
            raise PrescriptionError(
                f"case {case} has no version, so no duty to keep it ends", "erase its folder by hand"
            )
        return erase(shelf, case, now=datetime.now(UTC), by=by.strip(), reason=reason.strip())


def export_case(case: str, to: Place, *, out: Place = "output", store: str | None = None) -> int:
    """Write everything that is kept of a case as one ZIP, its entries as case.json; return the number of files."""
    packed = io.BytesIO()
    with case_shelf(case, out=out, store=store) as shelf, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        files = list(exported(shelf, case))
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data)
        line = [_plain(entry) for entry in shelf.entries(case)]
        told = json.dumps({"schema": "orthogen.case/1", "case": case, "entries": line}, indent=2, ensure_ascii=False)
        archive.writestr(zipfile.ZipInfo("case.json"), told)
    write_whole(Path(to), packed.getvalue())
    return len(files) + 1


def check_store(*, out: Place = "output", store: str | None = None) -> Checked:
    """Hold every row and every file of a store against what was filed."""
    with opened(Path(out), url=store_url(store)) as shelf:
        return check(shelf)


def _added(
    case: str, kind: str, content: dict[str, object], *, by: str, reason: str, out: Place, store: str | None
) -> Entry:
    with case_shelf(case, out=out, store=store) as shelf:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        add(shelf, case, [Draft(kind=kind, date=now, by=by.strip(), reason=reason, content=content)])
        return shelf.entries(case)[-1]


def _plain(entry: Entry) -> dict[str, object]:
    """Return an entry in JSON's own types."""
    files = [vars(item) for item in entry.files]
    return {**vars(entry), "files": files}
