"""Norms. a measured foot -> where its measures stand against what is usual, with the source."""

from orthogen.lazyclass import dataclass
from orthogen.records.foot import Foot


@dataclass(frozen=True, kw_only=True)
class Norm:
    """The usual range of one measure; below and above name its words, source tells who says so."""

    low: float
    high: float
    below: str
    above: str
    source: str

    def place(self, value: float) -> str:
        """Return "below", "within" or "above"."""
        return "below" if value < self.low else "above" if value > self.high else "within"


# An area ratio falls as the arch rises. Read of a standing footprint; body fat raises it (Wearing 2004).
ARCH_INDEX = Norm(
    low=0.21, high=0.26, below="high_arch", above="low_arch",
    source="Cavanagh & Rodgers 1987, clinical.md A.4",
)  # fmt: skip


def norm_of(foot: Foot, measure: str) -> Norm | None:
    """Return the norm that may be held against this measure of this foot, None where there is none.

    The arch index is defined on the print of a loaded foot: an unloaded one is not compared, nor one pressed flat.
    """
    return ARCH_INDEX if measure == "arch_index" and foot.load == "standing" and not foot.sole_flattened else None
