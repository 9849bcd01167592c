"""Orthogen. a 3D foot scan and a prescription -> a verified, printable foot orthosis."""

from typing import TYPE_CHECKING, Any

from orthogen.records.program import VERSION

if TYPE_CHECKING:
    from orthogen.lab import build, compare, inspect, offset, verify

__version__ = VERSION
__all__ = ["build", "compare", "inspect", "offset", "verify"]


def __getattr__(name: str) -> Any:
    """Import the public functions only when they are used: `orthogen --help` stays instant."""
    if name in __all__:
        from orthogen import lab

        return getattr(lab, name)
    raise AttributeError(f"module 'orthogen' has no attribute {name!r}")
