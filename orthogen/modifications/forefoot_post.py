"""Forefoot post. Foot, angle -> a tilt of the ball about the long axis; measured as the slope of a plane."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel import plane
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import NEUROPATHIC, Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Block, Made, Site

_MOST_RISE_MM = 8.0


@dataclass(frozen=True, kw_only=True)
class ForefootPost(Modification):
    """Tilt the ball by `angle_deg`; positive raises the medial side.

    Insole: vertical shear tan θ·(y − y_ball) about the mid-ball line, full from .60 to .80 FL, gone at .45 and .92 FL.
    Shell: a wedge under the distal edge. With a rearfoot post both angles stand; the twist between them is the design.
    clinical.md C.2 [S70, S71]; surface.md 9.
    """

    KIND: ClassVar[str] = "forefoot_post"
    DOSE: ClassVar[str] = "angle_deg"
    STAGE: ClassVar[Stage] = Stage.POST
    BELOW_SHELL: ClassVar[bool] = True
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="post-against-forefoot",
            reason="a medial wedge is ordered under a forefoot in valgus",
            source="clinical.md C.2 [S70,S71]",
            own=(("angle_deg", ">", 0.0),),
            measures=(("forefoot_rearfoot_deg", "<", 0.0),),
        ),
        Against(
            id="post-against-forefoot",
            reason="a lateral wedge is ordered under a forefoot in varus",
            source="clinical.md C.2 [S70,S71]",
            own=(("angle_deg", "<", 0.0),),
            measures=(("forefoot_rearfoot_deg", ">", 0.0),),
        ),
        Against(
            id="post-without-feeling",
            reason="a medial forefoot post of more than 2° is not meant for a foot without feeling",
            source="clinical.md C.4",
            own=(("angle_deg", ">", 2.0),),
            measures=NEUROPATHIC,
        ),
        Against(
            id="post-without-feeling",
            reason="a lateral forefoot post of more than 2° is not meant for a foot without feeling",
            source="clinical.md C.4",
            own=(("angle_deg", "<", -2.0),),
            measures=NEUROPATHIC,
        ),
    )

    angle_deg: float = within(
        -10.0, 10.0, default=2.0, soft=(-6.0, 6.0), unit="deg", source="clinical.md C.2 [S70,S71]"
    )

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Limit the difference in height between the first and the fifth head to 8 mm (clinical.md C.2 [E])."""
        first, fifth = site.foot.landmarks["mth1"], site.foot.landmarks["mth5"]
        most = float(np.degrees(np.arctan(_MOST_RISE_MM / (first.y_mm - fifth.y_mm))))
        if abs(self.angle_deg) <= most:
            return self, ()
        return replace(self, angle_deg=float(np.copysign(most, self.angle_deg))), (
            f"{self.angle_deg:g}° would raise one side of the ball more than {_MOST_RISE_MM:g} mm above the other, "
            f"so the post was limited to {most:.2f}°.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the shear (nx, ny), mm."""
        length, foot = site.foot.foot_length_mm, site.foot
        middle = 0.5 * (foot.landmarks["mth1"].y_mm + foot.landmarks["mth5"].y_mm)
        along = rise(site.x_mm, 0.45 * length, 0.60 * length) * rise(site.x_mm, 0.92 * length, 0.80 * length)
        tilted: FloatArray = np.tan(np.radians(self.angle_deg)) * (site.y_mm - middle)
        return tilted * along

    def block(self) -> Block:
        """Return the tilted plane under a shell's distal edge."""
        return Block(region="forefoot", tilt_deg=self.angle_deg)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Insole: y-slope of the plane of the change, .62–.74 FL, ±18 mm. Shell: of the underside's distal plane.

        The shell's plane is looked for 6–18 mm behind the distal edge, well inside the sides, and is absolute.
        """
        site, foot = made.site, made.site.foot
        if site.construction == "shell":
            return (self.dose("angle_deg", made.forefoot_tilt_deg()),)
        length = foot.foot_length_mm
        middle = 0.5 * (foot.landmarks["mth1"].y_mm + foot.landmarks["mth5"].y_mm)
        here = (site.x_mm > 0.62 * length) & (site.x_mm < 0.74 * length) & np.isfinite(made.change_mm)
        ix, iy = np.nonzero(here & (np.abs(site.y_mm - middle) < 0.072 * length))
        _, _, across = plane.trimmed(site.x_mm[ix, 0], site.y_mm[0, iy], made.change_mm[ix, iy], residual=0.02)
        return (self.dose("angle_deg", float(np.degrees(np.arctan(across)))),)
