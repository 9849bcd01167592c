"""Shell. the surface at a distance from a mesh, as a file of triangles holds it."""

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding


@dataclass(frozen=True, kw_only=True)
class OffsetSurface:
    """corners_mm (n, 3, 3), counter-clockwise seen from outside, in the axes of the file it was made from.

    findings: what was done to the mesh before, and to the surface so that no two faces meet.
    """

    corners_mm: FloatArray
    distance_mm: float
    volume_mm3: float
    findings: tuple[Finding, ...]
