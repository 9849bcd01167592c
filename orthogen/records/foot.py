"""Foot. one foot in the canonical frame: right foot, x anterior, y medial, z up, mm; a left foot is mirrored."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_max, smooth_min
from orthogen.kernel.grid import Grid
from orthogen.kernel.parabola import parabola
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.scan import Unit, UnitSource

Side = Literal["left", "right", "unsure"]
Kind = Literal["whole_foot", "sole", "impression", "cloud"]
Load = Literal["standing", "unloaded", "unknown"]
LoadSource = Literal["found", "given"]
MEASURES = ("foot_length_mm", "ball_width_mm", "heel_width_mm", "arch_height_mm", "arch_index")
LANDMARKS = (
    "pternion",
    "heel_centre",
    "mth1",
    "mth2",
    "mth3",
    "mth4",
    "mth5",
    "arch_apex",
    "navicular",
    "cuboid",
    "hallux_tip",
    "toe2_tip",
)


@dataclass(frozen=True, kw_only=True)
class Landmark:
    """A named point: mth1–5 are head centres, all others lie on the plantar skin. sd_mm: plan uncertainty.

    source: "detected" | "ratio" | "given".
    """

    x_mm: float
    y_mm: float
    z_mm: float
    sd_mm: float
    source: Literal["detected", "ratio", "given"]


@dataclass(frozen=True, kw_only=True)
class PlantarMap:
    """z_mm (nx, ny) on `grid`: the lowest skin above each node, NaN where there is none or it is above 40 mm.

    noise_mm: standard deviation of the scanner noise found on it.
    """

    grid: Grid
    z_mm: FloatArray
    noise_mm: float


@dataclass(frozen=True, kw_only=True)
class Foot:
    """Pose, measures, landmarks and plantar map of one foot; measures as in ../scans/README.md "Truth".

    skin_mm (k, 3): raw scan vertices of the plantar skin (z < 40 mm) in this frame, for the gap to the scan.
    outline_mm (m, 2): ground outline of the foot below 40 mm, counter-clockwise, closed implicitly.
    foot_from_file: 4×4, file coordinates → this frame in mm, mirror included for a left foot.
    sole_flattened: a standing scan whose sole carries no arch; the arch must then come from the profile.
    """

    side: Side
    side_confidence: float
    votes: Mapping[str, float]
    unit: Unit
    unit_source: UnitSource
    kind: Kind
    load: Load
    load_source: LoadSource = "found"
    foot_length_mm: float
    ball_width_mm: float
    heel_width_mm: float
    arch_height_mm: float
    arch_index: float
    sole_flattened: bool
    landmarks: Mapping[str, Landmark]
    plantar: PlantarMap
    outline_mm: FloatArray
    skin_mm: FloatArray
    foot_from_file: FloatArray
    findings: tuple[Finding, ...]

    @property
    def mirrored(self) -> bool:
        """True for a left foot: this record shows its mirror image."""
        return self.side == "left"

    def mth_line_x_mm(self, y_mm: FloatArray) -> FloatArray:
        """Return x of the metatarsal parabola at y: least squares through the heads, held beyond the outer two."""
        heads = [self.landmarks[name] for name in ("mth1", "mth2", "mth3", "mth4", "mth5") if name in self.landmarks]
        y, x = [head.y_mm for head in heads], [head.x_mm for head in heads]
        within = smooth_min(smooth_max(y_mm, np.array(min(y)), 10.0), np.array(max(y)), 10.0)
        return parabola(y, x)(within)
