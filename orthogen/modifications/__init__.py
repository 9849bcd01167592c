"""Modifications. folder -> catalogue by KIND; one file per clinical idea, found by scanning the package."""

import importlib
import math
import pkgutil
from collections.abc import Mapping
from typing import Any

from orthogen.errors import PrescriptionError, UnknownName
from orthogen.records.prescription import Modification


def catalogue() -> dict[str, type[Modification]]:
    """Return KIND -> class for every file of this folder, in alphabetical order; a duplicate KIND is a defect."""
    found: dict[str, type[Modification]] = {}
    for module_info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, Modification) and item.__module__ == module.__name__:
                if item.KIND in found:
                    raise RuntimeError(f"two modifications are called {item.KIND!r}")
                found[item.KIND] = item
    return dict(sorted(found.items()))


def modification(kind: str, doses: Mapping[str, Any]) -> Modification:
    """Return the modification of this kind with these doses, defaults for the rest.

    Raises UnknownName, naming near matches, PrescriptionError for what is no finite number or no word where one is
    needed, and OutOfRange.
    """
    known = catalogue()
    if kind not in known:
        raise UnknownName(f"there is no modification {kind!r}", name=kind, known=tuple(known))
    limits, texts = known[kind].limits(), known[kind].texts()
    for name in doses:
        if name not in limits and name not in texts:
            raise UnknownName(f"{kind} has no field {name!r}", name=name, known=(*limits, *texts))
    values = {
        name: _word(kind, name, dose) if name in texts else _number(kind, name, dose, limits[name]["unit"])
        for name, dose in doses.items()
    }
    return known[kind](**values)


def _number(kind: str, name: str, dose: Any, unit: str) -> float:
    if isinstance(dose, bool) or not isinstance(dose, int | float) or not math.isfinite(dose):
        raise PrescriptionError(f"{kind}.{name} = {dose!r} is not a finite number", f"give a number in {unit}")
    return float(dose)


def _word(kind: str, name: str, dose: Any) -> str:
    if not isinstance(dose, str):
        raise PrescriptionError(f"{kind}.{name} = {dose!r} is not a word", "give it as text")
    return dose
