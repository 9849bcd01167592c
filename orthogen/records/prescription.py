"""Prescription. what is ordered for one foot: modifications with their doses, construction, length, thickness."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import MISSING, field, fields
from enum import IntEnum
from typing import Any, ClassVar, Literal, Self

import numpy as np

from orthogen.errors import OutOfRange
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.foot import Foot
from orthogen.records.guard import Against, Need
from orthogen.records.shoe import FLAT, Shoe
from orthogen.records.site import Block, Construction, Length, Made, Material, Site

DOSE_TOLERANCE = 0.05  # mm or degrees, geometry.md 8
_LAND_MM = 2.0
Value = float | str


class Stage(IntEnum):
    """Where a modification acts on the foot bed, and its place in a prescription (surface.md 5 and 9).

    FILL, BALANCE and SKIVE correct the cast, each on what the one before left. LIFT and POST raise or tilt the
    corrected bed. RIM is no addition: it is the height to which the edge is cut. PAD stands on top; where pads overlap,
    the higher one counts, blended over 2 mm. WELL is taken out of all that; where wells overlap, the deeper one counts.
    COVER makes room for what is glued on top. `design.bed` cuts the rim first, which gives the same bed and keeps
    every dose exact.
    """

    FILL = 1
    BALANCE = 2
    SKIVE = 3
    LIFT = 4
    POST = 5
    RIM = 6
    PAD = 7
    WELL = 8
    COVER = 9


def within(
    low: float,
    high: float,
    *,
    default: float,
    soft: tuple[float, float] | None = None,
    unit: str = "mm",
    source: str,
) -> Any:
    """Declare a dose with hard limits (refused outside), soft limits (a named warning outside), default and source."""
    soft_low, soft_high = soft or (low, high)
    return field(
        default=default,
        metadata={
            "low": low,
            "high": high,
            "soft_low": soft_low,
            "soft_high": soft_high,
            "unit": unit,
            "source": source,
        },
    )


def worded(*choices: str, default: str, source: str) -> Any:
    """Declare a field that is a word: one of `choices`, or any text where there are none (its class checks it)."""
    return field(default=default, metadata={"choices": choices, "source": source})


@dataclass(frozen=True, kw_only=True)
class Modification(ABC):
    """One clinical idea: a pure function of the site, and the measurement that proves it on the finished device.

    KIND: its name in profiles and files. DOSE: the field whose zero means "not there".
    STAGE: where and how it acts. BELOW_SHELL: on a shell it acts by its `block` on the underside instead.
    PLAN: it shapes the trim line, as every rim does. RULES: what it needs beside it, and what speaks against it.
    FROM_FORM: field -> measure of the assessment that it takes where nobody orders it.
    RAISES: part of the foot -> the field by which it stands higher in the shoe.
    """

    KIND: ClassVar[str]
    DOSE: ClassVar[str]
    STAGE: ClassVar[Stage]
    BELOW_SHELL: ClassVar[bool] = False
    PLAN: ClassVar[bool] = False
    RULES: ClassVar[tuple[Need | Against, ...]] = ()
    FROM_FORM: ClassVar[Mapping[str, str]] = {}
    RAISES: ClassVar[Mapping[Literal["heel", "forefoot"], str]] = {}

    def __post_init__(self) -> None:
        for name, text in self.texts().items():
            if text["choices"] and getattr(self, name) not in text["choices"]:
                raise OutOfRange(
                    f"{self.KIND}.{name} = {getattr(self, name)!r} is none of {', '.join(text['choices'])}",
                    "order one of these",
                )
        for item in fields(self):
            value, meta = getattr(self, item.name), item.metadata
            if "low" in meta and not meta["low"] <= value <= meta["high"]:
                raise OutOfRange(
                    f"{self.KIND}.{item.name} = {value:g} {meta['unit']} is outside "
                    f"[{meta['low']:g}, {meta['high']:g}] ({meta['source']})",
                    "order a value inside these limits",
                )

    @property
    def is_null(self) -> bool:
        """True if its dose is zero: such a modification changes no byte of the device."""
        return bool(getattr(self, self.DOSE) == 0)

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Return itself with its guards applied on this foot, and a sentence for each value they changed."""
        return self, ()

    @abstractmethod
    def field_mm(self, site: Site) -> FloatArray:
        """Return its height field (nx, ny) in mm: what it adds to the foot bed, or of Stage.RIM the rim."""

    @property
    def below_shell(self) -> bool:
        """True if on a shell it leaves the foot bed alone and acts on the underside."""
        return self.BELOW_SHELL

    def block(self) -> Block | None:
        """Return the post it asks for under a shell, None if it has none."""
        return None

    def thicker_mm(self, site: Site) -> FloatArray | None:
        """Return by how much a shell is thicker (nx, ny), mm, measured at right angles; None changes nothing."""
        return None

    def raised_rim_mm(self, foot: Foot, x_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return how much higher than the heel cup's it makes the rim at x on the medial and the lateral side, mm."""
        return np.zeros_like(x_mm), np.zeros_like(x_mm)

    def cut_away_mm(self, foot: Foot, construction: Construction) -> FloatArray | None:
        """Return the polygon (m, 2) that it takes out of the plan, in the foot frame; None takes nothing."""
        return None

    @abstractmethod
    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Return asked versus got for its doses, measured on the finished device.

        Called on the settled modification: `asked` and `ok` stand for the guarded value. The caller who knows the
        original order puts its value into `asked` and keeps `got` and `ok`.
        """

    def dose(self, name: str, got: float | None, *, note: str = "") -> Dose:
        """Return the line asked vs got of one field; without a measurable `got` it passes and `note` says why."""
        asked = float(getattr(self, name))
        unit = self.limits()[name]["unit"]
        good = got is None or abs(got - asked) <= DOSE_TOLERANCE
        return Dose(modification=self.KIND, field=name, unit=unit, asked=asked, got=got, ok=good, note=note)

    @property
    def values(self) -> dict[str, Value]:
        """Every field and its value, in order: what an order and a file say of it."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @classmethod
    def texts(cls) -> dict[str, dict[str, Any]]:
        """Return field name -> {choices, source, default} of the fields that are words."""
        return {
            item.name: {**item.metadata, "default": item.default} for item in fields(cls) if "choices" in item.metadata
        }

    @classmethod
    def limits(cls) -> dict[str, dict[str, Any]]:
        """Return field name -> {low, high, soft_low, soft_high, default, unit, source}."""
        return {
            item.name: {**item.metadata, "default": item.default if item.default is not MISSING else None}
            for item in fields(cls)
            if "low" in item.metadata
        }


@dataclass(frozen=True, kw_only=True)
class Prescription:
    """The complete order for one foot; written as TOML it reproduces the device byte for byte.

    thickness_mm: nominal thickness under heel centre and ball (insole) or of the shell.
    least_wall_mm: the hard limit below which nothing is made.
    arch_if_flattened_mm: arch height used where the scanned sole carries none (stated in the report).
    material: what it is made of; None if an older order does not say.
    choices: name of a choice of the profile -> the option taken. accepted: warning ids that were overruled.
    reasons: modification KIND -> why it is there; and under "profile", "evidence", "avoid", "thickness_mm" and
    "choice.NAME" what the profile says of the condition, of the thickness and of each choice.
    notes: what the proposal could not decide, such as a rule whose measure is unknown.
    shoe: what the device must go into; a flat one without a known outline if nothing is said.
    zones: part of an insole -> its infill in percent, for printers that can do so; none if one hardness is wanted.
    """

    profile: str
    construction: Construction = "insole"
    length: Length = "full"
    thickness_mm: float = 4.0
    least_wall_mm: float = 2.0
    arch_if_flattened_mm: float = 12.0
    modifications: tuple[Modification, ...] = ()
    material: Material | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    shoe: Shoe = FLAT
    zones: Mapping[str, float] = field(default_factory=dict)

    @property
    def land_mm(self) -> float:
        """Width of the land, the level top of the wall along the rim: 2 mm, or a shell's thickness (surface.md 5)."""
        return _LAND_MM if self.construction == "insole" else max(_LAND_MM, self.thickness_mm)
