"""Arch raise. Foot, height -> a medial arch higher than the scan; measured by fitting its own shape."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_START_RATIO = 0.22
_LATERAL_MM = 8.0
_FADE_MM = 8.0
_BEHIND_HEADS_MM = 4.0


@dataclass(frozen=True, kw_only=True)
class ArchRaise(Modification):
    """Raise the medial arch by `height_mm` at its apex, the opposite of an arch fill.

    Quintic from .22 of the foot length to the apex and from there down to 4 mm behind the metatarsal line; across, from
    8 mm lateral of the centre line to the apex. Over the last 8 mm to the trim line it fades, so that the rim stays
    what cup and flange make it. An arch fill beside it is refused: the two undo each other.

    For: a foot that an earlier device did not support enough. Raise by 2 to 3 mm per revision, never above the unloaded
    arch (clinical.md C.2 [E]); of a scan taken unloaded nothing is raised. Avoid in a rigid or tender arch. Evidence:
    an engineering choice; arch heights have shown no systematic effect on eversion [S97]; to be confirmed by a
    podiatrist.
    """

    KIND: ClassVar[str] = "arch_raise"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.FILL
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="arch-raise-beside-fill",
            reason="an arch raise and an arch fill undo each other",
            source="clinical.md C.2",
            beside="arch_fill",
            stops=True,
        ),
    )

    height_mm: float = within(0.0, 3.0, default=2.0, source="clinical.md C.2 [E]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Raise nothing where the scan already shows the unloaded arch."""
        if site.foot.load != "unloaded" or self.is_null:
            return self, ()
        return replace(self, height_mm=0.0), (
            f"The foot was scanned unloaded, and no arch may be made higher than that: the raise of {self.height_mm:g} "
            "mm was left out.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the raise (nx, ny), mm, ≥ 0."""
        return self.height_mm * _share(site)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape, in its place, to the change."""
        share = _share(made.site)
        seen = (share > 0.0) & made.exact
        got = float(np.sum(share[seen] * made.change_mm[seen]) / np.sum(share[seen] ** 2)) if seen.any() else 0.0
        return (self.dose("height_mm", got),)


def _share(site: Site) -> FloatArray:
    """Return the raise of height 1 at the arch apex (nx, ny)."""
    foot, apex = site.foot, site.foot.landmarks["arch_apex"]
    at_apex = float(site.grid.sample_linear(site.inset_mm, np.array([apex.x_mm]), np.array([apex.y_mm]))[0])
    end = foot.mth_line_x_mm(site.y_mm) - _BEHIND_HEADS_MM
    behind = rise(site.x_mm, _START_RATIO * foot.foot_length_mm, apex.x_mm)
    ahead = rise((site.x_mm - apex.x_mm) / (end - apex.x_mm), 1.0, 0.0)
    inside = rise(site.inset_mm, 0.0, min(_FADE_MM, max(at_apex, 1.0)))
    return behind * ahead * rise(site.y_mm, -_LATERAL_MM, apex.y_mm) * inside
