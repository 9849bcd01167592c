"""Lateral skive. Foot, depth, angle -> a valgus plane across the lateral heel; measured by height and plane fit."""

from typing import ClassVar

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records import skive
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site


@dataclass(frozen=True, kw_only=True)
class LateralSkive(Modification):
    """Raise the lateral heel to a plane of `angle_deg` valgus, `depth_mm` above the bed where it is highest over it.

    The mirror image of the medial skive: plane z = z0 − tan θ·y, joined by a smooth maximum of 2 mm, faded out from
    .24 to .34 FL and over the last 4 mm to the trim line. Depth is vertical and stands on the cast-corrected,
    untilted surface.

    For: a foot that supinates too far or too long, and overloaded peroneal tendons, usually 2–4 mm. clinical.md C.2
    [S76]; angle and cup from the medial skive, of which it is the mirror image [E].
    Avoid: a pronated foot; a thin fat pad under the heel.
    Caution in lateral ankle instability, where sources disagree: one laboratory uses it there [S76], another author
    a balanced shell, the rearfoot at 0°, with a medial arch flange [S93].
    No measured effect is known for the lateral skive; of the medial one 2 mm had none and 4 mm raised the heel's
    pressure on its side by 15 % [S74]. Together with a medial skive it is refused: they contradict each other.
    """

    KIND: ClassVar[str] = "lateral_skive"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.SKIVE
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Need(
            id="skive-needs-cup",
            kind="heel_cup",
            field="depth_mm",
            least=14.0,
            source="clinical.md C.2, as of the medial skive",
        ),
        Against(
            id="skive-on-both-sides",
            reason="a lateral and a medial skive work against each other",
            source="clinical.md C.2 [S72,S76]",
            beside="medial_skive",
            stops=True,
        ),
        Against(
            id="lateral-on-pronated",
            reason="a lateral skive is not meant for a pronated foot",
            source="clinical.md C.2 [S76]",
            measures=(("posture_index", ">", 5.0),),
        ),
    )

    depth_mm: float = within(0.0, 6.0, default=3.0, soft=(0.0, 4.0), source="clinical.md C.2 [S76]")
    angle_deg: float = within(
        5.0, 25.0, default=15.0, soft=(10.0, 20.0), unit="deg", source="clinical.md C.2, as of the medial skive [E]"
    )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the addition (nx, ny), mm."""
        return skive.raised_mm(site, depth_mm=self.depth_mm, medial_slope=self._medial_slope)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Depth: greatest change over the heel. Angle: plane of the top, posts subtracted, where the change > 2 mm.

        Of a small skive, which hardly shows a plane, the declared shape is fitted to the change.
        """
        depth, slope = skive.measured(made, depth_mm=self.depth_mm, medial_slope=self._medial_slope)
        if slope is None:
            note = (
                f"Of a skive of {self.depth_mm:g} mm the round of its edge ({skive.BLEND_MM:g} mm) leaves too little "
                "to tell its angle."
            )
            return self.dose("depth_mm", depth), self.dose("angle_deg", None, note=note)
        return self.dose("depth_mm", depth), self.dose("angle_deg", float(np.degrees(np.arctan(-slope))))

    @property
    def _medial_slope(self) -> float:
        return -float(np.tan(np.radians(self.angle_deg)))
