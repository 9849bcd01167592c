"""Device. the design, the solid and the verdict of one insole, and the build that holds one or two of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.records.finding import Dose, Finding
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.site import Site


@dataclass(frozen=True, kw_only=True)
class Design:
    """The foot bed as fields on `grid` (nx, ny), foot frame, mm, defined ≥ 4 mm beyond the trim line.

    outline_mm (m, 2): trim line, counter-clockwise, ≤ 0.7 mm chords; inset_mm: distance inside it.
    base_mm: the fitted skin; bed_mm: after all modifications; rim_cap_mm: the rim height that was cut to.
    tilt_mm: posts and lifts on the top. settled: the prescription after its guards; clamps: KIND -> sentences.
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


@dataclass(frozen=True, kw_only=True)
class Insole:
    """Top and bottom as fields on one grid inside one outline, foot frame: all that the solid needs.

    lever_mm: heel centre → distal edge, the arm on which a shell's heel lift acts.
    """

    grid: Grid
    outline_mm: FloatArray
    inset_mm: FloatArray
    top_mm: FloatArray
    bottom_mm: FloatArray
    least_wall_mm: float
    lever_mm: float
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
    """How well the device's foot bed, freed of its prescribed changes, follows the raw scan over the contact area."""

    mean_abs_gap_mm: float
    rms_gap_mm: float
    p95_gap_mm: float
    within_1mm_ratio: float
    noise_mm: float


@dataclass(frozen=True, kw_only=True)
class Device:
    """One insole with its proof; `stl` are the exported bytes that were verified."""

    foot: Foot
    prescription: Prescription
    stl: bytes
    stl_from_file: FloatArray
    fit: Fit
    findings: tuple[Finding, ...]
    doses: tuple[Dose, ...]
    design: Design
    insole: Insole
    faces: int
    volume_mm3: float
    timings_s: Mapping[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> Literal["accepted", "rejected"]:
        """Rejected if any finding is a fault or any dose is off."""
        good = all(item.ok for item in self.findings) and all(dose.ok for dose in self.doses)
        return "accepted" if good else "rejected"
