"""Sizes. foot length -> the size labels of shoes that may fit, each as a range; a label never drives a shape."""

import math

from orthogen.lazyclass import dataclass

_LENGTH_SD_MM = 2.0  # a foot measured twice: half a Mondopoint step (clinical.md A.5)
_LAST_MM = (15.0, 20.0)  # how much longer a last is than the foot, where the Paris point counts the last
_BARLEYCORN_MM = 25.4 / 3.0
_UK_ROOM_MM, _UK_ADULT, _UK_CHILD = 15.0, 25.0, 12.0
_LEAST_UK_ADULT = 1.0


@dataclass(frozen=True, kw_only=True)
class SizeLabel:
    """One system's label for a foot: low to high, in the steps in which that system counts."""

    system: str
    low: float
    high: float

    @property
    def text(self) -> str:
        """The label as it is said, `39.5–41`."""
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}–{self.high:g}"


def size_labels(foot_length_mm: float) -> tuple[SizeLabel, ...]:
    """Return Mondopoint, EU, UK and US labels with what the length (± 2 mm) and the systems leave open.

    Mondopoint = length in steps of 5 mm. EU = 0.15·(length + 15 … 20): Paris points, which some countries count on the
    last. UK = 3·(length + 15)/25.4 − 25, or − 12 on the children's scale where the adults' would begin below 1.
    US men = UK + 1, US women = UK + 2 … 2.5. All [M], clinical.md A.6; ISO 19407:2023 has the tables. They name a shoe
    to look for and never drive a shape: makers differ by a whole size.
    """
    short, long = foot_length_mm - _LENGTH_SD_MM, foot_length_mm + _LENGTH_SD_MM
    labels = [
        _label("Mondopoint", short, long, step=5.0),
        _label("EU", 0.15 * (short + _LAST_MM[0]), 0.15 * (long + _LAST_MM[1]), step=0.5),
    ]
    low, high = (((length + _UK_ROOM_MM) / _BARLEYCORN_MM) for length in (short, long))
    if (low + high) / 2.0 - _UK_ADULT < _LEAST_UK_ADULT:
        return (*labels, _label("UK child", low - _UK_CHILD, high - _UK_CHILD, step=0.5))
    uk = _label("UK", low - _UK_ADULT, high - _UK_ADULT, step=0.5)
    return (
        *labels,
        uk,
        SizeLabel(system="US men", low=uk.low + 1.0, high=uk.high + 1.0),
        SizeLabel(system="US women", low=uk.low + 2.0, high=uk.high + 2.5),
    )


def _label(system: str, low: float, high: float, *, step: float) -> SizeLabel:
    """Return the label whose ends are rounded to the system's steps, a half upwards."""
    ends = [math.floor(value / step + 0.5) * step for value in (low, high)]
    return SizeLabel(system=system, low=ends[0], high=ends[1])


def sizes_text(foot_length_mm: float) -> str:
    """Return all labels in one line, `Mondopoint 250, EU 39.5–41, …`."""
    return ", ".join(f"{label.system} {label.text}" for label in size_labels(foot_length_mm))
