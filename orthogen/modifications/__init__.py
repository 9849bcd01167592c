"""Modifications. folder -> catalogue by KIND; one file per clinical idea, found by scanning the package."""

import importlib
import pkgutil

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
