"""Reverse Mortons. Foot, height -> a platform under the heads 2 to 5, free of the first; measured on its top."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Literal, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_max
from orthogen.kernel.platform import height_seen_mm, most_mm, platform, under_all
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.rays import beyond_heads_mm, interspace_y_mm
from orthogen.records.site import Made, Site

_SIDE, _FRONT, _BACK = (np.tan(np.radians(angle)) for angle in (35.0, 25.0, 15.0))
_START_RATIO, _END_RATIO = 0.13, 0.085
_SESAMOIDS_RATIO = 0.055
_EDGE_MM, _ROUND_HEAD_MM, _CORNER_MM = 2.0, 16.0, 4.0


@dataclass(frozen=True, kw_only=True)
class ReverseMortons(Modification):
    """A platform `height_mm` high under the heads 2 to 5, free of the first head and its sesamoids: a dancer's pad.

    It begins .13 FL behind the heads with a ramp of 15°, ends .085 FL ahead of them, behind the toes, with one of 25°,
    and stops lateral of the first interspace and .055 FL behind the first head, where a short wing lies under the first
    shaft. So the first ray can plantarflex: functional limitus, sesamoiditis, peroneal overload, lateral instability.
    Not above 4 mm in a shoe without depth; it puts new load on the second head. clinical.md C.2 [S83, S86, S87]; extent
    and angles of the sides from common practice, to be confirmed by a podiatrist. It needs full or sulcus length.
    """

    KIND: ClassVar[str] = "reverse_mortons"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD
    RAISES: ClassVar[Mapping[Literal["heel", "forefoot"], str]] = {"forefoot": "height_mm"}
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="reverse-mortons-too-short",
            reason="a reverse Morton's extension lies under the heads: order --length full or sulcus",
            source="clinical.md C.2 [S83]",
            lengths=("three-quarter",),
            stops=True,
        ),
    )

    height_mm: float = within(0.0, 6.4, default=3.0, soft=(0.0, 4.0), source="clinical.md C.2 [S83,S86,S87]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Limit the height to what leaves a level top between its sides; nothing on a device that ends before."""
        if site.length == "three-quarter" and not self.is_null:
            return replace(self, height_mm=0.0), (
                "A device of three-quarter length ends behind the heads, so no reverse Morton's extension was made; "
                "order the full or the sulcus length.",
            )
        most = most_mm(self._roof(site), site.inset_mm > 0)
        if self.height_mm <= most:
            return self, ()
        return replace(self, height_mm=most), (
            f"Under the heads 2 to 5, with its sides, there is room for {most:.2f} mm of the {self.height_mm:g} mm "
            "ordered, so the height was limited to that.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the platform (nx, ny), mm."""
        return platform(self.height_mm, self._roof(site))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape to the change, its height free."""
        return (self.dose("height_mm", height_seen_mm(self.height_mm, self._roof(made.site), made.change_mm)),)

    def _roof(self, site: Site) -> FloatArray:
        foot, x = site.foot, site.x_mm
        length = foot.foot_length_mm
        ahead = -beyond_heads_mm(foot, x - _END_RATIO * length, site.y_mm)
        start = beyond_heads_mm(foot, x + _START_RATIO * length, site.y_mm)
        lateral = interspace_y_mm(foot, x) - site.y_mm
        behind = foot.landmarks["mth1"].x_mm - _SESAMOIDS_RATIO * length - x
        clear = smooth_max(lateral, behind + 0.0 * lateral, _ROUND_HEAD_MM)
        return under_all(
            _SIDE * clear,
            _SIDE * (site.inset_mm - _EDGE_MM),
            _FRONT * ahead,
            _BACK * start,
            corner_mm=_CORNER_MM,
        )
