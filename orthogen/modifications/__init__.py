"""Modifications. folder -> catalogue by KIND; one file per clinical idea, found by scanning the package."""

import importlib
import math
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.records.prescription import Modification


@cache
def kinds() -> tuple[str, ...]:
    """Return the name of every modification in alphabetical order: that of its file, without importing any."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


@cache
def kind_called(name: str) -> type[Modification]:
    """Return the class in the file of this name; raises UnknownName, naming near matches."""
    if name not in kinds():
        raise UnknownName(f"there is no modification {name!r}", name=name, known=kinds())
    module = importlib.import_module(f"{__name__}.{name}")
    (found,) = (
        item
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Modification) and item.__module__ == module.__name__
    )
    if name != found.KIND:
        raise RuntimeError(f"the modification {found.KIND!r} lives in a file called {name!r}")
    return found


def catalogue() -> dict[str, type[Modification]]:
    """Return KIND -> class for every file of this folder, in alphabetical order."""
    return {name: kind_called(name) for name in kinds()}


def modification(kind: str, doses: Mapping[str, Any]) -> Modification:
    """Return the modification of this kind with these doses, defaults for the rest.

    Raises UnknownName, naming near matches, PrescriptionError for what is no finite number or no word where one is
    needed, and OutOfRange.
    """
    made = kind_called(kind)
    limits, texts = made.limits(), made.texts()
    for name in doses:
        if name not in limits and name not in texts:
            raise UnknownName(f"{kind} has no field {name!r}", name=name, known=(*limits, *texts))
    values = {
        name: _word(kind, name, dose) if name in texts else _number(kind, name, dose, limits[name]["unit"])
        for name, dose in doses.items()
    }
    return made(**values)


def _number(kind: str, name: str, dose: Any, unit: str) -> float:
    if isinstance(dose, bool) or not isinstance(dose, int | float) or not math.isfinite(dose):
        raise PrescriptionError(f"{kind}.{name} = {dose!r} is not a finite number", f"give a number in {unit}")
    return float(dose)


def _word(kind: str, name: str, dose: Any) -> str:
    if not isinstance(dose, str):
        raise PrescriptionError(f"{kind}.{name} = {dose!r} is not a word", "give it as text")
    return dose
