"""Recalling. a version in the store -> the files that it was made from, laid out to be read again."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orthogen.errors import OutputNotWritable, PrescriptionError, StoreDamaged
from orthogen.lab.cases import case_shelf
from orthogen.lazyclass import dataclass
from orthogen.records.case import Role, StoredFile, StoredVersion
from orthogen.store import Shelf
from orthogen.store.checking import erased


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """What a version was made from. told: side, unit, landmarks, load and whether toes were needed, as given then."""

    scans: tuple[Path, ...]
    told: Mapping[str, Any]
    form: Path | None
    pressure: tuple[Path, ...]


@contextmanager
def recalled(case: str, version: str, *, out: Path, store: str | None = None) -> Iterator[Recalled]:
    """Give the stored inputs of a version, in a place that goes when they were read.

    Raises UnknownName for what was never filed, StoreDamaged for what changed since, PrescriptionError where the store
    keeps no scan of it.
    """
    with case_shelf(case, out=out, store=store) as shelf, tempfile.TemporaryDirectory() as place:
        old = shelf.version(case, version)
        need_kept(shelf, old)
        scans = tuple(written(shelf, files, Path(place) / f"scan{k}") for k, files in enumerate(scans_of(old)))

        def paths(role: Role) -> tuple[Path, ...]:
            return tuple(written(shelf, (item,), Path(place)) for item in old.inputs_of(role))

        forms = paths("assessment")
        yield Recalled(scans=scans, told=old.told, form=forms[0] if forms else None, pressure=paths("pressure"))


def need_kept(shelf: Shelf, old: StoredVersion) -> None:
    """Raise PrescriptionError where the scans of a version were never kept, or were erased."""
    gone = erased(shelf.entries(old.case))
    scans = old.inputs_of("scan")
    if not scans:
        why = "it is older than the store, or was given as a record"
    elif any(item.sha256 in gone for item in scans):
        why = "it was erased"
    else:
        return
    raise PrescriptionError(f"no scan of {old.case} {old.version} is kept: {why}", "give the files themselves again")


def scans_of(old: StoredVersion) -> list[list[StoredFile]]:
    """Return the scans, each with the files beside it."""
    scans: list[list[StoredFile]] = []
    for item in old.inputs:
        if item.role == "scan":
            scans.append([item])
        elif item.role == "beside":
            scans[-1].append(item)
    return scans


def written(shelf: Shelf, files: list[StoredFile] | tuple[StoredFile, ...], folder: Path) -> Path:
    """Write files out of the store into a folder and return the path of the first."""
    for item in files:
        try:
            data = shelf.content(item)
        except StoreDamaged as error:
            raise StoreDamaged(f"the input {item.name} cannot be used: {error}", error.next_step) from error
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / item.name).write_bytes(data)
        except OSError as error:
            raise OutputNotWritable(
                f"cannot write to {folder}: {error.strerror or error}", "free space on the disk of temporary files"
            ) from error
    return folder / files[0].name
