"""Job. one order -> its version on the disk and what became of it; nothing that goes wrong in it goes further."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from orthogen import publish
from orthogen.batch.chosen import designed_as
from orthogen.batch.ledger import RECORD, key, recognised, record
from orthogen.batch.part import least_wall_mm, parts
from orthogen.errors import OrthogenError, PrescriptionError, SideUnsure
from orthogen.lab.building import MoreFiles, build
from orthogen.lab.request import zones_from
from orthogen.lazyclass import dataclass
from orthogen.records.batch import BatchOrder, Outcome
from orthogen.records.build import Build
from orthogen.records.machine import Machine

REFUSED_CODES = (2, 3, 4)


@dataclass(frozen=True, kw_only=True)
class Job:
    """One order, the folder that its case is filed in, the machine if there is one. by: who ordered the batch."""

    order: BatchOrder
    out: Path
    machine: Machine | None = None
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of a job, and whether an earlier run had finished it."""

    outcome: Outcome
    resumed: bool = False


def carried_out(job: Job) -> Done:
    """Return what became of the job, done now unless it was finished before; never raises what a job can cause."""
    try:
        known = key(job.order, machine=job.machine)
        before = recognised(job.order, job=known, out=job.out)
        if before is not None:
            return Done(outcome=before, resumed=True)
        return Done(outcome=_built(job, known))
    except OrthogenError as error:
        status = "refused" if error.exit_code in REFUSED_CODES else "failed"
        return _ended(job, status, str(error), error.next_step)
    except OSError as error:
        return _ended(job, "failed", f"{error.filename}: {error.strerror}", "check that it is there and may be used")
    except Exception as error:  # noqa: BLE001  one job must never stop the others: this is the one place
        said = f"the program failed: {type(error).__name__}: {error}"
        return _ended(job, "failed", said, "report this order as a fault of the program")


def lost(job: Job, why: str) -> Done:
    """Return the outcome of a job that took its worker with it twice."""
    return _ended(job, "failed", f"set aside: {why}", "build this order alone to see what is wrong with its scan")


def _ended(job: Job, status: Any, reason: str, next_step: str) -> Done:
    order = job.order
    return Done(
        outcome=Outcome(line=order.line, case=order.case, status=status, reason=reason, next_step=next_step, folder="")
    )


def _built(job: Job, known: str) -> Outcome:
    """Build the order and return its outcome, as its record tells it."""
    order = job.order
    scans = [(side, Path(path)) for side, path in order.scans.items()]
    side = scans[0][0] if len(scans) == 1 else ""
    kept: list[Outcome] = []

    def papers(made: Build) -> Mapping[str, bytes]:
        outcome = _outcome(made, job)
        kept.append(outcome)
        return {
            RECORD: record(outcome, job=known),
            "job-sheet.html": _job_sheet(made, job, outcome),
        }

    given: dict[str, Any] = {"side": side or None, "unit": order.unit}
    given |= {"length": order.length, "construction": order.construction}
    given |= {"pressure": [Path(one) for one in order.pressure], "gait": [Path(one) for one in order.gait]}
    build(
        *(path for _, path in scans),
        profile=order.profile, prescription=order.prescription, assessment=order.assessment, sets=order.sets,
        accepted=order.accepted, zones=zones_from(order.zones), material=designed_as(order, job.machine),
        case=order.case, by=job.by, out=job.out, formats=("stl", "3mf"),
        more_files=partial(_checked, papers, job), **given,
    )  # fmt: skip
    return kept[-1]


def _checked(papers: MoreFiles, job: Job, made: Build) -> Mapping[str, bytes]:
    """Return the papers of a build that is what the row says; raises where sides differ or the process cannot make it.

    It is asked before any version appears, so a refusal leaves none behind.
    """
    for (said, path), device in zip(job.order.scans.items(), made.devices, strict=False):
        if said and device.foot.side != said:
            told = f"scan_{said} ({Path(path).name}) shows a {device.foot.side} foot"
            raise SideUnsure(told, "find out whose scan it is and name it in the other column")
    for device in made.devices:
        wall_mm = least_wall_mm(device)
        if job.machine is not None and wall_mm is not None and wall_mm < job.machine.least_wall_mm:
            raise PrescriptionError(
                f"the {device.foot.side} device is {wall_mm:.2f} mm thin, {job.machine.process} needs "
                f"{job.machine.least_wall_mm:g} mm",
                "order it thicker or by another process",
            )
    return papers(made)


def _job_sheet(made: Build, job: Job, outcome: Outcome) -> bytes:
    """Return the sheet for the bench, with the tolerance of the process on the longest device."""
    longest_mm = max(part.length_mm for part in outcome.parts)
    tolerance_mm = None if job.machine is None else job.machine.tolerance_on_mm(longest_mm)
    return publish.job_sheet_html(
        made, order=job.order, parts=outcome.parts, tolerance_mm=tolerance_mm, wording=publish.english()
    )


def _outcome(made: Build, job: Job) -> Outcome:
    """Return what a build means for its order: a device that fails its checks fails the order."""
    good = made.verdict == "accepted"
    return Outcome(
        line=job.order.line,
        case=job.order.case,
        status="done" if good else "failed",
        reason="" if good else f"built and rejected: {'; '.join(_faults(made))}",
        next_step="" if good else "read report.html of this version and change the order",
        folder=f"{made.case}/{made.version}",
        parts=parts(made, job.order, job.machine),
    )


def _faults(made: Build) -> list[str]:
    """Return what rejects a build, each with the side it is about."""
    told = []
    for device in made.devices:
        told += [f"{device.foot.side} {one.note}" for one in device.findings if not one.ok]
        told += [
            f"{device.foot.side} {one.modification}.{one.field} asked {one.asked:g}, got {one.got}"
            for one in device.doses
            if not one.ok
        ]
    return told
