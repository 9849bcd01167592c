"""Kinetic wedge. Foot, depth -> a pocket under the first metatarsal head; measured on its floor."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.platform import height_seen_mm, most_mm, platform, under_all
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.rays import interspace_y_mm
from orthogen.records.site import Made, Site, ahead_of_heads_mm

_SIDE = np.tan(np.radians(30.0))
_BEHIND_RATIO, _AHEAD_RATIO = 0.07, 0.065
_EDGE_MM = 6.0
_BEVEL_MM = 13.0
_CORNER_MM = 6.0


@dataclass(frozen=True, kw_only=True)
class KineticWedge(Modification):
    """A pocket `depth_mm` deep under the first metatarsal head, while the heads 2 to 5 stay as firm as they are.

    It reaches from .07 FL behind to .065 FL ahead of the head, of a shortened device to 13 mm before its distal edge,
    where the bevel begins; from the first interspace to the trim line; its sides rise by 30°. The first ray can
    plantarflex, so that the hallux can extend: functional hallux limitus. Not with a hallux rigidus. Where the material
    is softer there, less depth is needed. clinical.md C.2 [M Dananberg]; extent and angle from common practice, to be
    confirmed by a podiatrist. It needs full or sulcus length.
    """

    KIND: ClassVar[str] = "kinetic_wedge"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.WELL
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="kinetic-wedge-too-short",
            reason="a kinetic wedge lies under the first head: order --length full or sulcus",
            source="clinical.md C.2 [M]",
            lengths=("three-quarter",),
            stops=True,
        ),
    )

    depth_mm: float = within(0.0, 4.0, default=2.5, soft=(0.0, 3.0), source="clinical.md C.2 [M Dananberg]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Limit the depth to what leaves a level floor between sides of 30°; nothing on a device that ends before."""
        if site.length == "three-quarter" and not self.is_null:
            return replace(self, depth_mm=0.0), (
                "A device of three-quarter length ends behind the first head, so no kinetic wedge was made; "
                "order the full or the sulcus length.",
            )
        most = most_mm(self._roof(site), site.inset_mm > 0)
        if self.depth_mm <= most:
            return self, ()
        return replace(self, depth_mm=most), (
            f"Under the first head, with sides of 30°, there is room for {most:.2f} mm of the {self.depth_mm:g} mm "
            "ordered, so the depth was limited to that.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the pocket (nx, ny), mm, ≤ 0."""
        return -platform(self.depth_mm, self._roof(site))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape to the change, its depth free."""
        return (self.dose("depth_mm", height_seen_mm(self.depth_mm, self._roof(made.site), -made.change_mm)),)

    def _roof(self, site: Site) -> FloatArray:
        foot, x = site.foot, site.x_mm
        length, head = foot.foot_length_mm, foot.landmarks["mth1"].x_mm
        ahead = min(_AHEAD_RATIO * length, ahead_of_heads_mm(foot, site.length) - _BEVEL_MM)
        medial = site.y_mm - interspace_y_mm(foot, x)
        return under_all(
            _SIDE * medial,
            _SIDE * (site.inset_mm - _EDGE_MM),
            _SIDE * (x - head + _BEHIND_RATIO * length) + 0.0 * medial,
            _SIDE * (head + ahead - x) + 0.0 * medial,
            corner_mm=_CORNER_MM,
        )
