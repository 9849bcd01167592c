"""Anatomy. Scan -> Foot; two feet -> Likeness."""

from typing import TYPE_CHECKING, Any

from orthogen.anatomy.find import find_feet

if TYPE_CHECKING:
    from orthogen.anatomy.likeness import compare_feet, may_be_one_foot

__all__ = ["compare_feet", "find_feet", "may_be_one_foot"]


def __getattr__(name: str) -> Any:
    """Import what compares feet only when two are compared: a device needs none of it."""
    if name in __all__:
        from orthogen.anatomy import likeness

        return getattr(likeness, name)
    raise AttributeError(f"module 'orthogen.anatomy' has no attribute {name!r}")
