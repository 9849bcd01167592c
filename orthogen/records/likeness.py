"""Likeness. two scans of feet, laid over each other -> whether they show one foot, and what changed between them."""

from typing import Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

SameOrNot = Literal["same_foot", "other_load", "mirrored_copy", "other_side", "other_foot", "unsure"]
ONE_FOOT: tuple[SameOrNot, ...] = ("same_foot", "other_load", "mirrored_copy")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One measure of two scans. limit_mm: below it two scans of one foot differ by themselves (clinical.md A.5)."""

    measure: str
    a_mm: float
    b_mm: float
    limit_mm: float

    @property
    def difference_mm(self) -> float:
        """Second scan minus first."""
        return self.b_mm - self.a_mm

    @property
    def counts(self) -> bool:
        """True from the limit on; under another load it counts as that load's, not as change over time."""
        return abs(self.difference_mm) >= self.limit_mm


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """How the second foot lies on the first at best fit.

    rms_mm, p95_mm: distance of the skin below 40 mm, along its normal; outline_rms_mm: of the outlines, in plan.
    shape_mm: what is left behind the toes once noise is averaged out, the number that decides; toes_mm: the same of
    the toes' outline; hindfoot_mm: of the heel's outline, fitted alone. Infinite where nothing faces the other foot.
    overlap_ratio: share of both skins that has skin of the other beside it.
    b_from_a: 4×4, canonical frame of a → that of b.
    """

    rms_mm: float
    p95_mm: float
    outline_rms_mm: float
    shape_mm: float
    toes_mm: float
    hindfoot_mm: float
    overlap_ratio: float
    b_from_a: FloatArray

    @property
    def mirrors(self) -> bool:
        """True if the canonical shapes match only as mirror images: one foot was taken for the wrong side."""
        return bool(np.linalg.det(self.b_from_a[:3, :3]) < 0)


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What two scans a and b have in common.

    same_foot: one foot. other_load: one foot, standing in one scan and not in the other. mirrored_copy: one scan, and
    its mirror image. other_side: left and right, so alike that they are probably one person's. other_foot: neither.
    unsure: the numbers lie between the limits; never read it as any of the others.
    margin_mm: how far the deciding number is from the limit at which the verdict would be another.
    overlay: None where the measures are so far apart that the feet were not laid over each other.
    changes: length, ball width, heel width, arch height.
    """

    verdict: SameOrNot
    margin_mm: float
    overlay: Overlay | None
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @property
    def one_foot(self) -> bool:
        """True if both scans show one foot: a left and a right order for which it is True are a mistake."""
        return self.verdict in ONE_FOOT
