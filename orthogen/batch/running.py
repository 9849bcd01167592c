"""Running. a list of orders -> every case built, its paperwork, the manifest and what became of each order."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from orthogen import publish
from orthogen.batch.chosen import chosen_machines
from orthogen.batch.cluster import clustered
from orthogen.batch.job import Done, Job, carried_out, lost
from orthogen.batch.orders import Orders, mistaken, read_orders
from orthogen.batch.slicing import need_slicer, timed
from orthogen.batch.trays import in_folder, laid_out, triangles_mm
from orthogen.batch.workers import worked
from orthogen.errors import OutputNotWritable, PrescriptionError
from orthogen.intake import read_machine
from orthogen.lab.folder import case_from_name, write_whole, writing_whole
from orthogen.records.batch import Batch, Outcome, Part, Tray

Tell = Callable[[Outcome, int, int], None]


def run_batch(
    orders: str | Path,
    *,
    out: str | Path = "output",
    workers: int | None = None,
    scheduler: str | None = None,
    strict: bool = False,
    profile: str | None = None,
    machines: Sequence[str] = (),
    slicer_profile: str | Path | None = None,
    by: str = "",
    tell: Tell = lambda outcome, ended, of: None,
) -> Batch:
    """Build every order of a list, in processes of this machine or by the Dask scheduler at that address.

    Files each case like `build` does, and `<out>/batch-<list>/` with the manifest, the acknowledgements, the trays and
    batch.json. What an earlier run finished is not done again. A row with a mistake is refused and the others run;
    strict: nothing runs then. profile: for rows that name none.
    machines: names or files of one's own. slicer_profile: of PrusaSlicer, which then tells the hours of filament trays.
    tell: outcome, how many have ended, of how many.
    Raises PrescriptionError where there is no list, or strict finds a mistake; LabError where nothing can be written.
    """
    begun = time.perf_counter()
    path, place = Path(orders), Path(out)
    if slicer_profile is not None:
        need_slicer(Path(slicer_profile))
    if scheduler is not None:
        place = place.absolute()  # workers may have been started elsewhere
    on = chosen_machines([read_machine(name) for name in machines])
    read = read_orders(path, profile=profile, on=on)
    if strict and read.mistakes:
        said = "\n".join(f"  {one}" for one in read.mistakes)
        raise PrescriptionError(f"{len(read.mistakes)} mistakes in {path}, nothing is built:\n{said}", "correct them")
    folder = place / f"batch-{case_from_name(path.stem or path.name)}"
    _prove_writable(folder)
    jobs = [Job(order=order, out=place, by=by, machine=on.get(order.process)) for order in read.orders]
    done = _all_done(jobs, workers=workers, scheduler=scheduler, tell=_counted(tell, len(jobs)))
    outcomes = sorted([*_refusals(read), *(one.outcome for one in done)], key=lambda one: one.line)
    batch = Batch(
        outcomes=tuple(outcomes), warnings=read.warnings, total_s=0.0, out=str(place), folder=str(folder),
        resumed=sum(one.resumed for one in done),
    )  # fmt: skip
    if any(part.process in on for part in made(batch)):
        trays, misfits = laid_out(made(batch), out=place, on=on)
        trays = in_folder(trays, folder.name)
        _write_trays(trays, place)
        if slicer_profile is not None:
            trays, unsure = timed(trays, out=place, on=on, profile=Path(slicer_profile))
            misfits += unsure
        batch = replace(batch, trays=trays, warnings=(*batch.warnings, *misfits))
    _write_papers(batch, read, folder)
    batch = replace(batch, total_s=time.perf_counter() - begun)
    write_whole(folder / "batch.json", publish.batch_json(batch))
    return batch


def _all_done(
    jobs: Sequence[Job], *, workers: int | None, scheduler: str | None, tell: Callable[[int, Done], None]
) -> list[Done]:
    """Return what became of every job, in their order."""
    ended: dict[int, Done] = {}

    def kept(index: int, done: Done) -> None:
        ended[index] = done
        tell(index, done)

    if scheduler is not None:
        clustered(carried_out, jobs, scheduler=scheduler, lost=lost, tell=kept)
        return [ended[index] for index in range(len(jobs))]
    count = min(workers or _cores(), max(1, len(jobs)))
    worked(carried_out, jobs, workers=count, lost=lost, tell=kept)
    return [ended[index] for index in range(len(jobs))]


def _cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _counted(tell: Tell, count: int) -> Callable[[int, Done], None]:
    """Return what tells each outcome with its place in the count."""
    ended = 0

    def told(_: int, done: Done) -> None:
        nonlocal ended
        ended += 1
        tell(done.outcome, ended, count)

    return told


def _refusals(read: Orders) -> list[Outcome]:
    """Return the outcome of every row with a mistake."""
    return [
        Outcome(line=line, case=case, status="refused", reason=said, next_step="correct the row", folder="")
        for line, case, said in mistaken(read)
    ]


def _prove_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWritable(
            f"cannot write to {folder}: {error.strerror}", "free space or name another folder with --out"
        ) from error
    write_whole(folder / "batch.json", b"")


def _write_trays(trays: Sequence[Tray], out: Path) -> None:
    """Write the file of every tray, whole or not at all, one part in memory at a time."""
    for tray in trays:
        with writing_whole(out / tray.file) as held:
            publish.write_tray(held, tray, triangles_mm=lambda file: triangles_mm(out / file))


def _write_papers(batch: Batch, read: Orders, folder: Path) -> None:
    """Write the manifest of what is done, and an acknowledgement for every order."""
    write_whole(folder / "manifest.csv", publish.manifest_csv(made(batch)))
    write_whole(folder / "manifest.json", publish.manifest_json(made(batch), trays=batch.trays))
    texts = {**read.refused, **{order.line: order.texts for order in read.orders}}
    wording = publish.english()
    for one in batch.outcomes:
        page = publish.acknowledgement_html(one, texts=texts[one.line], wording=wording)
        name = f"line-{one.line}" if one.line in read.refused else one.case  # a wrong case may be no name for a file
        name = f"acknowledgement-{name}.html"
        write_whole(folder / name, page)


def made(batch: Batch) -> tuple[Part, ...]:
    """Return the parts of all orders that are done, in the order of the list."""
    return tuple(part for one in batch.outcomes if one.status == "done" for part in one.parts)
