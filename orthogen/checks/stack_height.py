"""Stack height. finished device -> how high the foot stands on it in the shoe, under heel and ball."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import MOST_STACK_MM, Design
from orthogen.records.finding import Finding

_PLACES = {"heel": ("heel_centre",), "forefoot": ("mth1", "mth2", "mth3", "mth4", "mth5")}
_ABOUT_MM = 0.25  # the limits are said with "about"


def check(design: Design, top_mm: FloatArray, bottom_mm: FloatArray) -> tuple[Finding, ...]:
    """Return how far the skin is raised above the floor on which the device stands, under heel and highest head.

    top_mm, bottom_mm (nx, ny): the device, NaN outside. The floor is what carries its underside along the long axis, so
    that a lift below a shell counts and its posts, which turn about that axis, do not. A warning above 20 mm under the
    heel or 6 mm under the forefoot, what ordinary shoes take (clinical.md C.1). A device that ends behind the heads has
    no forefoot.
    """
    raised_mm = top_mm - design.base_mm - _floor_mm(design, bottom_mm)[:, None]
    return tuple(
        _judged(part, height, where)
        for part, marks in _PLACES.items()
        for height, where in [_highest(design, raised_mm, top_mm, marks)]
        if where is not None
    )


def _floor_mm(design: Design, bottom_mm: FloatArray) -> FloatArray:
    """Return the height (nx,) of the floor under each station: the lower convex hull of the underside on the axis."""
    x = design.grid.x_mm[:, 0]
    low = design.grid.sample_linear(bottom_mm, x, np.full(len(x), design.site.foot.landmarks["heel_centre"].y_mm))
    hull: list[tuple[float, float]] = []
    for at, z in zip(x[np.isfinite(low)].tolist(), low[np.isfinite(low)].tolist(), strict=True):
        while len(hull) > 1 and _above_chord(hull[-2], hull[-1], (at, z)):
            hull.pop()
        hull.append((at, z))
    floor: FloatArray = np.interp(x, [at for at, _ in hull], [z for _, z in hull])
    return floor


def _above_chord(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    """Return whether b lies on or above the line from a to c."""
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])


def _highest(
    design: Design, raised_mm: FloatArray, top_mm: FloatArray, marks: tuple[str, ...]
) -> tuple[float, tuple[float, float, float] | None]:
    """Return the greatest rise at these landmarks and where it is, None if the device reaches none of them."""
    found = [design.site.foot.landmarks[name] for name in marks if name in design.site.foot.landmarks]
    x, y = np.array([mark.x_mm for mark in found]), np.array([mark.y_mm for mark in found])
    rise = design.grid.sample_linear(raised_mm, x, y)
    if not np.isfinite(rise).any():
        return 0.0, None
    k = int(np.nanargmax(rise))
    return float(rise[k]), (
        float(x[k]),
        float(y[k]),
        float(design.grid.sample_linear(top_mm, x[k : k + 1], y[k : k + 1])[0]),
    )


def _judged(part: str, height: float, where: tuple[float, float, float]) -> Finding:
    most = MOST_STACK_MM["heel" if part == "heel" else "forefoot"]
    good = height <= most + _ABOUT_MM
    said = f"The foot stands {height:.1f} mm high under the {part}"
    return Finding(
        check=f"stack_height_{part}",
        note=f"{said}." if good else f"{said}, more than the {most:g} mm of ordinary shoes: it needs a deeper shoe.",
        measured=height,
        unit="mm",
        high=most,
        level="note" if good else "warning",
        where_mm=where,
    )
