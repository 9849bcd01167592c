"""Printed. a printed part, scanned, beside its design."""

from dataclasses import dataclass

from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding, Verdict, verdict


@dataclass(frozen=True, kw_only=True)
class PrintedPart:
    """How far a printed part is from its design. design_from_scan: 4×4, scan's coordinates in mm -> STL frame.

    scale_ratio: size of the part over that of the design. findings: one for each zone, a fault where it is out of
    tolerance.
    """

    case: str
    version: str
    side: str
    process: str
    tolerance_mm: float
    design_from_scan: FloatArray
    scale_ratio: float
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """Accepted if every zone is within tolerance."""
        return verdict(self.findings)
