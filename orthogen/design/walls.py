"""Walls. prescription -> the height of the rim along both sides: a heel cup, and flanges that rise above it."""

from collections.abc import Sequence

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.lazyclass import dataclass
from orthogen.modifications.heel_cup import HeelCup, rim_profile_mm
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification, Prescription, Stage
from orthogen.records.site import Length, Site

_CENTRE_BLEND_MM = 12.0


@dataclass(frozen=True, kw_only=True)
class Walls:
    """What the rim of one device is ordered to be: every device has a cup, of depth 0 where none is ordered."""

    cup: HeelCup
    flanges: tuple[Modification, ...]

    def profile_mm(
        self, foot: Foot, x_mm: FloatArray, *, heel_mm: float, arch_mm: float, length: Length
    ) -> tuple[FloatArray, FloatArray]:
        """Return the rim height at x on the medial and on the lateral side."""
        medial, lateral = rim_profile_mm(foot, x_mm, heel_mm=heel_mm, arch_mm=arch_mm, length=length)
        for flange in self.flanges:
            more = flange.raised_rim_mm(foot, x_mm)
            medial, lateral = medial + more[0], lateral + more[1]
        return medial, lateral

    def rim_mm(self, site: Site, low_mm: float) -> FloatArray:
        """Return the height (nx, ny) to which the rim is cut, the cup's above a given lowest point of the heel."""
        rim = self.cup.rim_mm(site, low_mm)
        side = rise(site.y_mm, -_CENTRE_BLEND_MM, _CENTRE_BLEND_MM)
        for flange in self.flanges:
            medial, lateral = flange.raised_rim_mm(site.foot, site.x_mm)
            rim = rim + lateral + (medial - lateral) * side
        return rim


def walls_of(prescription: Prescription) -> Walls:
    """Return the walls that are ordered."""
    return Walls(cup=_cup(prescription.modifications), flanges=tuple(
        item for item in prescription.modifications
        if item.STAGE is Stage.RIM and not isinstance(item, HeelCup) and not item.is_null
    ))  # fmt: skip


def _cup(items: Sequence[Modification]) -> HeelCup:
    return next((item for item in items if isinstance(item, HeelCup)), HeelCup(depth_mm=0.0))
