"""Changed dose. one foot, one order -> the seconds for its device again after a dose was changed, in a running program.

`python -m benchmarks.changed_dose SCAN` prints them. The first device pays for imports and is not counted.
"""

import json
import sys
import time

from threadpoolctl import threadpool_limits

import orthogen
from orthogen import design, pipeline, solid
from orthogen.modifications import catalogue
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.site import Construction

_LAPS = 5


def laps(foot: Foot, construction: Construction) -> dict[str, list[float]]:
    """Return seconds from order to foot bed, to both fields, to a closed solid; and from order to checked bytes."""
    found: dict[str, list[float]] = {"bed_s": [], "fields_s": [], "solid_s": [], "verified_s": []}
    for number in range(_LAPS + 1):
        changed = _order(construction, number)
        clock = [time.perf_counter()]
        plan = design.design(foot, changed)
        clock.append(time.perf_counter())
        insole = solid.make_insole(plan, label="R")
        clock.append(time.perf_counter())
        solid.make_solid(insole, mirrored=foot.mirrored)
        clock.append(time.perf_counter())
        pipeline.make(foot, changed, label="R", case="bench", clock=time.perf_counter)
        clock.append(time.perf_counter())
        for lap, start, end in zip(found.values(), clock[:-1], clock[1:], strict=True):
            lap += [end - start] if number else []
    return found


def _order(construction: Construction, number: int) -> Prescription:
    """Return the order, with another arch fill in each lap."""
    known = catalogue()
    return Prescription(
        profile="bench", construction=construction, thickness_mm={"insole": 4.0, "shell": 3.0}[construction],
        modifications=(
            known["arch_fill"](depth_mm=1.0 + 0.1 * number), known["rearfoot_post"](angle_deg=4.0),
            known["heel_cup"](depth_mm=16.0),
        ),
    )  # fmt: skip


def main() -> None:
    """Print the laps of an insole and of a shell."""
    [foot] = orthogen.inspect(sys.argv[1])
    with threadpool_limits(limits=1):  # as the pipeline holds it
        print(json.dumps({"insole": laps(foot, "insole"), "shell": laps(foot, "shell")}))


if __name__ == "__main__":
    main()
