"""Zones. infill ordered for heel, arch and forefoot, a foot -> bands along the device, graded from one to the next."""

import re
from collections.abc import Iterator, Mapping

import numpy as np

from orthogen.errors import PrescriptionError
from orthogen.records.batch import Band
from orthogen.records.foot import Foot

ZONES = ("heel", "arch", "forefoot")
_HEEL_ENDS_RATIO = 0.31  # of the foot's length
_BEHIND_HEADS_MM = 12.0
_GRADED_OVER_MM = 30.0
_LARGEST_STEP_PERCENT = 5.0  # of infill between two neighbours: less than a finger feels


def infills(text: str) -> Mapping[str, float]:
    """Return zone -> infill in percent from `heel=40;arch=60;forefoot=15`; raises PrescriptionError for anything else.

    All three zones are to be named: what is not said has no stiffness that could be guessed.
    """
    told: dict[str, float] = {}
    for one in filter(None, (part.strip() for part in text.split(";"))):
        found = re.fullmatch(r"(\w+)\s*=\s*(\d+(?:\.\d+)?)\s*%?", one)
        if found is None or found[1] not in ZONES or found[1] in told or not 5.0 <= float(found[2]) <= 100.0:
            raise PrescriptionError(
                f"{one!r} is no zone with its infill", "write heel=40;arch=60;forefoot=15, 5 to 100"
            )
        told[found[1]] = float(found[2])
    if set(told) != set(ZONES):
        raise PrescriptionError(f"no infill is named for {', '.join(sorted(set(ZONES) - set(told)))}", "name all three")
    return told


def bands(foot: Foot, infill_percent: Mapping[str, float]) -> tuple[Band, ...]:
    """Return bands across the foot from heel to toes, frame of the foot, the outer two without end.

    The heel ends at 0.31 of the foot's length, the forefoot begins 12 mm behind the line of the metatarsal heads (mean
    of first and fifth). Between two zones infill rises or falls over 30 mm in equal steps of at most 5 percent.
    """
    heads_mm = [foot.landmarks[name].x_mm for name in ("mth1", "mth5") if name in foot.landmarks]
    if not heads_mm:
        raise PrescriptionError("no metatarsal head is known, so no zone of the forefoot", "set one with --landmark")
    borders = (_HEEL_ENDS_RATIO * foot.foot_length_mm, float(np.mean(heads_mm)) - _BEHIND_HEADS_MM)
    return tuple(_bands([infill_percent[name] for name in ZONES], borders))


def _bands(levels: list[float], borders_mm: tuple[float, ...]) -> Iterator[Band]:
    """Yield the bands of zones and of the steps between them."""
    begun = -np.inf
    for index, border_mm in enumerate(borders_mm):
        low, high = levels[index], levels[index + 1]
        steps = int(np.ceil(abs(high - low) / _LARGEST_STEP_PERCENT))
        edges = border_mm + _GRADED_OVER_MM * (np.linspace(0.0, 1.0, max(steps, 1)) - 0.5)
        for number, edge_mm in enumerate(edges.tolist()):
            yield Band(begin_mm=begun, end_mm=edge_mm, infill_percent=low + (high - low) * number / max(steps, 1))
            begun = edge_mm
    yield Band(begin_mm=begun, end_mm=np.inf, infill_percent=levels[-1])
