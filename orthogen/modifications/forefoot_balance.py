"""Forefoot balance. Foot, angle -> the ball supported as it hangs on a vertical heel; measured as a plane's slope."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel import plane
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within, worded
from orthogen.records.site import Block, Made, Site

_MOST_RISE_MM = 8.0
_MOST_INTRINSIC_DEG = 6.0


@dataclass(frozen=True, kw_only=True)
class ForefootBalance(Modification):
    """Support the ball at the measured forefoot–rearfoot angle, so that the heel bisection can stand vertical.

    angle_deg: positive balances a varus (raises the medial side), negative a valgus. Ordered without an angle it takes
    the one of the assessment form. method: `intrinsic` tilts the platform behind the metatarsal heads in the foot bed
    itself, vertical shear tan θ·(y − y_ball), full from .56 FL to the metatarsal line, gone at .42 FL and .17
    FL ahead of it, on an insole and on a shell; at most 6°, the rest is made extrinsically. `extrinsic` is a wedge:
    under a shell's distal edge, on an insole carried on below the toes. Only for a fixed deformity: a flexible forefoot
    varus is not balanced. clinical.md C.2 [S70,S71]; at most 8 mm between first and fifth head [E].
    """

    KIND: ClassVar[str] = "forefoot_balance"
    DOSE: ClassVar[str] = "angle_deg"
    STAGE: ClassVar[Stage] = Stage.POST
    FROM_FORM: ClassVar[Mapping[str, str]] = {"angle_deg": "forefoot_rearfoot_deg"}
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="balance-beside-forefoot-post",
            reason="a forefoot balance and a forefoot post tilt the ball twice; one of them is enough",
            source="clinical.md C.2 [S70,S71]",
            beside="forefoot_post",
        ),
    )

    angle_deg: float = within(
        -10.0, 10.0, default=2.0, soft=(-6.0, 6.0), unit="deg", source="clinical.md C.2 [S70,S71]"
    )
    method: str = worded("intrinsic", "extrinsic", default="intrinsic", source="clinical.md C.2 [S70,S71]")

    @property
    def below_shell(self) -> bool:
        """True for a wedge under a shell."""
        return self.method == "extrinsic"

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Limit the rise across the ball to 8 mm and an intrinsic balance to 6°."""
        first, fifth = site.foot.landmarks["mth1"], site.foot.landmarks["mth5"]
        most = float(np.degrees(np.arctan(_MOST_RISE_MM / (first.y_mm - fifth.y_mm))))
        why = f"more would raise one side of the ball more than {_MOST_RISE_MM:g} mm above the other"
        if self.method == "intrinsic" and most > _MOST_INTRINSIC_DEG:
            most, why = _MOST_INTRINSIC_DEG, "order the rest as a forefoot post (clinical.md C.2)"
        if abs(self.angle_deg) <= most:
            return self, ()
        said = f"The {self.method} balance was limited to {most:.2f}° of the {self.angle_deg:g}° ordered: {why}."
        return replace(self, angle_deg=float(np.copysign(most, self.angle_deg))), (said,)

    def field_mm(self, site: Site) -> FloatArray:
        """Return the shear (nx, ny), mm."""
        foot, length = site.foot, site.foot.foot_length_mm
        tilted: FloatArray = np.tan(np.radians(self.angle_deg)) * (site.y_mm - self._middle_mm(site))
        along = rise(site.x_mm, 0.42 * length, 0.56 * length)
        if self.method == "extrinsic":
            return tilted * along * rise(site.x_mm, 0.92 * length, 0.80 * length)
        ahead = site.x_mm - foot.mth_line_x_mm(site.y_mm)
        return tilted * along * rise(ahead, 0.17 * length, 0.0)

    def block(self) -> Block | None:
        """Return the tilted plane under a shell's distal edge; an intrinsic balance has none."""
        return Block(region="forefoot", tilt_deg=self.angle_deg) if self.below_shell else None

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Return the y-slope of the plane of the change from .57 FL to 4 mm behind the heads, ±18 mm beside the middle.

        A wedge under a shell: of the underside 6–18 mm behind the distal edge, absolute.
        """
        site, foot = made.site, made.site.foot
        if site.construction == "shell" and self.below_shell:
            return (self.dose("angle_deg", made.forefoot_tilt_deg()),)
        length = foot.foot_length_mm
        here = (site.x_mm > 0.57 * length) & (site.x_mm < foot.mth_line_x_mm(site.y_mm) - 4.0)
        here &= np.isfinite(made.change_mm) & (np.abs(site.y_mm - self._middle_mm(site)) < 0.072 * length)
        ix, iy = np.nonzero(here)
        _, _, across = plane.trimmed(site.x_mm[ix, 0], site.y_mm[0, iy], made.change_mm[ix, iy], residual=0.02)
        return (self.dose("angle_deg", float(np.degrees(np.arctan(across)))),)

    def _middle_mm(self, site: Site) -> float:
        marks = site.foot.landmarks
        return 0.5 * (marks["mth1"].y_mm + marks["mth5"].y_mm)
