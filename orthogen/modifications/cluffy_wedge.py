"""Cluffy wedge. Foot, height -> a wedge under the hallux alone; measured on its top."""

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
from orthogen.records.site import Made, Site

_SIDE, _BACK = np.tan(np.radians(35.0)), np.tan(np.radians(15.0))
_START_RATIO = 0.06
_EDGE_MM = 2.0
_NO_TOES = "The scan shows no toes, so the border to the second toe was taken straight on along the foot."


@dataclass(frozen=True, kw_only=True)
class CluffyWedge(Modification):
    """Raise the hallux, and it alone, by `height_mm`: a wedge that climbs by 15° to a level top under the toe.

    It begins .06 FL ahead of the first head, in the crease of the joint, and is bounded by the border to the second toe
    and the trim line, before which its sides of 35° run out. The hallux starts dorsiflexed, which loads the plantar
    fascia and lets the first ray plantarflex: functional limitus. Not with a hallux rigidus, whose joint has no
    dorsiflexion to give. clinical.md C.2 [M], its place against that of a Morton's extension [S84]; extent and angles
    of the sides from common practice, to be confirmed by a podiatrist. It needs the full length.
    """

    KIND: ClassVar[str] = "cluffy_wedge"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="cluffy-too-short",
            reason="a Cluffy wedge lies under the hallux: order --length full",
            source="clinical.md C.2 [S84]",
            lengths=("sulcus", "three-quarter"),
            stops=True,
        ),
    )

    height_mm: float = within(0.0, 6.0, default=3.0, source="clinical.md C.2 [M]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Limit the height to what leaves a level top between its sides; nothing on a device that ends before."""
        if site.length != "full" and not self.is_null:
            return replace(self, height_mm=0.0), (
                f"A device of {site.length} length ends behind the hallux, so no Cluffy wedge was made; "
                "order the full length.",
            )
        most = most_mm(self._roof(site), site.inset_mm > 0)
        if self.height_mm <= most:
            return self, ()
        return replace(self, height_mm=most), (
            f"Under the hallux, with sides of 35° and a ramp of 15°, there is room for {most:.2f} mm of the "
            f"{self.height_mm:g} mm ordered, so the height was limited to that.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the wedge (nx, ny), mm."""
        return platform(self.height_mm, self._roof(site))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape to the change, its height free."""
        note = "" if "hallux_tip" in made.site.foot.landmarks else _NO_TOES
        got = height_seen_mm(self.height_mm, self._roof(made.site), made.change_mm)
        return (self.dose("height_mm", got, note=note),)

    def _roof(self, site: Site) -> FloatArray:
        foot, x = site.foot, site.x_mm
        start = foot.landmarks["mth1"].x_mm + _START_RATIO * foot.foot_length_mm
        medial = site.y_mm - interspace_y_mm(foot, x)
        return under_all(_SIDE * medial, _SIDE * (site.inset_mm - _EDGE_MM), _BACK * (x - start) + 0.0 * medial)
