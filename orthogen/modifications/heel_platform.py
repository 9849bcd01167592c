"""Heel platform. Foot, height -> a level base under the heel; measured as the heel's rise or a plane below a shell."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Block, Made, Site
from orthogen.records.standing import CLEAR_MM, below_shell_mm

_FULL_RATIO, _END_RATIO = 0.30, 0.50
_LEVEL_RATIO = 0.05


@dataclass(frozen=True, kw_only=True)
class HeelPlatform(Modification):
    """Put a base `height_mm` high under the heel that raises it without pitch.

    Insole: the whole heel rises by the height, level to .30 FL, and runs out in a quintic by .50 FL. Shell: a block
    under the heel, to .30 FL and 5 mm inside the trim line, whose plane is level and stands the height below the place
    where the block of a post would touch the shell, itself 0.3 mm below the shell's lowest point. With a rearfoot post
    or a heel lift it is one block, their plane standing that much lower.

    For: a shell that rocks on its round heel, room in the shoe to be filled, the same rise on both sides. A choice of
    this project [E]: no study of a level base is known, its dimensions are common practice, to be confirmed by a
    podiatrist. Avoid: shoes without depth; as a correction of leg length or equinus, for which there is the heel lift.
    """

    KIND: ClassVar[str] = "heel_platform"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.LIFT
    RAISES: ClassVar[Mapping[Literal["heel", "forefoot"], str]] = {"heel": "height_mm"}
    BELOW_SHELL: ClassVar[bool] = True
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="heel-stack",
            reason="a heel platform of more than 3 mm on a heel lift of more than 6 mm needs a shoe of extra depth",
            source="clinical.md C.1 and C.2 [S89-S92]",
            own=(("height_mm", ">", 3.0),),
            beside="heel_lift",
            other=(("height_mm", ">", 6.0),),
        ),
    )

    height_mm: float = within(0.0, 6.0, default=2.0, soft=(0.0, 4.0), source="common practice [E]; clinical.md C.1")

    def field_mm(self, site: Site) -> FloatArray:
        """Return the rise (nx, ny), mm."""
        length = site.foot.foot_length_mm
        along = self.height_mm * rise(site.x_mm, _END_RATIO * length, _FULL_RATIO * length)
        return along + np.zeros_like(site.y_mm)

    def block(self) -> Block:
        """Return the level plane under a shell's heel."""
        return Block(region="rearfoot", raise_mm=self.height_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Insole: median change within .05 FL of the heel centre. Shell: how far the plane is below a post's.

        A post would touch the shell 0.3 mm below; the lift of others is subtracted. On the insole the change at the
        landmark, not of thickness: beside a post the floor moves too (surface.md 4).
        """
        site, heel = made.site, made.site.foot.landmarks["heel_centre"]
        if site.construction == "shell":
            return (self._below(made),)
        near = np.hypot(site.x_mm - heel.x_mm, site.y_mm - heel.y_mm) < _LEVEL_RATIO * site.foot.foot_length_mm
        values = made.change_mm[near & np.isfinite(made.change_mm)]
        return (self.dose("height_mm", median(values) if len(values) else 0.0),)

    def _below(self, made: Made) -> Dose:
        lifts = sum(block.lift_mm for block in made.blocks if block.region == "rearfoot")
        return self.dose("height_mm", below_shell_mm(made) - CLEAR_MM - lifts)
