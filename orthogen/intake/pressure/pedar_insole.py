"""Pedar insole. size code, side -> area and place of each of its 99 sensors, by proportion: no export holds them.

formats.md 1.2: total areas, rows of sensors and their places along the insole. Standard sizes have sensors alike to
± 4 %; in wide ones they grow towards the ball, which is told here row by row, ± 3 %.
"""

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.pressure import Foot

SENSORS = 99
_AREA_CM2 = {"u": 125.9, "v": 139.3, "w": 155.4, "x": 172.1, "y": 191.1, "z": 214.7, "a": 239.7}
_WIDE_CM2 = {"uw": 141.7, "vw": 158.9, "xw": 196.4}
_ROWS = (5, *(7,) * 12, 6, 4)
_ROW_PLACE = (.12, .19, .26, .33, .39, .46, .52, .58, .64, .69, .74, .80, .85, .91, .96)  # fmt: skip
# Wide insoles: mean of each row over the mean of all, and how much more the medial sensor of a row has.
_WIDE_ROWS = (.75, .78, .85, .89, .945, .985, 1.04, 1.085, 1.13, 1.175, 1.18, 1.14, 1.04)  # fmt: skip
_WIDE_TILT = (0, 0, 0, 0, 0, 0, 0, 0, .035, .045, .045, .04, .06)  # fmt: skip
_WIDE_TOES = (1.72, .94, .93, .92, 1.46, .73, .76, .77, .68, .47)  # fmt: skip
_REAR, _LONG = 0.085, 0.90  # where the insole begins on the scale of the rows, and its length [E]
_AREA_RATIO = 0.262  # area / length² of an insole [E]
_WIDE_AT = ((0.0, 0.20), (0.12, 0.26), (0.45, 0.25), (0.72, 0.37), (0.9, 0.30), (1.0, 0.18))  # width / length [E]


def areas_mm2(size: str) -> FloatArray:
    """Return the sensors' areas (99,); raises CorruptFile for a size whose areas are not known."""
    if size in _AREA_CM2:
        return frozen(np.full(SENSORS, 100 * _AREA_CM2[size] / SENSORS))
    if size in _WIDE_CM2:
        share = np.concatenate(
            [
                *(
                    mean + tilt * np.linspace(1, -1, n)
                    for mean, tilt, n in zip(_WIDE_ROWS, _WIDE_TILT, _ROWS, strict=False)
                ),
                _WIDE_TOES,
            ]
        )
        return frozen(100 * _WIDE_CM2[size] * share / share.sum())
    raise CorruptFile(
        f"the areas of the sensors of a pedar insole of size {size[:8] or 'unknown'!r} are not known",
        f"known are the sizes {', '.join((*_AREA_CM2, *_WIDE_CM2))}",
    )


def places_mm(area_mm2: float, side: Foot) -> FloatArray:
    """Return the sensors' centres (99, 2) on an insole of that total area, forward from the heel and to the right."""
    length = float(np.sqrt(area_mm2 / _AREA_RATIO))
    forward = np.repeat([(place - _REAR) / _LONG for place in _ROW_PLACE], _ROWS)
    step = np.concatenate([(np.arange(n) + 0.5) / n - 0.5 for n in _ROWS])  # medial −½ … lateral +½
    wide = np.interp(forward, *np.array(_WIDE_AT).T)
    return length * np.column_stack([forward, wide * (step if side == "right" else -step)])
