"""First-ray cut-out. Foot, length, depth -> a notch in a shell or a recess in an insole; measured on rim or bed."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.errors import OutlineFailed
from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.platform import most_mm, platform, under_all
from orthogen.kernel.rank import median
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.foot import Foot
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.rays import MT1_BASE_RATIO, interspace_y_mm
from orthogen.records.site import Construction, Made, Site, ahead_of_heads_mm

_SIDE = np.tan(np.radians(30.0))
_EDGE_MM, _WALL_MM = 6.0, 9.0
_WALL_RATIO = (0.03, 0.12)
_AHEAD_RATIO, _BEVEL_MM = 0.10, 13.0
_LEAST_RATIO, _RECESS_RATIO = 0.10, 0.06
_CORNER_RATIO, _READ_RATIO = 0.03, 0.035
_LEAST_COLUMN_RATIO = 0.12
_STRAIGHT_RATIO = 0.2
_ROUND_MM = 5.0
_FAR_MM = 100.0
_SEEN_RATIO = 0.1


@dataclass(frozen=True, kw_only=True)
class FirstRayCutout(Modification):
    """Take the support from the first ray, from `length_mm` behind the first head to .10 FL ahead of it.

    Medial of the first interspace. Shell: a notch in its plan, open to the side, and to the front unless the shell has
    the full length; its proximal edge is oblique by 45°, the medial end behind, lies length_mm behind the head where it
    is .035 FL medial of the interspace, has round corners and is bevelled like the distal edge of a shortened shell.
    Insole: its floor is needed, so a recess `depth_mm` deep with sides of 30°, whose length is meant at half its depth
    and which ends before the bevel of a shortened insole; a shell is cut through. Never behind the base of the first
    metatarsal at .48 FL. The first ray can plantarflex: functional limitus, sesamoiditis. It raises the load on the
    second head; not with a hallux rigidus or a rigid dorsiflexed first ray. clinical.md C.2 [S88]; lengths and depth
    from common practice, to be confirmed by a podiatrist.
    """

    KIND: ClassVar[str] = "first_ray_cutout"
    DOSE: ClassVar[str] = "length_mm"
    STAGE: ClassVar[Stage] = Stage.WELL
    PLAN: ClassVar[bool] = True
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="cutout-and-kinetic-wedge",
            reason="a first-ray cut-out leaves nothing under the first head for a kinetic wedge to lower",
            source="clinical.md C.2 [S88]",
            beside="kinetic_wedge",
        ),
    )

    length_mm: float = within(0.0, 80.0, default=60.0, source="clinical.md C.2 [S88]")
    depth_mm: float = within(0.5, 4.0, default=2.0, soft=(1.0, 3.0), source="clinical.md C.2, by kinetic wedge [M]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Keep the length between what reaches the device and the base of the first metatarsal; fit the depth to it."""
        if self.is_null:
            return self, ()
        foot, said, item = site.foot, [], self
        length = _fitted(foot, self.length_mm)
        if site.construction == "insole":
            length = max(length, round(_RECESS_RATIO * foot.foot_length_mm - self._ahead_mm(site), 2))
        if length != self.length_mm:
            said.append(
                f"From the head of the first metatarsal to its base there are {length:g} mm, so the length was limited "
                f"to them; {self.length_mm:g} mm were ordered."
                if length < self.length_mm
                else f"{self.length_mm:g} mm are too short for a cut-out on this device; its length is {length:g} mm."
            )
            item = replace(item, length_mm=length)
        if site.construction == "shell":
            return item, tuple(said)
        most = most_mm(item._roof(site), site.inset_mm > 0)
        if most < item.limits()["depth_mm"]["low"]:
            return replace(self, length_mm=0.0), (
                f"Between the base of the first metatarsal and the bevel of the {site.length} device there is no room "
                "for a recess, so none was made; order a longer device.",
            )
        if item.depth_mm > most:
            said.append(f"With sides of 30° there is room for {most:.2f} mm, so the depth was limited to that.")
            item = replace(item, depth_mm=most)
        return item, tuple(said)

    def field_mm(self, site: Site) -> FloatArray:
        """Return the recess of an insole (nx, ny), mm, ≤ 0; zeros on a shell."""
        if self.is_null or site.construction == "shell":
            return np.zeros(site.grid.shape)
        return -platform(self.depth_mm, self._roof(site))

    def cut_away_mm(self, foot: Foot, construction: Construction) -> FloatArray | None:
        """Return the notch of a shell (m, 2), its corners round; raises OutlineFailed where too little remains."""
        if construction == "insole":
            return None
        y_head = float(interspace_y_mm(foot, np.array(foot.landmarks["mth1"].x_mm)))
        column, least = y_head - foot.landmarks["mth5"].y_mm, _LEAST_COLUMN_RATIO * foot.foot_length_mm
        if column < least:
            raise OutlineFailed(
                f"beside a first-ray cut-out {column:.0f} mm of the forefoot would remain, less than {least:.0f}",
                "order a reverse Morton's extension instead, or check the landmarks of the heads",
            )
        full, head = foot.foot_length_mm, foot.landmarks["mth1"].x_mm
        back, front = head - _fitted(foot, self.length_mm) + _READ_RATIO * full, head + _AHEAD_RATIO * full
        x = np.arange(back, front, 1.0)
        line = np.column_stack([x, interspace_y_mm(foot, x)])
        corners = [[front, line[-1, 1] + _FAR_MM], [back - _FAR_MM, line[0, 1] + _FAR_MM]]
        return curve.opened(np.vstack([line, corners]), _CORNER_RATIO * full)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Shell: from the head back to the rim, .035 FL medial of the interspace. Insole: the declared shape."""
        if made.site.construction == "shell":
            return self.dose("length_mm", self._notch_mm(made)), self.dose("depth_mm", None, note="Cut through.")
        seen = made.exact & (self.field_mm(made.site) < -_SEEN_RATIO * self.depth_mm)
        if not seen.any():
            return self.dose("length_mm", 0.0), self.dose("depth_mm", 0.0)
        roofs = [roof[seen] for roof in self._roofs(made.site)]

        def shape(values: FloatArray) -> FloatArray:
            length, depth = (float(value) for value in values)
            return platform(depth, self._under(made.site.foot, roofs, length, depth))

        fit = shape_fit(shape, [self.length_mm, self.depth_mm], -made.change_mm[seen], steps=[0.01, 0.01])
        length, depth = (float(value) for value in fit.values)
        if not fit.told[0] or depth < 0.5 * self.depth_mm:
            note = f"A recess of {depth:.2f} mm has no side steep enough to tell its place to 0.05 mm."
            return self.dose("length_mm", None, note=note), self.dose("depth_mm", depth)
        return self.dose("length_mm", length), self.dose("depth_mm", depth)

    def _notch_mm(self, made: Made) -> float:
        """Return how far behind the head the rim lies where the oblique edge is straight, by the line through it."""
        foot, rim = made.site.foot, made.rim_mm
        head, read = foot.landmarks["mth1"].x_mm, _READ_RATIO * foot.foot_length_mm
        medial = rim[:, 1] - interspace_y_mm(foot, rim[:, 0]) - read
        near = np.abs(rim[:, 0] + medial - head + self.length_mm) < read
        here = near & (np.abs(medial) < _STRAIGHT_RATIO * read)
        return float(head - median((rim[:, 0] + medial)[here])) if here.any() else 0.0

    def _ahead_mm(self, site: Site) -> float:
        """Return how far ahead of the first head a recess ends."""
        ahead = ahead_of_heads_mm(site.foot, site.length) - _BEVEL_MM
        return min(_AHEAD_RATIO * site.foot.foot_length_mm, ahead)

    def _roof(self, site: Site) -> FloatArray:
        return self._under(site.foot, self._roofs(site), self.length_mm, self.depth_mm)

    def _roofs(self, site: Site) -> list[FloatArray]:
        """Return (nx, ny) each: what interspace, trim line and front allow, and x."""
        x = site.x_mm + 0.0 * site.y_mm
        head, length = site.foot.landmarks["mth1"].x_mm, site.foot.foot_length_mm
        medial = site.y_mm - interspace_y_mm(site.foot, site.x_mm)
        behind = rise(site.x_mm, head - _WALL_RATIO[0] * length, head - _WALL_RATIO[1] * length)
        clear = _EDGE_MM + (_WALL_MM - _EDGE_MM) * behind  # a side on the wall beside the arch would add to its slope
        return [_SIDE * medial, _SIDE * (site.inset_mm - clear), _SIDE * (head + self._ahead_mm(site) - x), x]

    def _under(self, foot: Foot, roofs: list[FloatArray], length_mm: float, depth_mm: float) -> FloatArray:
        *others, x = roofs
        back = foot.landmarks["mth1"].x_mm - length_mm
        return under_all(*others, _SIDE * (x - back) + 0.5 * depth_mm, corner_mm=_ROUND_MM)


def _fitted(foot: Foot, length_mm: float) -> float:
    """Return the length between .10 FL and the base of the first metatarsal, rounded where limited."""
    base = foot.landmarks["mth1"].x_mm - MT1_BASE_RATIO * foot.foot_length_mm
    return min(max(length_mm, round(_LEAST_RATIO * foot.foot_length_mm, 2)), round(base, 2))
