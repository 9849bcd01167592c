"""Prediction. what a spring model expects a device to change, as bands; never an absolute pressure."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass
from orthogen.records.load import MASKS

PARTS = (*MASKS, "shaft")
Part = str
Told = Literal["lower", "higher", "unclear", "new_contact", "direction_lower", "direction_higher"]
InstantName = Literal["heel", "mid", "late"]


@dataclass(frozen=True, kw_only=True)
class Loading:
    """One moment of the stance: force, where it acts in the foot frame (mm), share of it that the toes carry."""

    name: InstantName
    force_n: float
    x_mm: float
    y_mm: float
    toe_share: float


@dataclass(frozen=True, kw_only=True)
class Support:
    """What a foot stands on, on `grid` (nx, ny): top_mm, and under it one column depth_mm of stiff_kpa.

    Where depth_mm is 0 it is rigid. shoe_mm_per_kpa: the shoe in series, everywhere alike; 0 is a plate.
    """

    grid: Grid
    top_mm: FloatArray
    depth_mm: FloatArray
    stiff_kpa: FloatArray
    shoe_mm_per_kpa: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Why no percentages are told: a check of the list of refusals (prediction.md 5) and one sentence with numbers."""

    check: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """The change of the highest 10 mm mean pressure under one part of the sole, %, new against the shoe's flat floor.

    median, low, high: of the samples, the ends 5 and 95 %, each widened by 10 points for the form of the model; None
    where no number is told. told: what may be said of it; near_edge: a modification ends within 15 mm of the part.
    """

    part: Part
    told: Told
    median: float | None
    low: float | None
    high: float | None
    near_edge: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Offload:
    """Relief at a target, its safety ring and all else together: medians of the samples, %.

    ring: the worst part that touches the target; remote: the worst of all others. passes: the target falls, and neither
    rises by more than `most_rise_percent`; None where the bands do not tell.
    """

    target: Part
    relief: Change
    ring: Change | None
    remote: Change | None
    most_rise_percent: float
    passes: bool | None


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How the model was made to agree with one barefoot print: the heights of the sole, the stiffness of the toes.

    dz_mm (nx, ny) on `grid`: added to the skin. toe_ratio: on the tissue of the toes. rms_ratio: instant -> root mean
    square of the error over the mean pressure, behind the toes. clamped_share: of the loaded area at the limit of 4 mm.
    """

    grid: Grid
    dz_mm: FloatArray
    toe_ratio: float
    rms_ratio: Mapping[str, float]
    clamped_share: float
    correlation: float
    steps: int


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """One foot on one device against the same foot on the shoe's flat floor; refused: then there are no changes.

    before_share, after_share (nx, ny): highest pressures of the stance as shares of the highest before; a map without
    unit on purpose. calibration: None without a print. assumed: what was taken for granted, in sentences.
    """

    side: Literal["left", "right"]
    scan: Literal["loaded", "unloaded"]
    refused: tuple[Refused, ...]
    changes: tuple[Change, ...] = ()
    grid: Grid | None = None
    before_share: FloatArray | None = None
    after_share: FloatArray | None = None
    correlation: float | None = None
    steps: int = 0
    assumed: tuple[str, ...] = ()
    offload: Offload | None = None

    @property
    def calibrated(self) -> bool:
        """True where a barefoot print of the same foot was used."""
        return self.correlation is not None


@dataclass(frozen=True, kw_only=True)
class Try:
    """One point of the trade-off: the doses that differ from the order, what they change, how much they intervene.

    change: at the target, with its band. elsewhere_high_percent: the highest upper end of the bands of all other parts
    that may not rise; None where none is loaded.
    """

    doses: Mapping[str, float]
    intervention: float
    change: Change
    elsewhere_high_percent: float | None


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """What the model would try for a target, beside its trade-off curve; a clinician confirms it or does not.

    target_percent: negative is relief. best: None where refused. reachable: False where the target lies outside the
    best's band: "not reachable by this insole in this model". alternatives: where it is so, or no reliable change is
    expected.
    """

    side: Literal["left", "right"]
    target: Part
    target_percent: float
    refused: tuple[Refused, ...]
    best: Try | None = None
    reachable: bool = False
    curve: tuple[Try, ...] = ()
    alternatives: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One part of one foot in a validation: what was foretold, and what was measured in the shoe, %."""

    person: str
    side: Literal["left", "right"]
    change: Change
    measured_percent: float


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How foretold medians and bands agree with measurements, over the parts that were told with a number.

    bias_percent, sd_percent: of measured − foretold, in points; limits: bias ± 1.96 sd (Bland & Altman 1986).
    inside_ratio: of the measurements within their band; sign_ratio: of the signs told that were measured; None: none.
    """

    part: Part | Literal["all"]
    count: int
    bias_percent: float
    sd_percent: float | None
    limits_percent: tuple[float, float] | None
    inside_ratio: float
    signs: int
    sign_ratio: float | None


@dataclass(frozen=True, kw_only=True)
class Validation:
    """A comparison over some people: every row, the statistics, and who was refused or left out, with the reason."""

    rows: tuple[Measured, ...]
    agreement: tuple[Agreement, ...]
    left_out: tuple[tuple[str, str], ...]
