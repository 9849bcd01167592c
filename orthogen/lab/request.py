"""Request. texts of a command line -> values the rooms understand."""

import math
from collections.abc import Iterable

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.records.foot import LANDMARKS
from orthogen.records.scan import MM_PER_UNIT

_CHOICES = {
    "side": ("left", "right"),
    "unit": tuple(MM_PER_UNIT),
    "load": ("standing", "unloaded"),
    "length": ("full", "sulcus", "three-quarter"),
    "construction": ("insole", "shell"),
    "material": ("pp", "pa12", "tpu", "eva"),
    "format": ("stl", "3mf"),
}


def demand_choices(**given: str | None) -> None:
    """Raise UnknownName if a side, unit, load, length, construction or format is none of those there are; None passes.

    The command line offers only these; a program that calls the library may pass anything.
    """
    for name, value in given.items():
        if value is not None and value not in _CHOICES[name]:
            raise UnknownName(f"there is no {name} {value!r}", name=str(value), known=_CHOICES[name])


def landmarks_from(texts: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return name -> (x, y) in mm from texts such as `mth1=182,31`; raises for anything else, naming near matches."""
    found: dict[str, tuple[float, float]] = {}
    for text in texts:
        name, _, place = text.partition("=")
        if name not in LANDMARKS:
            raise UnknownName(f"there is no landmark {name!r}", name=name, known=LANDMARKS)
        point = _point(place, text)
        if found.setdefault(name, point) != point:
            raise PrescriptionError(f"landmark {name} is given twice with different places", "give it once")
    return found


def liners_from(texts: Iterable[str]) -> dict[str, str]:
    """Return "left", "right" or "" -> file from texts such as `left=shoe.dxf` or `shoe.dxf`; raises for one twice."""
    found: dict[str, str] = {}
    for text in texts:
        side, equals, name = text.partition("=")
        side, name = (side, name) if equals and side in _CHOICES["side"] else ("", text)
        if found.setdefault(side, name) != name:
            raise PrescriptionError(
                f"two liners are given for {side or 'no'} side: {found[side]} and {name}",
                "say whose each is: --liner left=FILE --liner right=FILE",
            )
    return found


def zones_from(texts: Iterable[str]) -> dict[str, float]:
    """Return zone -> infill in percent from texts such as `heel=25`; raises for anything else and for one twice."""
    found: dict[str, float] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            percent = float(value.strip().removesuffix("%"))
        except ValueError:
            raise PrescriptionError(f"--zone {text} is not NAME=PERCENT", "for example --zone heel=25") from None
        if found.setdefault(name.strip(), percent) != percent:
            raise PrescriptionError(f"the zone {name} is ordered twice differently", "order it once")
    return found


def _point(place: str, text: str) -> tuple[float, float]:
    """Return (x, y) from `182,31`."""
    try:
        x, y = (float(part) for part in place.split(","))
    except ValueError:
        x = y = math.nan
    if not (math.isfinite(x) and math.isfinite(y)):
        raise PrescriptionError(
            f"--landmark {text} is not NAME=x,y with two numbers in mm", "for example --landmark mth1=182,31"
        )
    return x, y
