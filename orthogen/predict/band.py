"""Band. sole, step, support -> the changes of 40 samples of what is not known, and what may be told of them.

The band is what the parameters do, 5 to 95 %, each end widened by 10 points for the form of the model, which no sample
sees. It is told with the median of the samples: the nominal value, a perfect seat, lies at the favourable end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from orthogen.errors import NotPredictable
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.predict import stance
from orthogen.predict.calibrate import FEW_ROUNDS, Print, fitted
from orthogen.predict.equilibrium import NEAR
from orthogen.predict.samples import Sample, samples
from orthogen.predict.sole import Sole
from orthogen.predict.support import plain, under
from orthogen.records.prediction import Change, Loading, Part, Support, Told

WIDENED, LEAST_KPA, TOES_LEAST = 10.0, 80.0, 20.0
_ENDS, _MOST_LOST = (5.0, 95.0), 0.2
_TOES = ("hallux", "toes")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One foot in the model: its cells, the moments of its step, and the print that it was calibrated to, if any."""

    sole: Sole
    loadings: tuple[Loading, ...]
    seen: Print | None


def spread(subject: Subject, supports: Sequence[Support]) -> tuple[Mapping[Part, FloatArray], ...]:
    """Return for each support: part -> changes in percent of the samples (m,), against the shoe's flat floor.

    The limits of the model bind the nominal state, not its samples; one without a balance is left out. Raises
    NotPredictable where a fifth of them has none.
    """
    rows: list[list[dict[str, float]]] = [[] for _ in supports]
    said = None
    drawn = samples()
    for sample in drawn:
        try:
            found = _changes(subject, supports, sample)
        except NotPredictable as beyond:
            said = beyond
            continue
        for row, changes in zip(rows, found, strict=True):
            row.append(changes)
    if said is not None and len(rows[0]) < (1.0 - _MOST_LOST) * len(drawn):
        raise NotPredictable(f"{len(drawn) - len(rows[0])} of {len(drawn)} samples fail: {said}", said.next_step)
    return tuple({part: np.array([each[part] for each in row]) for part in row[0]} for row in rows)


def _changes(subject: Subject, supports: Sequence[Support], sample: Sample) -> list[dict[str, float]]:
    sole = subject.sole.scaled(soft=sample.soft, thick=sample.thick)
    loadings = tuple(replace(item, x_mm=item.x_mm + sample.load_mm[0], y_mm=item.y_mm + sample.load_mm[1])
                     for item in subject.loadings)  # fmt: skip
    if subject.seen is not None:  # where the load acts is known no better when the model is fitted to it
        seen = replace(subject.seen, loadings=loadings)
        sole = fitted(sole, seen, rounds=FEW_ROUNDS, stiffness=sample.stiffness).sole
    floor = under(sole, plain(sole.grid))
    reference = stance.before(sole, floor, loadings, stiffness=sample.stiffness, judged=False, close=NEAR)
    return [
        stance.changes(reference, stance.after(
            reference, under(sole, support, seat=sample.seat, stiff_factor=sample.material), judged=False,
            close=NEAR))
        for support in supports
    ]  # fmt: skip


def limits(changes: FloatArray) -> tuple[float, float]:
    """Return the ends of the band of changes (m,): 5 and 95 %, each widened by 10 points."""
    low, high = (float(value) for value in np.percentile(changes, _ENDS))
    return low - WIDENED, high + WIDENED


def told(part: Part, changes: FloatArray, *, before_kpa: float, near_edge: tuple[str, ...] = ()) -> Change:
    """Return what may be said of the changes (m,) of one part; before_kpa: its peak on the flat floor.

    Below 80 kPa there is a class and no number; within 15 mm of an edge a direction and no number; of the toes nothing
    below 20 points; and nothing where the band has both signs.
    """
    if before_kpa < LEAST_KPA:
        return Change(part=part, told="new_contact", median=None, low=None, high=None, near_edge=near_edge)
    (low, high), median = limits(changes), float(np.median(changes))
    sign: Told = "lower" if high < 0 else "higher" if low > 0 else "unclear"
    if part in _TOES and abs(median) < TOES_LEAST:
        sign = "unclear"
    if near_edge:
        only: dict[Told, Told] = {"lower": "direction_lower", "higher": "direction_higher", "unclear": "unclear"}
        return Change(part=part, told=only[sign], median=None, low=None, high=None, near_edge=near_edge)
    return Change(part=part, told=sign, median=median, low=low, high=high)
