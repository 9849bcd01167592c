"""Redose. one changed dose on a foot that is known -> milliseconds to new fields, a mesh to look at, verified bytes.

`python -m benchmarks.redose [RUNS]`: all in one process, as a window that stays open would do it. A dose changes a
little on every run, so that nothing which depends on it can be kept. The least processor time of each stage is printed.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from threadpoolctl import threadpool_limits

from orthogen import checks, design, intake, pipeline, prescribe, publish, solid
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.site import Construction

DEMO = Path(__file__).resolve().parents[1] / "scans" / "right_normal.stl"
CASE, LABEL = "redose", "R redose"


class Laps:
    """The least milliseconds of each stage over all runs."""

    def __init__(self) -> None:
        self.least: dict[str, float] = {}
        self.last = time.process_time()

    def lap(self, name: str) -> None:
        """Note the time since the last lap, if it is the least under this name."""
        now = time.process_time()
        spent = 1e3 * (now - self.last)
        self.least[name], self.last = min(self.least.get(name, spent), spent), now


def changed(prescription: Prescription, run: int) -> Prescription:
    """Return the prescription with its rearfoot post a little greater, differently on every run."""
    items = tuple(
        replace(item, angle_deg=item.angle_deg + 0.01 * (run + 1)) if item.KIND == "rearfoot_post" else item  # type: ignore[call-arg, attr-defined]
        for item in prescription.modifications
    )
    return replace(prescription, modifications=items)


def redose(foot: Foot, prescription: Prescription, runs: int) -> Laps:
    """Return the time of every stage from a changed dose to verified bytes."""
    laps = Laps()
    base = design.fitted(foot)
    ground = design.ground(base, prescription)
    for run in range(runs):
        order = changed(prescription, run)
        laps.last = time.process_time()
        plan = design.dosed(base, ground, order)
        laps.lap("design")
        insole = solid.make_insole(plan, label=LABEL)
        laps.lap("fields")
        body = solid.make_solid(insole, mirrored=foot.mirrored)
        laps.lap("solid")
        stl = publish.stl_bytes(body, case=CASE, side=foot.side)
        laps.lap("stl")
        beds = design.beds_without(ground, plan.settled)
        laps.lap("beds without each dose")
        checks.check_device(stl, body.stl_from_foot, plan, insole, ordered=order, beds_without=beds)
        laps.lap("verify")
    return laps


def told(laps: Laps, print_line: Callable[[str], None]) -> None:
    """Print the stages and the two sums that somebody waits for."""
    for stage, spent in laps.least.items():
        print_line(f"  {stage:24s} {spent:7.1f} ms")
    seen = sum(laps.least[stage] for stage in ("design", "fields", "solid"))
    print_line(f"  {'dose to mesh':24s} {seen:7.1f} ms  (aim 50)")
    proved = sum(laps.least.values()) - laps.least["design"] - laps.least["fields"]
    print_line(f"  {'fields to verified bytes':24s} {proved:7.1f} ms  (aim 200)")


def main() -> None:
    """Run both constructions and print their tables."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    foot = pipeline.see(intake.read_scan(DEMO, unit="mm"))[0]
    profile = intake.read_profile("overpronation")
    kinds: tuple[Construction, ...] = ("insole", "shell")
    for construction in kinds:
        order = prescribe.prescribe(foot, profile, construction=construction)
        with threadpool_limits(limits=1):
            laps = redose(foot, order, runs)
        print(construction)
        told(laps, print)


if __name__ == "__main__":
    main()
