"""Printed. what a scan of a printed part says of it: its zones, its scale and bend, and whether it may be used."""

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding, Verdict, verdict

ZONES = ("heel_cup", "arch", "forefoot", "rim", "underside")


@dataclass(frozen=True, kw_only=True)
class Design:
    """One issued device to compare a print with: its file, and the foot it was made for."""

    side: str
    file: str
    sha256: str
    foot_length_mm: float


@dataclass(frozen=True, kw_only=True)
class ZoneDeparture:
    """How far one zone of the print stands outside its design, mm: mean and 95th percentile of the size.

    seen_ratio: share of the zone that the scan shows; of a zone that it hardly shows nothing is said (NaN).
    """

    zone: str
    seen_ratio: float
    mean_mm: float
    p95_mm: float
    ok: bool


@dataclass(frozen=True, kw_only=True)
class PrintCheck:
    """A printed part beside its design. tolerance_mm: of its process, on this length.

    scale_error_percent > 0: printed too large. bend_mm: highest less lowest place of a smooth bend of the whole.
    points_mm (n, 3), departure_mm (n,), NaN where unseen: of the design's surface; zone (n,): number in ZONES.
    """

    case: str
    version: str
    design: Design
    process: str
    tolerance_mm: float
    unit: str
    scale_error_percent: float
    bend_mm: float
    zones: tuple[ZoneDeparture, ...]
    findings: tuple[Finding, ...]
    design_from_file: FloatArray
    points_mm: FloatArray
    departure_mm: FloatArray
    zone: IntArray

    @property
    def verdict(self) -> Verdict:
        """Rejected if any finding is a fault."""
        return verdict(self.findings)
