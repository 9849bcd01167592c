"""Load. how one foot loads the ground, measured on a pressure recording."""

from collections.abc import Mapping
from typing import Literal

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.pressure import Instrument

MASKS = ("heel", "midfoot", "mth1", "mth2", "mth3", "mth4", "mth5", "hallux", "toes")


@dataclass(frozen=True, kw_only=True)
class MaskLoad:
    """One part of the sole. pti_peak: time integral of its highest pressure; pti_mean: of its mean pressure."""

    peak_kpa: float
    pti_peak_kpa_s: float
    pti_mean_kpa_s: float
    area_cm2: float


@dataclass(frozen=True, kw_only=True)
class Instant:
    """One moment of the clearest step: share of the contact time, force, centre of pressure, share under the toes.

    cop_mm: in the print's own frame. kpa (n,): on the cells of the load.
    """

    name: Literal["heel", "mid", "late"]
    share: float
    force_n: float
    cop_mm: tuple[float, float]
    toe_share: float
    kpa: FloatArray


@dataclass(frozen=True, kw_only=True)
class Load:
    """One foot in one recording: the mean of its whole steps, peaks of the sensors as they are.

    side: "unsure" where the print tells neither. arch_index, cpei_percent: None where they are not defined (in a shoe,
    a cut print). The print's own frame: forward from the rear end of its contact along its axis, and medial, mm.
    place_mm (n, 2), area_mm2 (n,), peak_kpa (n,), mask (n,): the cells of the clearest step in that frame; mask is the
    index into MASKS, −1 for none. path_mm (k, 2): its centre of pressure. masks: name out of MASKS -> mean load.
    stance_force_n (101,), stance_peak_kpa: mask -> (101,): means over the steps from 0 to 100 % of the contact; empty
    for a single picture. instants: heel peak, middle and forefoot peak of the clearest step; none for a picture.
    peak_force_n: the highest total of the recording; step_force_n: mean of the highest of each whole step.
    step_cv_percent: spread of the steps' highest forces, None below two steps.
    """

    file: str
    instrument: Instrument
    format: str
    side: Literal["left", "right", "unsure"]
    unit_original: str
    frames: int
    rate_hz: float
    body_mass_kg: float | None
    steps: int
    step_cv_percent: float | None
    contact_s: float
    length_mm: float
    width_mm: float
    peak_force_n: float
    step_force_n: float
    contact_area_cm2: float
    arch_index: float | None
    cpei_percent: float | None
    masks: Mapping[str, MaskLoad]
    place_mm: FloatArray
    area_mm2: FloatArray
    peak_kpa: FloatArray
    mask: IntArray
    path_mm: FloatArray
    stance_force_n: FloatArray
    stance_peak_kpa: Mapping[str, FloatArray]
    instants: tuple[Instant, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class OnFoot:
    """Where a print lies on a scanned foot, in its canonical frame (a left foot mirrored), mm.

    foot_from_print (3, 3): homogeneous, print frame of the Load -> foot frame, a turn and a shift without scale.
    correlation: of the square roots of both maximum pictures after smoothing. scale_ratio: length of the scan over the
    length that the print speaks of. grid, peak_kpa (nx, ny): the print's maximum picture, 0 where it has no contact.
    path_mm (k, 2): centre of pressure. heads_mm: "mth1" … "mth5" -> place where the print is loaded most under that
    head; a head without load is absent. masks: as in Load, cut by the landmarks of the scan.
    """

    foot_from_print: FloatArray
    correlation: float
    scale_ratio: float
    grid: Grid
    peak_kpa: FloatArray
    path_mm: FloatArray
    heads_mm: Mapping[str, tuple[float, float]]
    masks: Mapping[str, MaskLoad]
    mask: IntArray
