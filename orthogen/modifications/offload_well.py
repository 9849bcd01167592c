"""Offload well. Foot, landmarks or an outline -> a hollow under what hurts, with a wide bevel; fitted as declared."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.errors import OutOfRange, PrescriptionError, UnknownName
from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import ramp, smooth_max, smooth_min
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.foot import LANDMARKS
from orthogen.records.prescription import Modification, Stage, within, worded
from orthogen.records.site import Made, Site

_HEAD_RATIO = 0.034
_JOIN_MM = 12.0
_CLEAR_MM, _CLEAR_BLEND_MM = 3.0, 4.0
_STEEPEST_DEG, _RAMP_STEEPEST = 43.5, 1.875
_CHORD_MM = 0.7
_AROUND_MM = 4.0
_LEAST_LEFT_RATIO = 0.5
_MOST_MARGIN_RATIO, _LEAST_MM = 0.06, 5.0


@dataclass(frozen=True, kw_only=True)
class OffloadWell(Modification):
    """Sink the bed by `depth_mm` under the heads or places named in `at`, or inside an `outline` of your own.

    at: one or more landmarks with spaces between, "mth1 mth5"; the region of each is a disc of .034 FL (8.5 mm at 250,
    the size of a metatarsal head). outline: corners "x,y x,y x,y …" in mm of the foot frame of a right foot (x from
    the heel's end forwards, y to the medial side; a left foot is its mirror image); it wins over `at`, and that is
    said. margin_mm: how far the well reaches beyond the region; there it begins. bevel_mm: from there to the full
    depth, a quintic, farther inside where the margin is narrower. Neighbouring discs join smoothly, and the well ends
    3 mm inside the trim line.

    For: a painful or overloaded metatarsal head, a callus, a prominent bone. The region of the pressure peak with a
    margin of 5–10 mm and a bevel of 5 mm or more: clinical.md C.2; a soft plug that fills the well is preferred, in the
    one study known small soft plugs had no edge effect [S94]. The size of the disc is a choice of this project [E].
    Avoid: an open hole under a neuropathic foot, whose edge may ulcerate: fill it with a soft plug and measure the
    pressure in the shoe. What the well takes from one head the neighbours carry.
    Guards: a margin of .06 FL at most; no flank steeper than 43.5°; an outline's bevel stays in its margin, so that its
    corners stay round; where more than half of the region lies beyond the device, no well is made. The insole's floor
    is lowered, or the shell follows below, so that the wall stays.
    """

    KIND: ClassVar[str] = "offload_well"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.WELL

    depth_mm: float = within(0.0, 6.0, default=3.0, soft=(0.0, 4.0), source="common practice [E]; clinical.md C.2")
    margin_mm: float = within(_LEAST_MM, 15.0, default=7.0, soft=(5.0, 10.0), source="clinical.md C.2 [S94]")
    bevel_mm: float = within(_LEAST_MM, 15.0, default=6.0, soft=(5.0, 12.0), source="clinical.md C.2 [S94]")
    at: str = worded(default="mth2", source="clinical.md C.2 [S94]; landmarks A.2")
    outline: str = worded(default="", source="the clinician's own drawing")

    def __post_init__(self) -> None:
        """Refuse what is no landmark and what is no simple polygon."""
        super().__post_init__()
        for name in self.at.split():
            if name not in LANDMARKS:
                raise UnknownName(f"offload_well.at: there is no landmark {name!r}", name=name, known=LANDMARKS)
        if self.outline.strip():
            _corners_mm(self.outline)
        elif not self.at.split():
            raise OutOfRange("offload_well.at is empty, and so is its outline", "name a landmark, such as mth2")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Prefer the outline, fit the margin to the foot, keep flanks below 43.5°, make nothing beyond the device."""
        if self.is_null:
            return self, ()
        own, said = self, list[str]()
        if self.outline.strip():
            _refuse_outside(_corners_mm(self.outline), site)
            if self.at:
                said.append(f"The outline was ordered, so the well lies there and not at {self.at}.")
            own = replace(own, at="")
        own._refuse_unknown(site)
        most = max(_MOST_MARGIN_RATIO * site.foot.foot_length_mm, _LEAST_MM)
        if own.margin_mm > most:
            said.append(f"On a foot of {site.foot.foot_length_mm:.0f} mm the margin was limited to {most:.1f} mm.")
            own = replace(own, margin_mm=most)
        left = own._left_ratio(site)
        if left < _LEAST_LEFT_RATIO:
            said.append(
                f"Only {100.0 * left:.0f} % of the region of the well lie on this device ({site.length}), so no well "
                "was made: order a longer device or another place."
            )
            return replace(own, depth_mm=0.0), tuple(said)
        own, told = own._levelled()
        return own, (*said, *told)

    def _levelled(self) -> tuple[Self, list[str]]:
        """Return the well with its bevel in the margin of an outline and its flanks below 43.5°, and what that took."""
        own, said = self, list[str]()
        if own.outline.strip() and own.bevel_mm > own.margin_mm:
            said.append(
                f"An outline's bevel stays in its margin, so it was narrowed from {own.bevel_mm:g} to "
                f"{own.margin_mm:g} mm; order a wider margin for a wider bevel."
            )
            own = replace(own, bevel_mm=own.margin_mm)
        most = float(np.tan(np.radians(_STEEPEST_DEG))) / _RAMP_STEEPEST * own.bevel_mm
        if own.depth_mm > most:
            said.append(
                f"{own.depth_mm:g} mm on a bevel of {own.bevel_mm:g} mm would be steeper than {_STEEPEST_DEG:g}°, so "
                f"the depth was limited to {most:.2f} mm; order a wider bevel for more."
            )
            own = replace(own, depth_mm=most)
        return own, said

    def field_mm(self, site: Site) -> FloatArray:
        """Return the lowering (nx, ny), mm, ≤ 0."""
        return -self.depth_mm * _hollow(self._inside_mm(site), site.inset_mm, self.bevel_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared well to the change as far as 4 mm around it: depth, margin, bevel.

        A level is fitted beside them, so that it counts as no dose. Margin and bevel are not measured where the flanks
        are so flat that heights wrong by 0.002 mm could move them by more than 0.05 mm.
        """
        inside = self._inside_mm(made.site)
        here = (inside > -_AROUND_MM) & made.exact
        if not here.any():
            return (self.dose("depth_mm", 0.0, note="The device ends before the well."),)
        inside, inset = inside[here], made.site.inset_mm[here]

        def shape(p: FloatArray) -> FloatArray:
            well: FloatArray = p[3] - p[0] * _hollow(inside + p[1] - self.margin_mm, inset, p[2])
            return well

        start = (self.depth_mm, self.margin_mm, self.bevel_mm, 0.0)
        fit = shape_fit(shape, start, made.change_mm[here], steps=(0.01,) * 4)
        return (
            self.dose("depth_mm", float(fit.values[0])),
            self._flank("margin_mm", float(fit.values[1]), told=bool(fit.told[1])),
            self._flank("bevel_mm", float(fit.values[2]), told=bool(fit.told[2])),
        )

    def _flank(self, name: str, got: float, *, told: bool) -> Dose:
        """Return the line of a dose that only the flanks tell."""
        if told:
            return self.dose(name, got)
        return self.dose(name, None, note="The flanks of this well are too flat to tell this to 0.05 mm.")

    def _inside_mm(self, site: Site) -> FloatArray:
        """Return how far inside the edge of the well each node (nx, ny) is, mm, trim line aside."""
        if self.outline.strip():
            edge = curve.grown(_corners_mm(self.outline), self.margin_mm)
            return distance.inset(site.grid, curve.resampled(edge, _CHORD_MM))[0]
        reach = _HEAD_RATIO * site.foot.foot_length_mm + self.margin_mm
        marks = [site.foot.landmarks[name] for name in dict.fromkeys(self.at.split())]
        discs = [reach - np.hypot(site.x_mm - mark.x_mm, site.y_mm - mark.y_mm) for mark in marks]
        inside: FloatArray = discs[0]
        for disc in discs[1:]:
            inside = smooth_max(inside, disc, _JOIN_MM)
        return inside

    def _refuse_unknown(self, site: Site) -> None:
        """Raise PrescriptionError for a landmark that this foot does not have."""
        missing = [name for name in self.at.split() if name not in site.foot.landmarks]
        if missing:
            raise PrescriptionError(
                f"offload_well.at: the scan of this foot does not tell {' and '.join(missing)}",
                "give the landmark with the scan, or draw the region as an outline",
            )

    def _left_ratio(self, site: Site) -> float:
        """Return the share of the region, without margin, that lies on the device."""
        region: BoolArray = self._inside_mm(site) > self.margin_mm
        return float((region & (site.inset_mm > _CLEAR_MM)).sum() / max(int(region.sum()), 1))


def _hollow(inside_mm: FloatArray, inset_mm: FloatArray, bevel_mm: float) -> FloatArray:
    """Return the well of depth 1, which ends before the trim line as it ends at its own edge."""
    return ramp(smooth_min(inside_mm, inset_mm - _CLEAR_MM, _CLEAR_BLEND_MM) / bevel_mm)


def _corners_mm(text: str) -> FloatArray:
    """Return the corners (m, 2) of an outline, counter-clockwise; raises PrescriptionError for what is no polygon."""
    try:
        corners: FloatArray = np.array([[float(part) for part in pair.split(",")] for pair in text.split()])
        sound = corners.ndim == 2 and corners.shape[1] == 2 and bool(np.isfinite(corners).all())
    except ValueError:
        sound = False
    if not sound:
        raise PrescriptionError(
            f'offload_well.outline = "{text}" is no list of corners', 'give them in mm as "170,5 185,20 170,30"'
        )
    if len(corners) < 3 or not curve.is_simple(corners):
        raise PrescriptionError(
            f"offload_well.outline with {len(corners)} corners is no simple polygon",
            "give three corners or more, in order, so that no two sides cross",
        )
    return corners if curve.area(corners) > 0.0 else corners[::-1]


def _refuse_outside(corners_mm: FloatArray, site: Site) -> None:
    """Raise PrescriptionError for an outline that leaves the foot."""
    foot = site.foot.outline_mm
    inset = distance.inset(site.grid, foot)[0]
    for x, y in corners_mm:
        if not site.grid.sample_linear(inset, np.array([x]), np.array([y]))[0] >= 0.0:
            raise PrescriptionError(
                f"offload_well.outline: the corner {x:g},{y:g} lies outside the foot, which reaches from "
                f"x {foot[:, 0].min():.0f} to {foot[:, 0].max():.0f} and y {foot[:, 1].min():.0f} to "
                f"{foot[:, 1].max():.0f} mm",
                "give the corners in mm of the foot frame of a right foot",
            )
