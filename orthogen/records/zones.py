"""Zones. what is ordered for the hardness of parts of an insole, and the volumes that make it so."""

from collections.abc import Mapping

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass

REGIONS = ("heel", "arch", "forefoot", "offload", "rest")
INFILL_LIMITS_PERCENT = (5.0, 90.0)  # below, the top sags; at 100 slicers change the pattern [E]
REST_PERCENT = 15.0  # the middle of the gyroids of clinical.md D
Zones = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Volume:
    """A closed volume, triangles (n, 3, 3) in the STL frame, and the infill of what of the device lies in it."""

    region: str
    infill_percent: float
    triangles_mm: FloatArray


@dataclass(frozen=True, kw_only=True)
class Zoned:
    """The zones of one device. modifiers: of two that overlap the later one counts; elsewhere the rest's infill.

    bodies: the same zones as parts that fill the device without overlap, one hardness each; none where a part would
    not be one piece, and `told` says so.
    """

    rest_percent: float
    modifiers: tuple[Volume, ...]
    bodies: tuple[Volume, ...]
    told: tuple[str, ...]
