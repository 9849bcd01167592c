"""Arch fill. Foot, depth -> a lowering of the arch; measured at the arch apex."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_START_RATIO = 0.22
_LATERAL_MM = 8.0
_MOST_OF_ARCH_RATIO = 0.9
_POWER = 6.0


@dataclass(frozen=True, kw_only=True)
class ArchFill(Modification):
    """Lower the arch by `depth_mm` at its apex: a cosine bump from .22 FL to the metatarsal line.

    It tapers from the apex to 8 mm lateral of the centre line and nowhere takes more height than there is:
    fill = (wish⁻⁶ + surface⁻⁶)^(−1/6), scaled to be exact at the apex. Doses: clinical.md C.2 [S65]; extent and
    limit: surface.md 4 (started at the heel centre it sank a flat foot's heel).
    """

    KIND: ClassVar[str] = "arch_fill"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.FILL

    depth_mm: float = within(0.0, 6.4, default=3.2, source="clinical.md C.2 [S65]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Never fill more than nine tenths of the arch there is."""
        most = _MOST_OF_ARCH_RATIO * max(self._arch_mm(site), 0.0)
        if self.depth_mm <= most:
            return self, ()
        return replace(self, depth_mm=most), (
            f"The arch is {most / _MOST_OF_ARCH_RATIO:.1f} mm high, so the fill was limited to {most:.2f} mm "
            f"of the {self.depth_mm:g} mm ordered.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the lowering (nx, ny), mm, ≤ 0."""
        arch = self._arch_mm(site)
        if arch <= self.depth_mm:
            return np.zeros(site.grid.shape)
        scale = (1.0 - (self.depth_mm / arch) ** _POWER) ** (-1.0 / _POWER)
        ix, iy, bump = self._bump(site)
        room = np.maximum(site.surface_mm[ix, iy], 0.0)
        wish = self.depth_mm * scale * bump
        least, most = np.minimum(wish, room), np.maximum(wish, room)
        share = np.divide(least, most, out=np.zeros_like(least), where=most > 0.0)
        field = np.zeros(site.grid.shape)
        field[ix, iy] = -least * (1.0 + share**_POWER) ** (-1.0 / _POWER)
        return field

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Return the lowering at the landmark arch apex."""
        apex = made.site.foot.landmarks["arch_apex"]
        change = made.site.grid.sample_linear(made.change_mm, np.array([apex.x_mm]), np.array([apex.y_mm]))
        return (self.dose("depth_mm", -float(change[0])),)

    def _bump(self, site: Site) -> tuple[slice, slice, FloatArray]:
        """Return the rows and columns outside which nothing is filled, and the bump of height 1 inside them."""
        foot = site.foot
        apex, start = foot.landmarks["arch_apex"], _START_RATIO * foot.foot_length_mm
        end = foot.mth_line_x_mm(site.y_mm)
        ix = slice(*np.searchsorted(site.x_mm[:, 0], (start, end.max())))
        iy = slice(int(np.searchsorted(site.y_mm[0], -_LATERAL_MM)), None)
        x, y = site.x_mm[ix], site.y_mm[:, iy]
        behind, ahead = (apex.x_mm - x) / (apex.x_mm - start), (x - apex.x_mm) / (end[:, iy] - apex.x_mm)
        wave = 0.5 + 0.5 * np.cos(np.pi * np.clip(np.maximum(behind, ahead), 0.0, 1.0))
        return ix, iy, wave * rise(y, -_LATERAL_MM, apex.y_mm)

    def _arch_mm(self, site: Site) -> float:
        apex = site.foot.landmarks["arch_apex"]
        return float(site.grid.sample_linear(site.surface_mm, np.array([apex.x_mm]), np.array([apex.y_mm]))[0])
