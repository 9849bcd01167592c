"""Gait. what was measured of how somebody walks: values of each foot and of the person, with their norms."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal

from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

Bearer = Literal["left", "right", "both"]
Method = Literal["manual", "gaitrite", "pkmas", "c3d", "trc", "gaitkit", "mot"]


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One thing that is measured: unit, what can be at all, what is usual and who says so (None: no norm).

    word: its name in words. bearer: "foot" for a value of each side, "person", or "either".
    """

    word: str
    unit: str
    low: float
    high: float
    norm_low: float | None = None
    norm_high: float | None = None
    source: str = ""
    bearer: Literal["foot", "person", "either"] = "foot"


_B, _A = "clinical.md B", "clinical.md A.4"
# formats.md 2.4 names and units; bands and their sources: clinical.md A.4 and B. Angles as in clinical.md A.1.
METRICS: Mapping[str, Metric] = {
    "rearfoot_eversion_max": Metric(word="greatest rearfoot eversion", unit="deg", low=-30, high=40, norm_low=1.1,
                                    norm_high=6.1, source=f"{_B} [S17]"),
    "rearfoot_eversion_range": Metric(word="range of eversion", unit="deg", low=0, high=60, norm_low=10.5,
                                      norm_high=16.3, source=f"{_B} [S17]"),
    "eversion_peak_time": Metric(word="time of greatest eversion, share of the stance", unit="%", low=0, high=100,
                                 norm_low=26, norm_high=38, source=f"{_B} [S17]"),
    "rcsp": Metric(word="resting calcaneal stance, varus positive", unit="deg", low=-30, high=30, norm_low=-2,
                   norm_high=3, source=f"{_B} [S17]"),
    "ncsp": Metric(word="neutral calcaneal stance, varus positive", unit="deg", low=-30, high=30),
    "ankle_dorsiflexion_knee_ext": Metric(word="ankle dorsiflexion, knee extended", unit="deg", low=-40, high=70),
    "fpi6": Metric(word="foot posture index", unit="points", low=-12, high=12, norm_low=0, norm_high=5,
                   source=f"{_B} [S45]"),
    "arch_index": Metric(word="arch index", unit="ratio", low=0, high=0.6, norm_low=0.21, norm_high=0.26,
                         source=f"{_A} (Cavanagh & Rodgers 1987)"),
    "cpei": Metric(word="excursion of the centre of pressure", unit="%", low=-60, high=80, norm_low=7.3, norm_high=21,
                   source=f"{_B} (Hagedorn 2013); low weight"),
    "navicular_drop": Metric(word="navicular drop", unit="mm", low=-10, high=40, norm_low=3.6, norm_high=10,
                             source=f"{_A} [S22]; limits of 10, 13 and 15 mm are in use"),
    "foot_progression_angle": Metric(word="foot progression, toe-out", unit="deg", low=-60, high=80, norm_low=5,
                                     norm_high=13, source=f"{_B} [S25]"),
    "step_length": Metric(word="step length", unit="m", low=0, high=2, bearer="either"),
    "step_time": Metric(word="step time", unit="s", low=0, high=5, bearer="either"),
    "stance_time": Metric(word="stance time", unit="s", low=0, high=5, bearer="either"),
    "swing_time": Metric(word="swing time", unit="s", low=0, high=5, bearer="either"),
    "stance": Metric(word="stance, share of the stride", unit="%", low=0, high=100, norm_low=60, norm_high=62,
                     source=_B, bearer="either"),
    "double_support": Metric(word="double support, share of the stride", unit="%", low=0, high=100, bearer="either"),
    "stride_length": Metric(word="stride length", unit="m", low=0, high=4, norm_low=1.2, norm_high=1.5, source=_B,
                            bearer="either"),
    "speed": Metric(word="walking speed", unit="m/s", low=0, high=6, norm_low=1.2, norm_high=1.4, source=_B,
                    bearer="either"),
    "cadence": Metric(word="cadence", unit="steps/min", low=0, high=300, norm_low=100, norm_high=120, source=_B,
                      bearer="either"),
    "step_width": Metric(word="step width", unit="m", low=-0.5, high=1, bearer="either"),
    "asymmetry_index": Metric(word="asymmetry, right minus left", unit="%", low=-200, high=200, norm_low=-10,
                              norm_high=10, source=f"{_B} (Robinson 1987)", bearer="person"),
    "limb_length_difference": Metric(word="leg length, right minus left", unit="mm", low=-100, high=100,
                                     bearer="person"),
    "leg_length": Metric(word="leg length", unit="mm", low=200, high=1400),
    "body_mass": Metric(word="body mass", unit="kg", low=2, high=400, bearer="person"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Value:
    """One number in the unit of its metric; sd and n of repeats where they are known."""

    value: float
    sd: float | None = None
    n: int | None = None


@dataclass(frozen=True, kw_only=True)
class Gait:
    """values: bearer -> name out of METRICS -> value. method: where they come from. Nothing personal is kept."""

    file: str
    sha256: str
    method: Method
    values: Mapping[Bearer, Mapping[str, Value]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def impossible(values: Mapping[str, Value]) -> str:
    """Return a sentence on the first value that nobody can have, "" where there is none."""
    for name, item in values.items():
        metric = METRICS[name]
        if not metric.low <= item.value <= metric.high:
            return f"a {metric.word} of {item.value:g} {metric.unit} is outside [{metric.low:g}, {metric.high:g}]"
    return ""


def merged(gaits: Iterable[Gait]) -> dict[str, dict[Bearer, Value]]:
    """Return metric -> bearer -> value, in the order of METRICS; typed numbers beat files, an earlier file a later."""
    found: dict[str, dict[Bearer, Value]] = {}
    for gait in sorted(gaits, key=lambda item: item.method != "manual"):
        for bearer, table in gait.values.items():
            for name, value in table.items():
                found.setdefault(name, {}).setdefault(bearer, value)
    return {name: found[name] for name in METRICS if name in found}
