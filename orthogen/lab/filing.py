"""Filing. a finished build, the files it was made from -> its version folder and its rows in the store."""

import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np

from orthogen import publish
from orthogen.errors import CaseMoved, PrescriptionError
from orthogen.intake.tables import read_table
from orthogen.lab.folder import settle
from orthogen.lazyclass import dataclass
from orthogen.records.assessment import Assessment
from orthogen.records.build import Build
from orthogen.records.case import Filing, Role, StoredFile, StoredVersion
from orthogen.records.scan import Scan
from orthogen.store import Shelf, opened
from orthogen.store.adding import add
from orthogen.store.shelf import version_name
from orthogen.store.taking_in import INPUTS, begin, drafts, take_in

_OF_A_VERSION = ("scan", "beside", "prescription")
_ORDER = "prescription.toml"
_NAMED_BY = ("scan", "pressure", "gait", "beside")


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What a build was made from: files by role, in the order given, and what was told beside them (plain values)."""

    given: tuple[tuple[Role, Path], ...]
    told: Mapping[str, Any]
    form: Assessment | None
    filing: Filing
    url: str | None


def profile_file(profile: object) -> Path | None:
    """Return the file of a profile that was given as one, None for the name of one that comes with the program."""
    return Path(profile) if isinstance(profile, str | Path) and Path(profile).is_file() else None


def given_files(
    scans: Sequence[str | Path | Scan], read: Sequence[Scan], **others: object
) -> tuple[tuple[Role, Path], ...]:
    """Return the files among what was given, by role; what was given as a record has none.

    scans: as they were given; read: as they were read, of one that shows two feet twice. others: role -> path or paths.
    """

    def listed() -> Iterator[tuple[Role, Path]]:
        for given, record in zip(scans, read, strict=False):
            if not isinstance(given, Scan):
                yield "scan", Path(given)
                yield from (("beside", Path(given).parent / name) for name in record.beside)
        for role, files in others.items():
            many = files if isinstance(files, list | tuple) else [files]
            yield from ((cast(Role, role), Path(item)) for item in many if isinstance(item, str | Path))

    return tuple(listed())


def store_url(url: str | None) -> str | None:
    """Return the address of the store's database: as given, else ORTHOGEN_STORE; None, also for "": a file in `out`."""
    return (os.environ.get("ORTHOGEN_STORE") if url is None else url) or None


def file_build(
    staging: Path, draft: Build, papers: Papers, *, out: Path, lasting: Mapping[str, bytes],
    render: Callable[[str, Callable[[], Mapping[str, Any]]], dict[str, bytes]],
) -> str:  # fmt: skip
    """Write a build as the next version of its case, file it, and return the version.

    lasting: its files that no version changes, prescription.toml among them. render(version, document): the others,
    while the inputs are being kept; document() is what inputs.json says, once they are. Contents first, then the
    folder by one rename, then the rows by one transaction; between the last two a mark stands in
    `<out>/store/pending`, so that whoever comes next files what a killed process could not. Raises CaseMoved where the
    version that it must follow is no longer the latest.
    """
    with opened(out, url=store_url(papers.url)) as shelf, ThreadPoolExecutor(1) as keeper:  # waits, whatever happens
        files: dict[str, bytes] = {}
        parent: str | None = None
        made_from = keeper.submit(lambda: _document(draft, papers, tuple(_kept_inputs(shelf, papers, lasting))))

        def document() -> dict[str, Any]:
            return {**made_from.result(), "parent": parent}

        def number() -> int:
            nonlocal parent
            following = _next(shelf, draft.case)
            parent = _parent(shelf, draft.case, papers.filing.parent)
            return following

        def rendered(version: str) -> dict[str, bytes]:
            files.update(render(version, document))
            files[INPUTS] = publish.inputs_json({"case": draft.case, "version": version, **document()})
            return files

        version = settle(staging, rendered, lasting=lasting, number=number)
        outputs = _outputs(shelf, out / draft.case / version, {**lasting, **files})
        add(shelf, draft.case, drafts(document(), outputs=outputs, version=int(version[1:])))
        take_in(shelf, draft.case)  # takes the mark away
        return version


def file_copy(
    shelf: Shelf, staging: Path, old: StoredVersion, files: Mapping[str, bytes], *, by: str, reason: str
) -> str:
    """File the files of an old version as the next one, byte for byte; only build.json and inputs.json name the new."""
    case, made = old.case, dict(files)
    build = json.loads(files["build.json"])
    document: dict[str, Any] = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"), "by": by, "reason": reason, "verdict": old.verdict,
        "program_version": old.program_version, "platform": old.platform, "told": dict(old.told),
        "inputs": [asdict(item) for item in old.inputs if item.role in _OF_A_VERSION],
        "decision": {"rollback_to": old.version},
    }  # fmt: skip

    def rendered(version: str) -> dict[str, bytes]:
        document["parent"] = _parent(shelf, case, None)
        named = {"version": version, "folder": str(shelf.out / case / version), "date": document["date"], "by": by}
        build.update(named)
        made["build.json"] = publish.document_json(build)
        made["device-record.html"] = publish.device_record_html(build, papers=document, wording=publish.english())
        made[INPUTS] = publish.inputs_json({"case": case, "version": version, **document})
        return made

    version = settle(staging, rendered, number=lambda: _next(shelf, case))
    outputs = _outputs(shelf, shelf.out / case / version, made)
    add(shelf, case, drafts(document, outputs=outputs, version=int(version[1:])))
    take_in(shelf, case)  # takes the mark away
    return version


def _next(shelf: Shelf, case: str) -> int:
    """Return the number of the version that comes next, marked as about to appear."""
    following = take_in(shelf, case) + 1
    begin(shelf.out, case, following)
    return following


def _parent(shelf: Shelf, case: str, wanted: str | None) -> str | None:
    """Return the version that is the latest, None before the first; raises CaseMoved where it is not the one wanted."""
    filed = [version_name(row[0]) for row in shelf.session.ask("version_numbers", case_id=case)]
    latest = filed[-1] if filed else None
    if wanted is not None and latest != wanted:
        there = "no version" if latest is None else _told(shelf.version(case, latest))
        raise CaseMoved(
            f"case {case} has {there}, while this one was to follow {wanted}",
            f"look at `orthogen history {case}` and begin from its latest version",
        )
    return latest


def _told(version: StoredVersion) -> str:
    return f"{version.version}, filed {version.date}" + (f" by {version.by}" if version.by else "")


def _kept_inputs(shelf: Shelf, papers: Papers, lasting: Mapping[str, bytes]) -> Iterator[StoredFile]:
    """Keep the files that were given, and the order; coded names, for a file's own may say who the patient is."""
    review = papers.filing.review
    reviews: list[tuple[Role, Path]] = [("review", Path(review))] if review else []
    given = [*papers.given, *reviews]
    for place, (role, path) in enumerate(given):
        count = sum(before == role for before, _ in given[: place + 1])
        name = path.name if role == "beside" else f"{role}{count if role in _NAMED_BY else ''}{path.suffix.lower()}"
        yield _kept(shelf, role, name, file_data(path))
    yield _kept(shelf, "prescription", _ORDER, lasting[_ORDER])


def file_data(path: Path) -> bytes:
    """Return the bytes of a file that was read before; raises PrescriptionError where it has gone since."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PrescriptionError(
            f"{path} cannot be read any more: {error.strerror}", "keep the files in place while it builds"
        ) from error


def _kept(shelf: Shelf, role: Role, name: str, data: bytes) -> StoredFile:
    return StoredFile(role=role, name=name, sha256=shelf.contents.put(data), size_bytes=len(data))


def _outputs(shelf: Shelf, folder: Path, files: Mapping[str, bytes]) -> tuple[StoredFile, ...]:
    """Keep the files of a version under their SHA-256 too."""
    made = []
    for name, data in sorted(files.items()):
        sha256 = hashlib.sha256(data).hexdigest()
        shelf.contents.keep(folder / name, sha256=sha256)
        made.append(StoredFile(role="output", name=name, sha256=sha256, size_bytes=len(data)))
    return tuple(made)


def _document(draft: Build, papers: Papers, inputs: tuple[StoredFile, ...]) -> dict[str, Any]:
    """Return what inputs.json says, from which the rows are made."""
    filing, form = papers.filing, papers.form
    measured = any(role in ("pressure", "gait") for role, _ in papers.given)
    review = read_table(Path(filing.review), what="review", error=PrescriptionError) if filing.review else None
    return {
        "date": draft.date, "by": draft.by, "reason": filing.reason, "verdict": draft.verdict,
        "program_version": draft.program_version, "platform": this_platform(), "told": _plain(papers.told),
        "inputs": [asdict(item) for item in inputs],
        "assessment": _told_of(form) if form is not None or measured else None,
        "review": _plain(review),
        "prescription": _orders(draft),
        "decision": _plain(filing.decision) or None,
    }  # fmt: skip


def _orders(draft: Build) -> dict[str, Any]:
    """Return what was ordered, in a line for each foot; the file holds the whole."""
    return {
        device.foot.side: {"profile": device.prescription.profile, "construction": device.prescription.construction,
                           "length": device.prescription.length, "accepted": list(device.prescription.accepted)}
        for device in draft.devices
    }  # fmt: skip


def _told_of(form: Assessment | None) -> dict[str, Any]:
    """Return what must be known of an assessment to plan reviews; its files hold the whole."""
    if form is None:
        return {"age_years": None, "body_mass_kg": None, "present": []}
    present = sorted(name for name, there in form.red_flags.items() if there)
    return {"age_years": form.age_years, "body_mass_kg": form.body_mass_kg, "present": present}


@cache
def this_platform() -> str:
    """Return what the bytes of a device may depend on besides inputs and program: processor, kernel, numpy."""
    from orthogen.kernel import _native

    kernel = hashlib.sha256(Path(str(_native.__file__)).read_bytes()).hexdigest()[:12]
    return f"{platform.system()} {platform.machine()}, kernel {kernel}, numpy {np.__version__}"


def _plain(value: Any) -> Any:
    """Return plain JSON values; dates as text."""
    return json.loads(json.dumps(value, default=str))
