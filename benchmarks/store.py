"""Store. 10,000 cases of 5 versions -> the seconds of history, due, diff, and of filing one more version.

`python -m benchmarks.store [CASES]`, into benchmarks/results/store.json. Without imports, which are measured apart; CPU
and wall time, the least of several runs.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.machine import Machine
from benchmarks.processes import keep
from orthogen import lab
from orthogen.lab.folder import settle, staged
from orthogen.records.case import StoredFile
from orthogen.store import opened
from orthogen.store.adding import Draft, _add
from orthogen.store.due import due
from orthogen.store.shelf import Shelf
from orthogen.store.taking_in import begin, take_in

VERSIONS, RUNS = 5, 7
SCAN = Path(__file__).parents[1] / "scans" / "right_normal.stl"
STL_BYTES, PAGE_BYTES, SCAN_BYTES = 2_700_000, 2_200_000, 1_000_000


def main() -> None:
    """Fill a store, measure, and keep the result."""
    machine = Machine()
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        with opened(out) as shelf:
            shelf.session.together("", lambda: fill(shelf, cases))
        for profile in ("neutral", "overpronation"):
            lab.build(SCAN, profile=profile, case="foot", out=out)
        rows = {
            "history": least(lambda: reading(out, lambda shelf: (shelf.versions("case77"), shelf.entries("case77")))),
            "due": least(lambda: reading(out, lambda shelf: due(shelf, on=date(2027, 6, 1)))),
            "diff": least(lambda: lab.diff("foot", "v001", "v002", out=out)),
            "filing": least(lambda: filing(out)),
        }  # fmt: skip
    keep("store", {"machine": machine.told(), "held_cases": cases, "held_versions": cases * VERSIONS, "rows": rows})


def fill(shelf: Shelf, cases: int) -> None:
    """File the versions with the files of each, none of which is written: only rows are counted here."""
    for k in range(cases):
        for version in range(1, VERSIONS + 1):
            day = f"2027-0{version}-{k % 28 + 1:02d}T09:00:00+00:00"
            files = tuple(StoredFile(role="output", name=f"f{n}", sha256=hashlib.sha256(f"{k} {version} {n}".encode())
                                     .hexdigest(), size_bytes=1) for n in range(7))  # fmt: skip
            _add(shelf.session, f"case{k}", drafts(day, version, files))


def drafts(day: str, version: int, files: tuple[StoredFile, ...]) -> list[Draft]:
    """Return the entries of one version, as large as those of a build."""
    listed = [vars(file) for file in files[:3]]
    papers = {"verdict": "accepted", "program_version": "0.1.0", "platform": "x", "told": {}, "inputs": listed}
    form = {"age_years": 40, "body_mass_kg": 70, "present": []}
    order = {"right": {"profile": "neutral", "construction": "insole", "length": "full", "accepted": []}}
    said = {"assessment": (form, None), "prescription": (order, None), "version": (papers, version)}
    return [Draft(kind=kind, date=day, by="A. Clinician", reason="re-fit", content=content, version=number,
                  files=files if number else ()) for kind, (content, number) in said.items()]  # fmt: skip


def reading(out: Path, ask: Callable[[Shelf], object]) -> None:
    """Open the store, ask, close: all that a command does besides its imports."""
    with opened(out) as shelf:
        ask(shelf)


def filing(out: Path) -> None:
    """File one version with a device, two pages and a scan: contents, folder and rows, each down to the disk."""
    stamp = str(time.perf_counter_ns()).encode()
    data = {"right.stl": stamp * (STL_BYTES // len(stamp)), "report.html": stamp * (PAGE_BYTES // len(stamp))}
    with staged(out, "case77") as staging, opened(out) as shelf:
        scan = shelf.contents.put(stamp * (SCAN_BYTES // len(stamp)))

        def number() -> int:
            last = take_in(shelf, "case77")
            begin(out, "case77", last + 1)
            return last + 1

        version = settle(staging, lambda _: data, number=number)
        made = [StoredFile(role="scan", name="scan1.stl", sha256=scan, size_bytes=1)]
        for name, bytes_ in data.items():
            sha256 = hashlib.sha256(bytes_).hexdigest()
            shelf.contents.keep(out / "case77" / version / name, sha256=sha256)
            made.append(StoredFile(role="output", name=name, sha256=sha256, size_bytes=len(bytes_)))
        entries = drafts("2027-06-01T09:00:00+00:00", int(version[1:]), tuple(made))
        shelf.session.together("case77", lambda: _add(shelf.session, "case77", entries))
        take_in(shelf, "case77")


def least(work: Callable[[], object]) -> dict[str, float]:
    """Return the least wall and CPU seconds of several runs."""
    walls, spent = [], []
    for _ in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        spent.append(time.process_time() - cpu)
    return {"wall_s": round(min(walls), 4), "cpu_s": round(min(spent), 4)}


if __name__ == "__main__":
    main()
