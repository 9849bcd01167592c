"""Prediction. the demo scan, a made-up print -> seconds of three instants, a band, a calibration, a search for doses.

`python -m benchmarks.prediction`, into benchmarks/results/prediction.json. One thread, arrays in memory; the search
lays the device out anew for each dose.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks.machine import Machine
from benchmarks.processes import keep
from orthogen import assess, pipeline
from orthogen.lab.looking import read
from orthogen.modifications import catalogue
from orthogen.predict import Person, calibrate, optimised, stance
from orthogen.predict.band import Subject, spread
from orthogen.predict.loading import usual
from orthogen.predict.sole import sole_of
from orthogen.predict.support import plain, under
from orthogen.records.assessed import FootLoad
from orthogen.records.foot import Foot
from orthogen.records.load import Load, OnFoot
from orthogen.records.prediction import Optimum
from orthogen.records.prescription import Prescription
from tests import people
from tests.beds import pad, shaped
from tests.recordings import recording

_ROUNDS = 5
_DOSES = {"arch_fill": {"depth_mm": 2.0}, "heel_cup": {}, "metatarsal_pad": {"height_mm": 0.0}}


def printed(foot: Foot) -> tuple[Load, OnFoot]:
    """Return what a person with firmer tissue than the model's leaves on a plate, and where it lies on the foot."""
    sole = people.own_sole(people.MadeUp(name="bench", soft=1.2))
    walk = people.walked(sole, usual(sole, 75.0), plain(sole.grid, shoe=False), foot, pitch=people.PLATE)
    plate = recording(walk, side="right")
    (load,) = assess.loads_of(plate)
    return load, assess.registered(plate, load, foot)


def laps(work: Callable[[], object]) -> dict[str, list[float]]:
    """Return processor and wall seconds of some runs."""
    found: dict[str, list[float]] = {"cpu_s": [], "wall_s": []}
    for _ in range(_ROUNDS):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        found["cpu_s"].append(time.process_time() - cpu)
        found["wall_s"].append(time.perf_counter() - wall)
    return found


def main() -> None:
    """Measure everything and keep it."""
    machine = Machine()
    (foot,) = pipeline.see(read(people.DEMO_SCANS / "right_normal.stl", unit=None))
    load, on_foot = printed(foot)
    fine, coarse = (sole_of(foot, step_mm=step) for step in (1.0, 2.0))
    loadings = usual(fine, 75.0)
    floor, bed = under(fine, plain(fine.grid)), under(fine, shaped(fine, pad(fine, edge_mm=5.0)))
    reference = stance.before(fine, floor, loadings)
    seen = calibrate.print_on(coarse, load, on_foot)
    fit = calibrate.fitted(coarse, seen)
    subject = Subject(sole=fit.sole, loadings=seen.loadings, seen=seen)
    support = shaped(fit.sole, pad(fit.sole, edge_mm=5.0))
    known = catalogue()
    order = Prescription(profile="bench", modifications=tuple(known[kind](**doses) for kind, doses in _DOSES.items()))

    def search() -> Optimum:
        return optimised(foot, order, Person(load=FootLoad(load=replace(load, steps=4), on_foot=on_foot)),
                         dosing=pipeline.dosing(foot, order), material="tpu", target="mth2",
                         change_percent=-15.0)  # fmt: skip

    if search().refused:
        raise SystemExit("the search is refused: there is nothing to measure")
    keep("prediction", {"machine": machine.told(), "rows": {
        "three_instants": laps(lambda: stance.after(reference, bed)),
        "flat_floor": laps(lambda: stance.before(fine, floor, loadings)),
        "band": laps(lambda: spread(subject, [support])),
        "calibration": laps(lambda: calibrate.fitted(coarse, seen)),
        "optimiser": laps(search),
    }})  # fmt: skip


if __name__ == "__main__":
    main()
