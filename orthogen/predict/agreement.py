"""Agreement. foretold bands, measured changes -> bias, limits of agreement, how many lie inside, how many signs hold.

Bland & Altman 1986. A part that was told without a number has no row here; it can neither help nor harm.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from orthogen.records.prediction import PARTS, Agreement, Measured, Part

_COVER = 1.96


def agreement(rows: Sequence[Measured]) -> tuple[Agreement, ...]:
    """Return the statistics over all parts, then of each part that has a row."""
    told = [row for row in rows if row.change.median is not None]
    parts: list[Part | Literal["all"]] = ["all", *PARTS]
    found = ((part, [row for row in told if part in ("all", row.change.part)]) for part in parts)
    return tuple(_of(part, own) for part, own in found if own)


def _of(part: Part | Literal["all"], rows: Sequence[Measured]) -> Agreement:
    error = np.array([row.measured_percent - (row.change.median or 0.0) for row in rows])
    bias, sd = float(error.mean()), float(error.std(ddof=1)) if len(rows) > 1 else None
    inside = [(row.change.low or 0.0) <= row.measured_percent <= (row.change.high or 0.0) for row in rows]
    signs = [(row.measured_percent < 0) == (row.change.told == "lower") for row in rows
             if row.change.told in ("lower", "higher")]  # fmt: skip
    return Agreement(
        part=part, count=len(rows), bias_percent=bias, sd_percent=sd,
        limits_percent=None if sd is None else (bias - _COVER * sd, bias + _COVER * sd),
        inside_ratio=float(np.mean(inside)), signs=len(signs), sign_ratio=float(np.mean(signs)) if signs else None,
    )  # fmt: skip
