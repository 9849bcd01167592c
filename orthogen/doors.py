"""Doors. a room's public names and their files -> its `__getattr__`: nothing is imported before it is used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def doors(room: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package whose public names live in its files: file -> names, separated by spaces.

    A plain build does not read pressure files, and `orthogen formats` makes no device: each pays for what it uses.
    """
    homes = {name: file for file, inside in names.items() for name in inside.split()}

    def opened(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{homes[name]}"), name)

    return opened
