"""Mortons extension. Foot, height -> a platform under the first ray to the tip of the hallux; measured on its top."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Literal, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.platform import height_seen_mm, most_mm, platform, under_all
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.rays import interspace_y_mm
from orthogen.records.site import Made, Site

_SIDE, _BACK = np.tan(np.radians(35.0)), np.tan(np.radians(18.0))
_START_RATIO = 0.125  # half a first metatarsal, of which foot length is four
_EDGE_MM = 2.0
_NO_TOES = "The scan shows no toes, so the border to the second toe was taken straight on along the foot."


@dataclass(frozen=True, kw_only=True)
class MortonsExtension(Modification):
    """A platform `height_mm` high under the first ray: distal half of the metatarsal, its joint, the hallux to the tip.

    It begins .125 FL behind the first head with a ramp of 18°, and is bounded by the first interspace and the trim
    line, before which its sides of 35° run out. It stiffens and unloads the first joint: hallux rigidus, overload of
    the second head beside a short or mobile first ray; of a rigid forefoot varus it is raised by 3 mm a week. It may
    supinate too much, and is not for a functional limitus, which it blocks. Made firm. clinical.md C.2 [S83, S84, S85],
    C.4 [S83, S101]; extent along the metatarsal C.2, angles of the sides from common practice, to be confirmed by a
    podiatrist. It needs the full length; to the sulcus it ends under the joint, which must be confirmed.
    """

    KIND: ClassVar[str] = "mortons_extension"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD
    RAISES: ClassVar[Mapping[Literal["heel", "forefoot"], str]] = {"forefoot": "height_mm"}
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="mortons-too-short",
            reason="a Morton's extension needs the full length: order --length full",
            source="clinical.md C.2 [S83]",
            lengths=("three-quarter",),
            stops=True,
        ),
        Against(
            id="mortons-to-sulcus",
            reason="of the sulcus length a Morton's extension ends under the joint, without the hallux",
            source="clinical.md C.2 [S83]",
            lengths=("sulcus",),
        ),
        Against(
            id="mortons-and-cutout",
            reason="a Morton's extension supports the first ray that a first-ray cut-out takes the support from",
            source="clinical.md C.4 [S83,S101]",
            beside="first_ray_cutout",
            stops=True,
        ),
        Against(
            id="mortons-and-kinetic-wedge",
            reason="a Morton's extension raises the first head that a kinetic wedge lowers",
            source="clinical.md C.2 [S84]",
            beside="kinetic_wedge",
            stops=True,
        ),
        Against(
            id="mortons-and-reverse",
            reason="a Morton's extension raises the first ray, a reverse one all others",
            source="clinical.md C.2 [S83]",
            beside="reverse_mortons",
            stops=True,
        ),
        Against(
            id="mortons-on-supinated",
            reason="a Morton's extension may supinate further",
            source="clinical.md C.2 [S83]",
            measures=(("posture_index", "<", 0.0),),
        ),
    )

    height_mm: float = within(0.0, 12.0, default=3.0, soft=(0.0, 4.0), source="clinical.md C.2 [S83,S84,S85]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Limit the height to what leaves a level top between sides of 35°; nothing on a device that ends before."""
        if site.length == "three-quarter" and not self.is_null:
            return replace(self, height_mm=0.0), (
                "A device of three-quarter length ends behind the first head, so no Morton's extension was made; "
                "order the full length.",
            )
        most = most_mm(self._roof(site), site.inset_mm > 0)
        if self.height_mm <= most:
            return self, ()
        return replace(self, height_mm=most), (
            f"Between the first interspace and the trim line, with sides of 35°, there is room for {most:.2f} mm "
            f"of the {self.height_mm:g} mm ordered, so the height was limited to that.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the platform (nx, ny), mm."""
        return platform(self.height_mm, self._roof(site))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape to the change, its height free."""
        note = "" if "hallux_tip" in made.site.foot.landmarks else _NO_TOES
        got = height_seen_mm(self.height_mm, self._roof(made.site), made.change_mm)
        return (self.dose("height_mm", got, note=note),)

    def _roof(self, site: Site) -> FloatArray:
        foot, x = site.foot, site.x_mm
        start = foot.landmarks["mth1"].x_mm - _START_RATIO * foot.foot_length_mm
        medial = site.y_mm - interspace_y_mm(foot, x)
        return under_all(_SIDE * medial, _SIDE * (site.inset_mm - _EDGE_MM), _BACK * (x - start) + 0.0 * medial)
