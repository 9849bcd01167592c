"""Oval. place, size -> a dome on an oval of the foot bed; height and size as a finished device shows them."""

from dataclasses import replace

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import dome, rise
from orthogen.kernel.shape_fit import ShapeFit, shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.foot import Foot, Landmark
from orthogen.records.prescription import Modification
from orthogen.records.site import Made, Site

_CLEAR_MM, _FADE_MM = 0.5, 4.0
_STEEPEST_DEG, _DOME_STEEPEST = 35.0, 1.54
_FLATTEST = float(np.tan(np.radians(_STEEPEST_DEG))) / _DOME_STEEPEST
_AROUND = 1.1
_STEP_MM = 0.01


@dataclass(frozen=True, kw_only=True)
class Oval:
    """Dome (1 − u²)² on an ellipse: its middle, its long axis (a unit vector), its length and width, mm.

    Towards the trim line it fades to nothing from 4 to 0.5 mm inside, so that the rim stays what it is.
    """

    x_mm: float
    y_mm: float
    along: tuple[float, float]
    length_mm: float
    width_mm: float

    @property
    def most_mm(self) -> float:
        """The greatest height whose flanks stay below 35°."""
        return _FLATTEST * 0.5 * min(self.length_mm, self.width_mm)

    def share(self, site: Site, *, only: BoolArray | None = None) -> FloatArray:
        """Return the dome of height 1 (nx, ny), or at these nodes (n,)."""
        x, y, inset = np.broadcast_arrays(site.x_mm - self.x_mm, site.y_mm - self.y_mm, site.inset_mm)
        if only is not None:
            x, y, inset = x[only], y[only], inset[only]
        u, v = self.along[0] * x + self.along[1] * y, self.along[0] * y - self.along[1] * x
        return dome(np.hypot(2.0 * u / self.length_mm, 2.0 * v / self.width_mm)) * rise(inset, _CLEAR_MM, _FADE_MM)

    def fitted(self, made: Made, height_mm: float) -> ShapeFit | None:
        """Return height, length and width, mm, by least squares of the dome in its place to the change there.

        None where the device has ended before it.
        """
        site = made.site
        around = replace(self, length_mm=_AROUND * self.length_mm, width_mm=_AROUND * self.width_mm)
        seen = (around.share(site) > 0.0) & made.exact
        if not seen.any():
            return None

        def shape(values: FloatArray) -> FloatArray:
            sized = replace(self, length_mm=float(values[1]), width_mm=float(values[2]))
            return float(values[0]) * sized.share(site, only=seen)

        start = (height_mm, self.length_mm, self.width_mm)
        return shape_fit(shape, start, made.change_mm[seen], steps=(_STEP_MM,) * 3)

    def doses(self, item: Modification, made: Made) -> tuple[Dose, ...]:
        """Return height, length and width asked versus got of the modification that ordered this oval.

        A length or width is not measured where the flanks are too flat to tell it.
        """
        asked = item.values
        height = float(asked["height_mm"])
        fit = self.fitted(made, height)
        if fit is None:
            return (item.dose("height_mm", 0.0),)
        doses = [item.dose("height_mm", float(fit.values[0]))]
        for name, value, told in zip(("length_mm", "width_mm"), fit.values[1:], fit.told[1:], strict=True):
            size = float(asked[name])
            note = "" if told else f"{height:.2f} mm over {size:.0f} mm is too flat to tell its {name[:-3]} to 0.05 mm."
            doses.append(item.dose(name, float(value) if told else None, note=note))
        return tuple(doses)


@dataclass(frozen=True, kw_only=True)
class Room:
    """The greatest and the least size of an oval: shares of the foot length, and mm below which nothing is made."""

    name: str
    most_ratio: tuple[float, float]
    least_mm: tuple[float, float]

    def limited(
        self, foot: Foot, *, height_mm: float, length_mm: float, width_mm: float
    ) -> tuple[dict[str, float], tuple[str, ...]]:
        """Return height, length and width by field name as this foot takes them, and a sentence for each change.

        Flanks stay below 35°.
        """
        said = []
        length = max(min(length_mm, self.most_ratio[0] * foot.foot_length_mm), self.least_mm[0])
        width = max(min(width_mm, self.most_ratio[1] * foot.foot_length_mm), self.least_mm[1])
        if (length, width) != (length_mm, width_mm):
            said.append(
                f"On a foot of {foot.foot_length_mm:.0f} mm the {self.name} was limited to "
                f"{length:.1f} × {width:.1f} mm."
            )
        most = _FLATTEST * 0.5 * min(length, width)
        if height_mm > most:
            said.append(
                f"{height_mm:g} mm on {length:.1f} × {width:.1f} mm would be steeper than {_STEEPEST_DEG:g}°, so the "
                f"height of the {self.name} was limited to {most:.2f} mm."
            )
        return {"height_mm": min(height_mm, most), "length_mm": length, "width_mm": width}, tuple(said)


def beside_edge(site: Site, mark: Landmark, *, towards: Landmark, length_mm: float, width_mm: float) -> Oval:
    """Return the oval beneath a landmark, its long axis from the heel centre to `towards`.

    Where half its width reaches over the trim line it is moved that far towards the middle of the foot.
    """
    heel = site.foot.landmarks["heel_centre"]
    along = np.array([towards.x_mm - heel.x_mm, towards.y_mm - heel.y_mm])
    along = along / np.hypot(*along)
    inset = float(site.grid.sample_linear(site.inset_mm, np.array([mark.x_mm]), np.array([mark.y_mm]))[0])
    inwards = float(np.copysign(max(0.0, 0.5 * width_mm + _CLEAR_MM - inset), mark.y_mm))
    return Oval(
        x_mm=mark.x_mm, y_mm=mark.y_mm - inwards, along=(float(along[0]), float(along[1])),
        length_mm=length_mm, width_mm=width_mm,
    )  # fmt: skip
