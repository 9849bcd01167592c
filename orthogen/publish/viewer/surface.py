"""Surface. what the viewer shows: surfaces with values at their points, and the scales of those values."""

from collections.abc import Mapping
from dataclasses import field

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Side


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One kind of value and its colours, the same for both feet.

    title: in the words of the page. low, high: the ends of the colours, in `unit`; values beyond are still read as
    they are. step: between the numbers of the legend and the lines on the surface; a divisor of low and high.
    two_sided: colours for both signs around zero, then low = −high. own: it belongs to one modification.
    """

    key: str
    title: str
    unit: str
    low: float
    high: float
    step: float
    two_sided: bool = False
    own: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Surface:
    """points_mm (n, 3) in the STL frame; faces (m, 3), outward; values: key of a scale -> (n,), NaN where unknown."""

    points_mm: FloatArray
    faces: IntArray
    values: Mapping[str, FloatArray] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ViewedFoot:
    """One side of the viewer. stl_from_foot: 4×4, right-foot frame → STL frame, for places of findings."""

    side: Side
    device: Surface | None
    scan: Surface | None
    stl_from_foot: FloatArray
