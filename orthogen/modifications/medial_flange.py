"""Medial flange. Foot, height -> a wall beside the navicular; measured on the rim of the finished device."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.flange import MEDIAL, NOT_SEEN, as_field
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site


@dataclass(frozen=True, kw_only=True)
class MedialFlange(Modification):
    """Raise the medial wall by `height_mm` above the heel cup's rim, from the heel to beyond the navicular.

    The wall rises from .10 FL, is whole from .36 to .42 FL beside the navicular and has run out 8 mm behind the
    metatarsal line, so that the ball stays free in every length. The rim is one fair curve: on a short foot the wall is
    limited to what bends no sharper than a radius of 56 mm.

    For: posterior tibial tendon dysfunction, severe flatfoot, and for stability in lateral ankle instability
    (clinical.md C.2, C.4 [S93]). Avoid where the medial wall presses on a prominent navicular; it takes room in the
    shoe. Evidence: use [S93]; the dimensions, 8 to 15 mm, come from common practice and are to be confirmed by a
    podiatrist [M~]. The wall above the scanned sole is design: a plantar scan does not show it.
    """

    KIND: ClassVar[str] = "medial_flange"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.RIM

    height_mm: float = within(0.0, 15.0, default=10.0, soft=(0.0, 12.0), source="clinical.md C.2 [S93,M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Keep the wall as low as a fair rim needs on a short foot."""
        height, said = MEDIAL.limited(site.foot, self.height_mm, name="a medial flange")
        return replace(self, height_mm=height), said

    def field_mm(self, site: Site) -> FloatArray:
        """Return how much the rim is raised (nx, ny), mm."""
        return as_field(site, *self.raised_rim_mm(site.foot, site.x_mm))

    def raised_rim_mm(self, foot: Foot, x_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the wall above the cup's rim at x, medial and lateral, mm."""
        return MEDIAL.wall_mm(foot, x_mm, height_mm=self.height_mm), np.zeros_like(x_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the wall's profile to the change along the medial land of the finished device."""
        got = MEDIAL.height_mm(made)
        return (self.dose("height_mm", got, note="" if got is not None else NOT_SEEN),)
