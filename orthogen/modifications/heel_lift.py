"""Heel lift. Foot, height -> a wedge that raises the heel; measured as heel against ball."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.foot import Landmark
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Block, Made, Site
from orthogen.records.standing import below_shell_mm, clear_mm

_FULL_RATIO = 0.30
_BEFORE_HEADS_MM = 8.0


@dataclass(frozen=True, kw_only=True)
class HeelLift(Modification):
    """Raise the heel by `height_mm`.

    Insole: full to .30 FL, quintic to 0 at 8 mm behind the metatarsal line (≥ 60 mm in an adult). Shell: the plane
    under the heel centre lies the height below the shell, or below the plane of a post, and is pitched so that it
    meets the distal edge on the ground: standing on a table, the heel is that much higher than without. Beside a
    post it counts from the plane of the post, with the heel's load on it. A shell with a post alone that is loaded
    ahead of the post, as in late stance, rocks onto the front of the block and its heel stands higher already: there
    the first millimetre of a lift shows 0.5 to 1 mm less, because its pitch fills that gap first.
    clinical.md C.2 [S89–S92], which disagree on the most; surface.md 5.
    """

    KIND: ClassVar[str] = "heel_lift"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.LIFT
    BELOW_SHELL: ClassVar[bool] = True
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="high-lift-on-short-device",
            reason="a lift of more than 8 mm needs the full length, or a part of it under the outsole",
            source="clinical.md C.2 [S89-S92]",
            own=(("height_mm", ">", 8.0),),
            lengths=("three-quarter", "sulcus"),
        ),
    )
    RAISES: ClassVar[Mapping[Literal["heel", "forefoot"], str]] = {"heel": "height_mm"}

    height_mm: float = within(0.0, 12.0, default=3.0, soft=(0.0, 6.0), source="clinical.md C.2 [S89,S90,S91,S92]")

    def field_mm(self, site: Site) -> FloatArray:
        """Return the lift (nx, ny), mm."""
        end = site.foot.mth_line_x_mm(site.y_mm) - _BEFORE_HEADS_MM
        start = _FULL_RATIO * site.foot.foot_length_mm
        return self.height_mm * (1.0 - rise((site.x_mm - start) / (end - start), 0.0, 1.0))

    def block(self) -> Block:
        """Return the pitched plane under a shell's heel."""
        return Block(region="rearfoot", lift_mm=self.height_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Insole: median change at the heel centre (8 mm) minus at the second head (4 mm). Shell: below the shell.

        Never the change of thickness: beside a post the floor moves too (surface.md 4). A trim line behind the head
        ends where the lift has run out.
        """
        if made.site.construction == "shell":
            others = [block for block in made.blocks if block.region == "rearfoot"]
            tilt, height = sum(block.tilt_deg for block in others), sum(block.raise_mm for block in others)
            whole = Block(region="rearfoot", tilt_deg=tilt, raise_mm=height, lift_mm=self.height_mm)
            return (self.dose("height_mm", below_shell_mm(made) - clear_mm(whole) - height),)
        marks = made.site.foot.landmarks
        got = _median_near(made, marks["heel_centre"], 8.0) - _median_near(made, marks["mth2"], 4.0)
        return (self.dose("height_mm", got),)


def _median_near(made: Made, mark: Landmark, radius_mm: float) -> float:
    near = np.hypot(made.site.x_mm - mark.x_mm, made.site.y_mm - mark.y_mm) < radius_mm
    values = made.change_mm[near & np.isfinite(made.change_mm)]
    return median(values) if len(values) else 0.0
