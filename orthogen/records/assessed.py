"""Assessed. what an assessment found: the load of each foot, beside the feet that were scanned."""

from orthogen.lazyclass import dataclass
from orthogen.records.foot import Foot
from orthogen.records.gait import Gait
from orthogen.records.load import Load, OnFoot
from orthogen.records.proposal import Flag, Proposal


@dataclass(frozen=True, kw_only=True)
class FootLoad:
    """The load of one foot and, where its scan is known and agrees, where it lies on that foot.

    on_foot: None without a scan of this side, or where the print does not fit it; `apart` then says why.
    """

    load: Load
    on_foot: OnFoot | None = None
    apart: str = ""


@dataclass(frozen=True, kw_only=True)
class Asymmetry:
    """Left against right of one measure: 100·|L − R| / (0.5·(L + R)), %, forces and pressures over each side's force.

    limit_percent, source: clinical.md B (Robinson 1987): more is to be looked at.
    """

    measure: str
    unit: str
    left: float
    right: float
    index_percent: float
    limit_percent: float = 10.0
    source: str = "clinical.md B (Robinson 1987)"


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """Everything that `orthogen assess` tells; a part that was not asked for is empty."""

    pressure: tuple[FootLoad, ...] = ()
    asymmetry: tuple[Asymmetry, ...] = ()
    feet: tuple[Foot, ...] = ()
    gait: tuple[Gait, ...] = ()
    flags: tuple[Flag, ...] = ()
    proposal: Proposal | None = None
