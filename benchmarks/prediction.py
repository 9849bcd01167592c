"""Prediction. one synthetic foot -> processor seconds of three instants, a band, a calibration; beside their targets.

Run: python -m benchmarks.prediction
"""

import time
from collections.abc import Callable

from orthogen.predict import calibrate, stance
from orthogen.predict.band import Subject, spread
from orthogen.predict.loading import usual
from orthogen.predict.sole import sole_of
from orthogen.predict.support import plain, under
from tests.beds import calibrated, pad, shaped
from tests.feet import truth_foot

REPEATS = 5


def least_s(work: Callable[[], object]) -> float:
    """Return the least processor seconds of some runs."""
    found = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def main() -> None:
    """Print each time beside its target."""
    fine = sole_of(truth_foot("adult_left_cavus"), step_mm=1.0)
    loadings = usual(fine, 60.0)
    floor, bed = under(fine, plain(fine.grid)), under(fine, shaped(fine, pad(fine, edge_mm=5.0)))
    reference = stance.before(fine, floor, loadings)
    fit, seen = calibrated("adult_left_cavus")
    subject = Subject(sole=fit.sole, loadings=seen.loadings, seen=seen)
    support = shaped(fit.sole, pad(fit.sole, edge_mm=5.0))
    rows = (
        ("three instants on one design at 1 mm", 0.060, lambda: stance.after(reference, bed)),
        ("the flat floor before it", 0.060, lambda: stance.before(fine, floor, loadings)),
        ("40 samples, calibrated anew", 2.0, lambda: spread(subject, [support])),
        ("calibration", 0.5, lambda: calibrate.fitted(fit.sole, seen)),
    )
    for name, target_s, work in rows:
        print(f"{name:40} {least_s(work):7.3f} s, target {target_s:.3f} s")


if __name__ == "__main__":
    main()
