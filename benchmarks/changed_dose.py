"""Changed dose. one foot, one order -> the seconds for its device again after a dose was changed, in a running program.

`python -m benchmarks.changed_dose SCAN` prints them. The first device pays for imports and is not counted.
"""

import itertools
import json
import sys
import time

import orthogen
from orthogen import checks, design, publish, solid
from orthogen.modifications import catalogue
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.site import Construction

_LAPS = 5


def laps(foot: Foot, construction: Construction) -> dict[str, list[float]]:
    """Return seconds from order to foot bed, to both fields, to a closed solid; and from order to checked bytes.

    The skin is fitted and the ground laid once, as a window does that stays open on one foot.
    """
    found: dict[str, list[float]] = {"bed_s": [], "fields_s": [], "solid_s": [], "verified_s": []}
    base = design.fitted(foot)
    ground = design.ground(base, _order(construction, 0))
    for number in range(_LAPS + 1):
        changed = _order(construction, number)
        clock = [time.perf_counter()]
        plan = design.dosed(base, ground, changed)
        clock.append(time.perf_counter())
        insole = solid.make_insole(plan, label="R")
        clock.append(time.perf_counter())
        body = solid.make_solid(insole, mirrored=foot.mirrored)
        clock.append(time.perf_counter())
        data = publish.stl_bytes(body, case="bench", side=foot.side)
        beds = design.beds_without(ground, plan.settled)
        checks.check_device(data, body.stl_from_foot, plan, insole, ordered=changed, beds_without=beds)
        spent = [end - start for start, end in itertools.pairwise(clock)]
        for lap, seconds in zip(found.values(), [*spent, time.perf_counter() - clock[0]], strict=True):
            lap += [seconds] if number else []
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
    print(json.dumps({"insole": laps(foot, "insole"), "shell": laps(foot, "shell")}))


if __name__ == "__main__":
    main()
