"""Medial skive. Foot, depth, angle -> a varus plane across the medial heel; measured by height and plane fit."""

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
class MedialSkive(Modification):
    """Raise the medial heel to a plane of `angle_deg` varus, `depth_mm` above the bed where it is highest over it.

    Plane z = z0 + tan θ·y, joined by a smooth maximum of 2 mm, faded out from .24 to .34 FL and over the last 4 mm to
    the trim line, where it would meet a low rim; z0 follows from the
    depth on the cast-corrected, untilted surface. Depth is vertical. clinical.md C.2 [S72, S73, S63], angle [M Kirby
    1992]; surface.md 4. Measured effect: +15 % medial heel pressure at 4 mm, none at 2 mm [S74].
    """

    KIND: ClassVar[str] = "medial_skive"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.SKIVE
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Need(id="skive-needs-cup", kind="heel_cup", field="depth_mm", least=14.0, source="clinical.md C.2"),
        Against(
            id="medial-on-supinated",
            reason="a medial skive is not meant for a supinated foot",
            source="clinical.md C.2",
            measures=(("posture_index", "<", 0.0),),
        ),
    )

    depth_mm: float = within(0.0, 8.0, default=4.0, soft=(0.0, 6.0), source="clinical.md C.2 [S72,S73,S63]")
    angle_deg: float = within(
        5.0, 25.0, default=15.0, soft=(10.0, 20.0), unit="deg", source="clinical.md C.2 [M Kirby 1992]"
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
        return self.dose("depth_mm", depth), self.dose("angle_deg", float(np.degrees(np.arctan(slope))))

    @property
    def _medial_slope(self) -> float:
        return float(np.tan(np.radians(self.angle_deg)))
