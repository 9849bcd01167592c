"""Lateral flange. Foot, height -> a wall up to the base of the fifth metatarsal; measured on the rim."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.flange import LATERAL, NOT_SEEN, as_field
from orthogen.records.foot import Foot
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site


@dataclass(frozen=True, kw_only=True)
class LateralFlange(Modification):
    """Raise the lateral wall by `height_mm` above the heel cup's rim, from the heel to the fifth metatarsal base.

    The wall rises from .10 FL, is whole at .38 FL beside cuboid and fifth base, and has run out 8 mm behind the
    metatarsal line, so that the fifth head stays free in every length. The rim is one fair curve: on a short foot the
    wall is limited to what bends no sharper than a radius of 56 mm.

    For: a foot that slides off the lateral edge, abducted forefoot, beside a medial flange. Avoid in lateral ankle
    instability: it may force inversion (clinical.md C.2 [S93]); hence the warning on a supinated foot. Evidence: the
    dimensions, 8 to 15 mm, come from common practice and are to be confirmed by a podiatrist [M~]. The wall above the
    scanned sole is design: a plantar scan does not show it.
    """

    KIND: ClassVar[str] = "lateral_flange"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.RIM
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="lateral-flange-on-supinated",
            reason="a lateral flange may force a supinated or unstable ankle into inversion",
            source="clinical.md C.2 [S93]",
            measures=(("posture_index", "<", 0.0),),
        ),
    )

    height_mm: float = within(0.0, 15.0, default=8.0, soft=(0.0, 12.0), source="clinical.md C.2 [S93,M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Keep the wall as low as a fair rim needs on a short foot."""
        height, said = LATERAL.limited(site.foot, self.height_mm, name="a lateral flange")
        return replace(self, height_mm=height), said

    def field_mm(self, site: Site) -> FloatArray:
        """Return how much the rim is raised (nx, ny), mm."""
        return as_field(site, *self.raised_rim_mm(site.foot, site.x_mm))

    def raised_rim_mm(self, foot: Foot, x_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the wall above the cup's rim at x, medial and lateral, mm."""
        return np.zeros_like(x_mm), LATERAL.wall_mm(foot, x_mm, height_mm=self.height_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the wall's profile to the change along the lateral land of the finished device."""
        got = LATERAL.height_mm(made)
        return (self.dose("height_mm", got, note="" if got is not None else NOT_SEEN),)
