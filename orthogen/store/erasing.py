"""Erasing. a case -> the same case without the patient's data, as far as the duty to keep records allows."""

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime

from orthogen.lazyclass import dataclass
from orthogen.records.case import Entry, StoredFile
from orthogen.store.adding import Draft, add
from orthogen.store.checking import erased, stand_ins
from orthogen.store.shelf import Shelf
from orthogen.store.taking_in import folders

DUTY_YEARS = 10  # clinical.md E.2: documentation of design, manufacture and expected performance
_PERSONAL_KINDS = ("assessment", "review", "wear")
_PERSONAL_ROLES = ("scan", "beside", "assessment", "pressure", "gait", "review")
# the page shows the foot; the next quotes the assessment; the fields only tell later what moved
_BUILD = "build.json"  # holds the measurements too; all else of it documents the device
_PERSONAL_OUTPUTS = ("report.html", "inputs.json", ".fields.npz")


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How many files and entries' contents were erased; kept_until: the end of the duty, "" if all is gone."""

    files: int
    entries: int
    kept_until: str


def erase(shelf: Shelf, case: str, *, now: datetime, by: str, reason: str) -> Erased:
    """Erase scans, measurements, forms and what was said, and after ten years everything but the line of hashes.

    One transaction says so in the case's line and empties the entries; then the files go. Run again after it was
    interrupted, it removes what is left.
    """
    entries = shelf.entries(case)
    until = _duty_ends(shelf.versions(case)[-1].date)
    everything = now >= until
    gone = erased(entries)
    numbers = [entry.number for entry in entries if entry.content is not None and _goes(entry, everything)]
    without = () if everything else tuple(_without_assessment(shelf, case, gone))
    replaced = {old.sha256 for old, _ in without}
    files = [file for entry in entries for file in entry.files]
    kept = {file.sha256 for file in files if not (everything or _personal(file) or file.sha256 in replaced)}
    fresh = [sha256 for sha256 in dict.fromkeys(file.sha256 for file in files) if sha256 not in kept | gone]
    if fresh or numbers:
        said = {"files": fresh, "entries": [f"#{number}" for number in numbers], "all": everything}
        draft = Draft(kind="erasure", date=now.isoformat(timespec="seconds"), by=by, reason=reason, content=said,
                      files=tuple(new for _, new in without))  # fmt: skip
        add(shelf, case, [draft], besides=lambda: _empty(shelf, case, numbers))
    _remove(shelf, case, [*fresh, *sorted(gone)], everything=everything)
    _stand_in(shelf, case)
    return Erased(files=len(fresh), entries=len(numbers), kept_until="" if everything else until.date().isoformat())


def _goes(entry: Entry, everything: bool) -> bool:
    return entry.kind != "erasure" and (everything or entry.kind in _PERSONAL_KINDS)


def _personal(file: StoredFile) -> bool:
    return file.role in _PERSONAL_ROLES or file.name.endswith(_PERSONAL_OUTPUTS)


def _without_assessment(shelf: Shelf, case: str, gone: frozenset[str]) -> Iterator[tuple[StoredFile, StoredFile]]:
    """Yield each build.json that holds measurements, and the one that takes its place: all else of it is as it was."""
    for version in shelf.versions(case):
        for file in version.outputs:
            if file.name != _BUILD or file.sha256 in gone:
                continue
            build = json.loads(shelf.content(file))
            if build.get("assessment") is not None:
                data = json.dumps({**build, "assessment": None}, indent=2, ensure_ascii=False).encode() + b"\n"
                sha256 = shelf.contents.put(data)
                name = f"{version.version}/{_BUILD}"
                yield file, StoredFile(role="output", name=name, sha256=sha256, size_bytes=len(data))


def _stand_in(shelf: Shelf, case: str) -> None:
    """Put what took the place of an erased file into the folder of its version."""
    for file in stand_ins(shelf.entries(case)):
        place = shelf.out / case / file.name
        if place.parent.is_dir() and not place.exists():
            shelf.contents.copy(file.sha256, place)


def _empty(shelf: Shelf, case: str, numbers: Sequence[int]) -> None:
    for number in numbers:
        shelf.session.tell("erase_content", of_case=case, at=number)


def _remove(shelf: Shelf, case: str, names: Sequence[str], *, everything: bool) -> None:
    """Remove the files by both their names: among the contents, unless another case has the same, and in folders."""
    home = shelf.out / case
    for loose in (*home.glob("proposal-*.toml"), *([home / "sign-offs.toml"] if everything else [])):
        loose.unlink(missing_ok=True)
    for unfinished in home.glob(".*"):  # of a process that was killed
        shutil.rmtree(unfinished, ignore_errors=True)
    outputs = {
        (version.version, file.name): file.sha256 for version in shelf.versions(case) for file in version.outputs
    }
    for folder in folders(shelf.out, case).values():
        for (version, name), sha256 in outputs.items():
            if folder.name == version and sha256 in names:
                (folder / name).unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()
    for sha256 in names:
        if shelf.session.ask("elsewhere", digest=sha256, case_id=case)[0][0] == 0:
            shelf.contents.drop(sha256)


def _duty_ends(date: str) -> datetime:
    last = datetime.fromisoformat(date)
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    return last.replace(year=last.year + DUTY_YEARS, day=day)


def exported(shelf: Shelf, case: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file of a case that is still there, sorted into folders by entry."""
    entries = shelf.entries(case)
    gone = erased(entries)
    for entry in entries:
        for file in entry.files:
            if file.sha256 not in gone:
                yield f"{entry.number:04d}-{entry.kind}/{file.name}", shelf.content(file)
