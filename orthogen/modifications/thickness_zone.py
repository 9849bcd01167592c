"""Thickness zone. Foot, three additions -> a device thicker under heel, arch or forefoot; measured in each zone."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.rank import percentile
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

# where along the foot one zone gives way to the next, in foot lengths
_HEEL_TO_ARCH, _ARCH_TO_FOREFOOT = (0.26, 0.43), (0.49, 0.66)
_CORES = {"heel_mm": (0.06, 0.25), "arch_mm": (0.44, 0.48), "forefoot_mm": (0.67, 0.72)}
_POSTED = {"heel_mm": "rearfoot", "forefoot_mm": "forefoot"}
_CLEAR_MM = 14.0
_FLAT_RATIO = 0.2
_LEAST_NODES = 40
_SOURCE = "[E]; of the effect of thickness clinical.md rule 6 [S5-S8]"


@dataclass(frozen=True, kw_only=True)
class ThicknessZone(Modification):
    """Make the device thicker under heel, arch and forefoot by `heel_mm`, `arch_mm` and `forefoot_mm`.

    The zones give way to each other from .26 to .43 and from .49 to .66 FL, as quintics. An insole grows upwards from
    its flat floor; a shell grows downwards at right angles, its foot bed stays. Thickness makes a device stiffer; of
    pressure relief it is the smallest part, shape the greatest (clinical.md rule 6 [S5–S8]). Doses are [E].
    """

    KIND: ClassVar[str] = "thickness_zone"
    DOSE: ClassVar[str] = "heel_mm"
    STAGE: ClassVar[Stage] = Stage.LIFT
    BELOW_SHELL: ClassVar[bool] = True
    RAISES: ClassVar[Mapping[Literal["heel", "forefoot"], str]] = {"heel": "heel_mm", "forefoot": "forefoot_mm"}

    heel_mm: float = within(0.0, 4.0, default=1.0, source=_SOURCE)
    arch_mm: float = within(0.0, 4.0, default=0.0, source=_SOURCE)
    forefoot_mm: float = within(0.0, 4.0, default=0.0, source=_SOURCE)

    @property
    def is_null(self) -> bool:
        """True if no zone is thicker."""
        return self.heel_mm == self.arch_mm == self.forefoot_mm == 0.0

    def field_mm(self, site: Site) -> FloatArray:
        """Return how much thicker the device is (nx, ny), mm."""
        length = site.foot.foot_length_mm
        arch, fore = (
            rise(site.x_mm, start * length, end * length) for start, end in (_HEEL_TO_ARCH, _ARCH_TO_FOREFOOT)
        )
        along = self.heel_mm + (self.arch_mm - self.heel_mm) * arch + (self.forefoot_mm - self.arch_mm) * fore
        return np.broadcast_to(along, site.grid.shape)

    def thicker_mm(self, site: Site) -> FloatArray:
        """Return the same field: what a shell grows by."""
        return self.field_mm(site)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Insole: the change in the core of each zone. Shell: the true thickness there, less the ordered one.

        The true thickness of a shell is its vertical one times cos(slope), where it slopes by less than 11°, 14 mm
        inside the trim line; under a post it cannot be seen. Lower quartiles: what stands beside only adds.
        """
        return tuple(self._zone(made, name) for name in self.values)

    def _zone(self, made: Made, name: str) -> Dose:
        site, length = made.site, made.site.foot.foot_length_mm
        start, end = _CORES[name]
        here = (site.x_mm > start * length) & (site.x_mm < end * length) & (site.inset_mm > 0)
        if site.construction == "insole":
            here = here & np.isfinite(made.change_mm)
            return self._dose_over(name, here, made.change_mm)
        if any(block.region == _POSTED.get(name) for block in made.blocks):
            return self.dose(name, None, note="Under the post of this zone the thickness of the shell cannot be seen.")
        part = made.top_mm + made.cover_mm
        steep = np.hypot(*np.gradient(part, site.grid.step_mm))
        under = np.hypot(*np.gradient(made.bottom_mm, site.grid.step_mm))
        here = here & (site.inset_mm > _CLEAR_MM) & (steep < _FLAT_RATIO) & (np.abs(steep - under) < 0.03)
        true_mm = (part - made.bottom_mm) / np.hypot(1.0, steep)
        return self._dose_over(name, here, true_mm - site.thickness_mm)

    def _dose_over(self, name: str, here: BoolArray, more_mm: FloatArray) -> Dose:
        if here.sum() < _LEAST_NODES:
            return self.dose(name, None, note="No level part of this zone shows the thickness of the device.")
        return self.dose(name, percentile(more_mm[here], 25))
