"""Device. the design, the solid and the verdict of one insole."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose, Finding, Verdict, verdict
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.site import Site
from orthogen.records.variant import Variant
from orthogen.records.zones import Zoned

NOTHING_MM: FloatArray = frozen(np.zeros((1, 1)))
# how high the foot may stand on a device in an ordinary shoe (clinical.md C.1)
MOST_STACK_MM: Mapping[Literal["heel", "forefoot"], float] = {"heel": 20.0, "forefoot": 6.0}


@dataclass(frozen=True, kw_only=True)
class Design:
    """The foot bed as fields on `grid` (nx, ny), foot frame, mm, defined ≥ 4 mm beyond the trim line.

    outline_mm (m, 2): trim line, counter-clockwise, ≤ 0.7 mm chords; inset_mm: distance inside it.
    base_mm: the fitted skin; bed_mm: after all modifications; tilt_mm: posts and lifts on the top.
    rim_cap_mm: the height that the rim was cut to, posts and lifts included. noise_mm: of the scan, as the fit saw it.
    relief_mm: pads less wells, as far as they stand. cover_mm ≤ 0: how far the whole bed was lowered for a cover.
    fields_mm: KIND -> the field of a modification at its place in the order, before others overlapped it.
    site: the uncut skin. settled: the prescription after its guards; clamps: KIND -> what they did, in sentences.
    """

    grid: Grid
    outline_mm: FloatArray
    inset_mm: FloatArray
    base_mm: FloatArray
    bed_mm: FloatArray
    rim_cap_mm: FloatArray
    tilt_mm: FloatArray
    noise_mm: float
    site: Site
    settled: Prescription
    clamps: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]
    relief_mm: FloatArray
    cover_mm: FloatArray
    fields_mm: Mapping[str, FloatArray]

    @property
    def stood_on_mm(self) -> FloatArray:
        """The surface (nx, ny) that the foot will stand on: the bed with a cover's allowance filled up."""
        return self.bed_mm - self.cover_mm

    @property
    def sole_mm(self) -> FloatArray:
        """The height of the shoe's inner sole (nx, 1), to which the solid is bent; zeros for a flat shoe."""
        shoe = self.settled.shoe
        return np.zeros_like(self.grid.x_mm) if shoe.is_flat else shoe.sole_mm(self.site.foot, self.grid.x_mm)


@dataclass(frozen=True, kw_only=True)
class Insole:
    """Top and bottom as fields on one grid inside one outline, foot frame: all that the solid needs.

    least_wall_mm: what must remain everywhere but at the named edges, a shell's label included.
    """

    grid: Grid
    inset_mm: FloatArray
    top_mm: FloatArray
    bottom_mm: FloatArray
    least_wall_mm: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Solid:
    """The closed device: triangles (n, 3, 3) mm in the STL frame, as worn, lowest point at z = 0.

    stl_from_foot: 4×4, canonical foot frame → STL frame (mirror for a left foot, lift to the floor).
    """

    triangles_mm: FloatArray
    stl_from_foot: FloatArray


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How well the device's foot bed, freed of its prescribed changes, follows the raw scan over the contact area.

    Vertical gaps of the scan's points: mean and 95th percentile of their size, root mean square, share within 1 mm.
    """

    mean_abs_gap_mm: float
    rms_gap_mm: float
    p95_gap_mm: float
    within_1mm_ratio: float
    noise_mm: float


@dataclass(frozen=True, kw_only=True)
class Device:
    """One insole with its proof.

    prescription: as ordered, before its guards. stl: the exported bytes, the ones that were verified; sha256: of them.
    stl_from_file: 4×4, scan file coordinates → STL, determinant > 0. stl_from_foot: 4×4, foot frame → STL.
    footprints_mm: KIND -> how much that modification alone changes the foot bed (nx, ny) of the design.
    findings: those of design, solid and checks; the foot has its own. timings_s: stage of the program -> seconds.
    variant: its place in a series of doses, None of a device that stands alone. zoned: its zones of hardness, None if
    none are ordered.
    """

    foot: Foot
    prescription: Prescription
    stl: bytes
    sha256: str
    stl_from_file: FloatArray
    fit: Fit
    findings: tuple[Finding, ...]
    doses: tuple[Dose, ...]
    design: Design
    insole: Insole
    footprints_mm: Mapping[str, FloatArray]
    stl_from_foot: FloatArray
    faces: int
    volume_mm3: float
    timings_s: Mapping[str, float] = field(default_factory=dict)
    variant: Variant | None = None
    zoned: Zoned | None = None

    @property
    def verdict(self) -> Verdict:
        """Rejected if any finding is a fault or any dose is off."""
        return verdict((*self.findings, *self.doses))
