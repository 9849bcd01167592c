"""Load. how one foot loads the ground, measured on a pressure recording."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

MASKS = ("heel", "midfoot", "mth1", "mth2", "mth3", "mth4", "mth5", "hallux", "toes")


@dataclass(frozen=True, kw_only=True)
class MaskLoad:
    """One part of the sole. pti_peak: time integral of its highest pressure; pti_mean: of its mean pressure."""

    peak_kpa: float
    pti_peak_kpa_s: float
    pti_mean_kpa_s: float
    area_cm2: float


@dataclass(frozen=True, kw_only=True)
class Load:
    """One foot in one recording: the mean of its whole steps, peaks of the sensors as they are.

    side: "unsure" where the print tells neither. arch_index, cpei_percent: None where they are not defined (in a shoe,
    no midfoot contact, a cut print). place_mm (n, 2): the cells in the print's own frame, forward from its rear end and
    medial; peak_kpa (n,). path_mm (k, 2): the centre of pressure in that frame. masks: name out of MASKS -> load.
    """

    file: str
    format: str
    side: Literal["left", "right", "unsure"]
    unit_original: str
    frames: int
    rate_hz: float
    steps: int
    contact_s: float
    length_mm: float
    width_mm: float
    peak_force_n: float
    contact_area_cm2: float
    arch_index: float | None
    cpei_percent: float | None
    masks: Mapping[str, MaskLoad]
    place_mm: FloatArray
    peak_kpa: FloatArray
    path_mm: FloatArray
    findings: tuple[Finding, ...]
