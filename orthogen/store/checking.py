"""Checking. a store -> every row, file and folder that is not what was filed, by name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from orthogen.lazyclass import dataclass
from orthogen.records.case import Entry, StoredFile
from orthogen.store.chain import START, canonical, row_sha256, text_sha256
from orthogen.store.contents import file_sha256
from orthogen.store.opening import everything
from orthogen.store.shelf import Shelf, version_name
from orthogen.store.taking_in import folders, take_in


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong. what: row, file or folder; place: which one; note: how."""

    what: str
    place: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check of the whole store found; spare: contents that no entry names."""

    cases: int
    versions: int
    files: int
    spare: int
    faults: tuple[Fault, ...]


def check(shelf: Shelf) -> Checked:
    """Hold every row against its hash and every file against its name, after taking in what was left behind."""
    for case in everything(shelf.out):
        take_in(shelf, case)
    cases = shelf.cases()
    faults = [Fault(what="row", place="database", note=note) for note in shelf.session.faults()]
    sound: dict[str, str] = {}
    for case in cases:
        entries = shelf.entries(case)
        faults += [*_rows(shelf, case, entries), *_files(shelf, entries, sound), *_folders(shelf, case, entries, sound)]
    unfiled = [case for case in everything(shelf.out) if case not in cases]
    faults += [Fault(what="folder", place=case, note="holds versions without a build.json") for case in unfiled]
    count = sum(len(shelf.session.ask("version_numbers", case_id=case)) for case in cases)
    known = {row[0] for row in shelf.session.ask("known_files")}
    spare = sum(sha256 not in known for sha256 in shelf.contents.all())
    return Checked(cases=len(cases), versions=count, files=len(known), spare=spare, faults=tuple(faults))


def erased(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the SHA-256 of the files, and "#number" of the entries, that the erasures of a case name."""
    gone = [entry.content for entry in entries if entry.kind == "erasure" and entry.content is not None]
    return frozenset(str(item) for content in gone for item in (*content["files"], *content["entries"]))


def stand_ins(entries: Sequence[Entry]) -> tuple[StoredFile, ...]:
    """Return the files, "v001/build.json", that took the place of erased ones and are still there."""
    gone = erased(entries)
    return tuple(
        item for entry in entries if entry.kind == "erasure" for item in entry.files if item.sha256 not in gone
    )


def _rows(shelf: Shelf, case: str, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield the rows that do not hash to what they say, or do not follow the one before."""
    digests = {row[1]: row[7] for row in shelf.session.ask("records", case_id=case)}
    parent, gone = START, erased(entries)
    for place, entry in enumerate(entries, start=1):
        name = f"{case} entry {entry.number} ({entry.kind}, {entry.date})"
        told = {"case_id": case, "number": entry.number, "kind": entry.kind, "date": entry.date, "author": entry.by,
                "reason": entry.reason}  # fmt: skip
        content = digests[entry.number]
        if entry.content is None and f"#{entry.number}" not in gone:
            yield Fault(what="row", place=name, note="its content is gone, and no erasure says so")
        elif entry.content is not None and text_sha256(canonical(entry.content)) != content:
            yield Fault(what="row", place=name, note="its content was changed after it was filed")
        if row_sha256(told, content_sha256=content, files=entry.files, parent=entry.parent_sha256) != entry.sha256:
            yield Fault(what="row", place=name, note="it or its list of files was changed after it was filed")
        if (entry.number, entry.parent_sha256) != (place, parent):
            yield Fault(
                what="row", place=name, note="it does not follow the entry before it: one was taken out or changed"
            )
        parent = entry.sha256
    for version in shelf.versions(case):
        held = [entry for entry in entries if entry.kind == "version" and entry.date == version.date]
        if not any(entry.content is None or entry.content.get("verdict") == version.verdict for entry in held):
            yield Fault(what="row", place=f"{case} {version.version}", note="its row and its entry differ")


def _files(shelf: Shelf, entries: Sequence[Entry], sound: dict[str, str]) -> Iterator[Fault]:
    """Yield the contents that are gone or changed; sound: SHA-256 -> what was found of it: each is read once."""
    gone = erased(entries)
    for entry in entries:
        for file in entry.files:
            if file.sha256 in gone:
                continue
            if file.sha256 not in sound:
                sound[file.sha256] = _fault_of(shelf.contents.path(file.sha256), file)
            note = sound[file.sha256]
            if note:
                yield Fault(
                    what="file", place=f"{shelf.contents.path(file.sha256)} ({entry.case}, {file.name})", note=note
                )


def _folders(shelf: Shelf, case: str, entries: Sequence[Entry], sound: dict[str, str]) -> Iterator[Fault]:
    """Yield the files of version folders that are gone, changed or added, and folders that no row tells of."""
    gone, standing = erased(entries), folders(shelf.out, case)
    for version in shelf.versions(case):
        folder = standing.pop(int(version.version[1:]), None)
        kept = [file for file in version.outputs if file.sha256 not in gone]
        kept += [replace(item, name=item.name.partition("/")[2]) for item in stand_ins(entries)
                 if item.name.startswith(f"{version.version}/")]  # fmt: skip
        if folder is None:
            if kept:
                yield Fault(what="folder", place=version.folder, note="is gone; its files are still in the store")
            continue
        for file in kept:
            note = _linked_fault(shelf, folder / file.name, file, sound)
            if note:
                yield Fault(what="file", place=str(folder / file.name), note=note)
        for name in sorted({path.name for path in folder.iterdir()} - {file.name for file in version.outputs}):
            yield Fault(what="file", place=str(folder / name), note="was added after the version was filed")
    for number, folder in standing.items():
        yield Fault(what="folder", place=str(folder), note=f"no row tells of {version_name(number)} of {case}")


def _linked_fault(shelf: Shelf, path: Path, file: StoredFile, sound: dict[str, str]) -> str:
    """Return what is wrong with a file of a folder; one that is the content itself is not read twice."""
    content = shelf.contents.path(file.sha256)
    if path.exists() and content.exists() and path.samefile(content):
        return sound.get(file.sha256, "")
    return _fault_of(path, file)


def _fault_of(path: Path, file: StoredFile) -> str:
    if not path.is_file():
        return "is gone"
    size = path.stat().st_size
    if size != file.size_bytes:
        return f"has {size} bytes, {file.size_bytes} were filed"
    return "" if file_sha256(path) == file.sha256 else "was changed after it was filed"
