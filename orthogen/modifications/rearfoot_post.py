"""Rearfoot post. Foot, angle -> a tilt of the heel about the long axis; measured as the slope of a plane."""

from typing import ClassVar

import numpy as np

from orthogen.kernel import plane
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import NEUROPATHIC, Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Block, Made, Site

_FULL_RATIO, _END_RATIO = 0.30, 0.52


@dataclass(frozen=True, kw_only=True)
class RearfootPost(Modification):
    """Tilt the heel by `angle_deg`; positive raises the medial side, negative is a lateral post.

    Insole: vertical shear tan θ·(y − y_heel), full to .30 FL, gone at .52 FL, so the heel centre keeps its height.
    Shell: a block with a tilted plane below. Angle-for-angle control must not be expected (about 0.15° of eversion
    per degree). clinical.md C.2 [S4, S67–S69]; surface.md 5.
    """

    KIND: ClassVar[str] = "rearfoot_post"
    DOSE: ClassVar[str] = "angle_deg"
    STAGE: ClassVar[Stage] = Stage.POST
    BELOW_SHELL: ClassVar[bool] = True
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="medial-on-supinated",
            reason="a medial post is not meant for a supinated foot",
            source="clinical.md C.2",
            own=(("angle_deg", ">", 0.0),),
            measures=(("posture_index", "<", 0.0),),
        ),
        Against(
            id="lateral-on-pronated",
            reason="a lateral post is not meant for a highly pronated foot",
            source="clinical.md C.2 [S4]; B [S45]",
            own=(("angle_deg", "<", 0.0),),
            measures=(("posture_index", ">=", 10.0),),
        ),
        Against(
            id="post-against-skive",
            reason="a lateral post and a medial skive tilt the heel against each other",
            source="clinical.md C.2 [S4,S72]",
            own=(("angle_deg", "<", 0.0),),
            beside="medial_skive",
        ),
        Against(
            id="post-against-skive",
            reason="a medial post and a lateral skive tilt the heel against each other",
            source="clinical.md C.2 [S4,S76]",
            own=(("angle_deg", ">", 0.0),),
            beside="lateral_skive",
        ),
        Against(
            id="post-without-feeling",
            reason="a medial post of more than 2° is not meant for a foot without feeling",
            source="clinical.md C.4",
            own=(("angle_deg", ">", 2.0),),
            measures=NEUROPATHIC,
        ),
        Against(
            id="post-without-feeling",
            reason="a lateral post of more than 2° is not meant for a foot without feeling",
            source="clinical.md C.4",
            own=(("angle_deg", "<", -2.0),),
            measures=NEUROPATHIC,
        ),
    )

    angle_deg: float = within(
        -10.0, 10.0, default=4.0, soft=(-6.0, 6.0), unit="deg", source="clinical.md C.2 [S4,S67,S68,S69]"
    )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the shear (nx, ny), mm."""
        length, heel = site.foot.foot_length_mm, site.foot.landmarks["heel_centre"]
        tilted: FloatArray = np.tan(np.radians(self.angle_deg)) * (site.y_mm - heel.y_mm)
        return tilted * rise(site.x_mm, _END_RATIO * length, _FULL_RATIO * length)

    def block(self) -> Block:
        """Return the tilted plane under a shell's heel."""
        return Block(region="rearfoot", tilt_deg=self.angle_deg)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Insole: y-slope of the plane of the change, .06–.25 FL, ±18 mm. Shell: of the underside, .08–.28 FL, ±14 mm.

        The shell's is absolute, no second design (surface.md 4); the rest of a label or bevel is trimmed at 0.02 mm.
        Lengths are those of a foot of 250 mm and shrink with it.
        """
        site = made.site
        length, heel = site.foot.foot_length_mm, site.foot.landmarks["heel_centre"]
        shell = site.construction == "shell"
        low, high, half, field = (0.08, 0.28, 0.056, made.bottom_mm) if shell else (0.06, 0.25, 0.072, made.change_mm)
        here = (site.x_mm > low * length) & (site.x_mm < high * length) & np.isfinite(field)
        ix, iy = np.nonzero(here & (np.abs(site.y_mm - heel.y_mm) < half * length))
        _, _, across = plane.trimmed(site.x_mm[ix, 0], site.y_mm[0, iy], field[ix, iy], residual=0.02)
        return (self.dose("angle_deg", float(np.degrees(np.arctan(-across if shell else across)))),)
