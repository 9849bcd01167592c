"""Refitting. a case, its review and what was measured anew -> a proposal; accepted, the next version of the case."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orthogen import intake, pipeline, publish
from orthogen.errors import PrescriptionError
from orthogen.intake.proposal import BY_HAND
from orthogen.intake.review import read_review
from orthogen.intake.tables import read_table
from orthogen.lab.assessing import Paths, measure, told_of
from orthogen.lab.building import Progress, build
from orthogen.lab.cases import case_shelf
from orthogen.lab.looking import read
from orthogen.lab.proposals import file_proposal, open_proposal
from orthogen.lab.recalling import scans_of, written
from orthogen.lab.reviewing import CaseLine, facts_of, good_version, line_of, new_flags, old_feet, scan_changes
from orthogen.lab.versions import need_single
from orthogen.lazyclass import dataclass
from orthogen.records.build import Build
from orthogen.records.case import Filing, StoredFile
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.refit import DoseChange, Refit, ScanChange
from orthogen.records.review import Review
from orthogen.records.scan import Scan
from orthogen.refit import propose
from orthogen.refit.revision import FOOT, revised
from orthogen.store import Shelf
from orthogen.store.adding import Draft, add


@dataclass(frozen=True, kw_only=True)
class Refitted:
    """What a re-fit came to. build: the next version, None until accepted or where nothing changes.

    file: the proposal that was written, None where it was accepted at once.
    """

    refit: Refit
    accepted: bool
    build: Build | None = None
    file: Path | None = None


@dataclass(frozen=True, kw_only=True)
class _Work:
    """A case taken out of the store for one re-fit: its line, its stored scans and form in a place that goes away."""

    shelf: Shelf
    line: CaseLine
    scans: tuple[Path, ...]
    form: Path | None
    told: Mapping[str, Any]
    out: Path
    store: str | None
    by: str
    warnings: tuple[str, ...]
    progress: Progress


def refit(
    case: str,
    *,
    scan: Paths = (),
    pressure: Paths = (),
    gait: Paths = (),
    assessment: str | Path | None = None,
    review: str | Path | None = None,
    pressure_told: Mapping[str, Any] | None = None,
    accept: bool = False,
    by: str = "",
    out: str | Path = "output",
    store: str | None = None,
    accepted: Sequence[str] = (),
    progress: Progress = lambda said: None,
) -> Refitted:
    """Return what a review and new measurements change of the latest version of a case (clinical.md G).

    Without accept the proposal is written beside the versions, to be edited. accept builds it as the next version: what
    the files given say or, where none is given, the newest proposal as it was edited. accepted: ids of warnings. Raises
    OrthogenError; CaseMoved where somebody else filed a version meanwhile.
    """
    evidence = {
        "scan": _paths(scan), "pressure": _paths(pressure), "gait": _paths(gait),
        "assessment": _paths(assessment or ()), "review": _paths(review or ()),
    }  # fmt: skip
    if not any(evidence.values()) and not accept:
        raise PrescriptionError("there is nothing to re-fit from", "give --review, --scan, --pressure or --gait")
    with case_shelf(case, out=out, store=store) as shelf, tempfile.TemporaryDirectory() as place:
        work = _work(shelf, case, Path(place), out=Path(out), store=store, by=by, warnings=accepted, progress=progress)
        if any(evidence.values()):
            found = _proposed(work, evidence, pressure_told or {})
        else:
            found, evidence = _from_file(work)
        if not accept:
            return Refitted(refit=found, accepted=False, file=file_proposal(found, evidence, out=Path(out)))
        return _accepted(work, found, evidence)


def _work(shelf: Shelf, case: str, place: Path, **more: Any) -> _Work:
    """Take a case out of the store; raises PrescriptionError where it has no single latest version."""
    line = line_of(case, shelf.versions(case), shelf.entries(case), out=more["out"])
    if not line.versions:
        raise PrescriptionError(f"the case {case} has no version to re-fit", "build it first")
    need_single(line.latest)
    stored = line.versions[-1]
    scans = tuple(written(shelf, files, place / f"scan{k}") for k, files in enumerate(scans_of(stored)))
    forms: tuple[StoredFile, ...] = stored.inputs_of("assessment")
    form = written(shelf, forms, place) if forms else None
    warnings = tuple(more.pop("warnings"))
    return _Work(shelf=shelf, line=line, scans=scans, form=form, told=stored.told, warnings=warnings, **more)


def _proposed(work: _Work, evidence: Mapping[str, list[Path]], told: Mapping[str, Any]) -> Refit:
    """Return the proposal that the rules make of the evidence."""
    line, latest = work.line, work.line.latest
    review = read_review(evidence["review"][0]) if evidence["review"] else Review()
    paper = next(iter(evidence["assessment"]), work.form)
    form = intake.read_assessment(paper) if paper else None
    measured = measure(evidence["pressure"], gait=evidence["gait"], told=told_of(**told), form=form)
    new = _new_feet(work, evidence["scan"])
    need_old = bool(new) or bool(measured.loads)
    before = old_feet(work.scans, work.told) if need_old else ()
    scans = scan_changes(latest, before, new) if new else {}
    feet = [foot for _, foot in new] or list(before)
    facts = facts_of(line, review=review, form=form, measured=measured, feet=feet, scans=scans)
    return propose(
        latest.case, latest.version, feet=facts, flags=new_flags(line, form if evidence["assessment"] else None),
        remakes=line.count("remake"), good=good_version(line),
    )  # fmt: skip


def _new_feet(work: _Work, paths: Sequence[Path]) -> list[tuple[Scan, Foot]]:
    """Return each foot of the new scans; raises PrescriptionError where the old scan is not kept to compare with."""
    if paths and not work.scans:
        raise PrescriptionError(
            f"no scan of {work.line.latest.version} was kept, so the new one cannot be compared with it",
            "build the next version from the new scan with --prescription of the old one",
        )
    side = work.told.get("side") if len(paths) == 1 else None
    toes = bool(work.told.get("toes_needed", True))
    scans = [read(path, unit=None) for path in paths]
    return [(scan, foot) for scan in scans for foot in pipeline.see(scan, side=side, toes_needed=toes)]


def _from_file(work: _Work) -> tuple[Refit, dict[str, list[Path]]]:
    """Return the newest proposal as it was edited, with the files that it rests on."""
    latest = work.line.latest
    proposed, files = open_proposal(latest.case, latest.version, out=work.out)
    changes = tuple(_from_what_is_ordered(item, work.line) for item in proposed.changes)
    moved = {item.side for item in changes if item.modification == FOOT}
    scans = tuple(
        ScanChange(side=side, verdict="unsure", measures=(), moved=True, why="as proposed") for side in sorted(moved)
    )
    found = Refit(case=latest.case, from_version=latest.version, changes=changes, scans=scans,
                  reverts_to=proposed.reverts_to)  # fmt: skip
    roles = ("scan", "pressure", "gait", "assessment", "review")
    return found, {role: files.get(role, []) for role in roles}


def _from_what_is_ordered(change: DoseChange, line: CaseLine) -> DoseChange:
    """Return a change that the clinician made with the dose that it begins at; all others name theirs."""
    device = line.latest.device(change.side)
    if change.rule != BY_HAND or device is None or change.modification == FOOT:
        return change
    items = (item for item in device.prescription.modifications if change.modification == item.KIND)
    return replace(change, old=next((item.values.get(change.field) for item in items), None))


def _accepted(work: _Work, found: Refit, evidence: Mapping[str, list[Path]]) -> Refitted:
    """Build the next version of an accepted proposal; where nothing changes the review and decision are filed alone."""
    decision = publish.refit_document(found)
    if not found.changes:
        _file_review(work, decision, evidence["review"])
        return Refitted(refit=found, accepted=True)
    order = _orders(work.line, found)
    rules = ", ".join(dict.fromkeys(item.rule for item in found.changes))
    scans = _scans(work, found, evidence["scan"])
    old = found.new_scan is False
    told: dict[str, Any] = {name: work.told.get(name) for name in ("side", "load", *(("unit",) if old else ()))}
    marks = work.told.get("landmarks") or {} if old else {}
    made = build(
        *scans, prescription=order, assessment=next(iter(evidence["assessment"]), work.form),
        pressure=evidence["pressure"], gait=evidence["gait"], case=found.case, by=work.by, out=work.out,
        landmarks={name: (float(x), float(y)) for name, (x, y) in marks.items()} or None,
        formats=tuple(work.told.get("formats", ())), accepted=work.warnings,
        filing=Filing(reason=f"re-fit of {found.from_version}: {rules}", parent=found.from_version,
                      review=str(evidence["review"][0]) if evidence["review"] else None, decision=decision),
        store=work.store, progress=work.progress, **told,
    )  # fmt: skip
    return Refitted(refit=found, accepted=True, build=made)


def _orders(line: CaseLine, found: Refit) -> dict[str, Prescription]:
    """Return side -> the order of the next version."""
    return {
        device.side: revised(device.prescription, [item for item in found.changes if item.side == device.side],
                             from_version=found.from_version)
        for device in line.latest.devices
    }  # fmt: skip


def _scans(work: _Work, found: Refit, new: Sequence[Path]) -> tuple[Path, ...]:
    """Return the scans that the next version stands on: the new ones where the foot changed, else the stored ones."""
    if not found.new_scan:
        if not work.scans:
            raise PrescriptionError(
                f"no scan of {found.from_version} was kept", "build the next version from the scan itself"
            )
        return work.scans
    if len(new) < len(work.scans):
        raise PrescriptionError(
            f"{found.from_version} stands on {len(work.scans)} scans, and {len(new)} is new", "scan both feet anew"
        )
    return tuple(new)


def _file_review(work: _Work, decision: Mapping[str, Any], reviews: Sequence[Path]) -> None:
    """File a review that changes nothing, and the decision to change nothing, as entries of the case."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    drafts = []
    for path in reviews:
        data = path.read_bytes()
        name = f"review{path.suffix.lower()}"
        file = StoredFile(role="review", name=name, sha256=work.shelf.contents.put(data), size_bytes=len(data))
        content = {key: _plain(value) for key, value in read_table(path, what="review").items()}
        drafts.append(Draft(kind="review", date=now, by=work.by, reason="", content=content, files=(file,)))
    reason = f"re-fit of {work.line.latest.version}: no change"
    drafts.append(Draft(kind="decision", date=now, by=work.by, reason=reason, content=decision))
    add(work.shelf, work.line.latest.case, drafts)


def _plain(value: Any) -> Any:
    """Return a value of a form in JSON's own types; a day as text."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value if isinstance(value, str | int | float | bool | list) or value is None else str(value)


def _paths(given: Paths) -> list[Path]:
    return [Path(path) for path in ([given] if isinstance(given, str | Path) else given)]
