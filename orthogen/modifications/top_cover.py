"""Top cover. Foot bed, thickness -> the bed lowered so that foot and cover together fit; measured at right angles."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise, smooth_max
from orthogen.kernel.rank import median
from orthogen.kernel.rolling import rolled_below
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_BEYOND_MM = 4.0
_LAND_MM = 5.0
_STEEPEST = 2.0  # 1 / cos 60°
_CLEAR_MM = 18.0
_FLAT_RATIO = 0.12


@dataclass(frozen=True, kw_only=True)
class TopCover(Modification):
    """Make room for a cover of `thickness_mm` that is glued on top, so that the foot stands where it was scanned.

    The foot bed is offset by the thickness at right angles: balls of that radius are rolled under it. On walls steeper
    than 60° no more than twice the thickness is taken off, and towards the trim line, over twice the thickness and
    5 mm, only the thickness itself: a cover is skived thin on the walls of a heel cup, or the cup would become wider
    than the shoe. The thickness ordered for the device does not
    count the cover, and all other doses are measured on the surface of the cover. It is the thickness as compressed by
    wear; usual foams are 1.5 to 6 mm (common practice, to be confirmed by a podiatrist [M~]).
    """

    KIND: ClassVar[str] = "top_cover"
    DOSE: ClassVar[str] = "thickness_mm"
    STAGE: ClassVar[Stage] = Stage.COVER
    RAISES: ClassVar[Mapping[Literal["heel", "forefoot"], str]] = {"heel": "thickness_mm", "forefoot": "thickness_mm"}

    thickness_mm: float = within(0.0, 6.0, default=3.0, soft=(0.0, 4.0), source="[M~] common practice")

    def field_mm(self, site: Site) -> FloatArray:
        """Return the lowering (nx, ny), mm, ≤ 0, on the finished bed; 4 mm beyond the trim line the thickness."""
        if self.is_null:
            return np.zeros(site.grid.shape)
        near = site.inset_mm > -_BEYOND_MM
        below = rolled_below(site.surface_mm, self.thickness_mm, step_mm=site.grid.step_mm, where=near)
        normal = smooth_max(
            below - site.surface_mm, np.full_like(below, -_STEEPEST * self.thickness_mm), 0.5 * self.thickness_mm
        )
        share = rise(site.inset_mm, 0.0, _LAND_MM + 2.0 * self.thickness_mm)
        return np.where(near, share * normal - (1.0 - share) * self.thickness_mm, -self.thickness_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Return the median of −change·cos(slope) where the bed is within 7° of level, 18 mm inside the trim line."""
        gx, gy = np.gradient(made.top_mm, made.site.grid.step_mm)
        steep = np.hypot(gx, gy)
        here = (made.site.inset_mm > _CLEAR_MM) & (steep < _FLAT_RATIO) & np.isfinite(made.change_mm)
        if not here.any():
            return (self.dose("thickness_mm", None, note="No part of the bed is level enough to show the cover."),)
        got = median(-made.change_mm[here] / np.hypot(1.0, steep[here]))
        return (self.dose("thickness_mm", float(got)),)
