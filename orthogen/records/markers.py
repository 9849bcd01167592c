"""Markers. places of skin markers during a walk, and the events that the laboratory marked."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

Happening = Literal["strike", "off"]


@dataclass(frozen=True, kw_only=True)
class Markers:
    """One walk: places_mm label -> (t, 3) in the axes of the laboratory, NaN where a marker was lost.

    events_s: side -> happening -> times, s, sorted, from the first frame; empty where the file has none.
    body_mass_kg, leg_length_mm: where the file tells them. Names and paths of the file are not kept.
    """

    file: str
    sha256: str
    format: Literal["c3d", "trc", "gaitkit"]
    rate_hz: float
    places_mm: Mapping[str, FloatArray]
    events_s: Mapping[Literal["left", "right"], Mapping[Happening, FloatArray]] = field(default_factory=dict)
    body_mass_kg: float | None = None
    leg_length_mm: Mapping[Literal["left", "right"], float] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
