"""Lab. files, folders and the clock -> the public functions assess, build, compare, inspect, offset and verify."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orthogen.lab.assessing import assess
    from orthogen.lab.building import build
    from orthogen.lab.comparing import compare
    from orthogen.lab.difference_page import diff_page
    from orthogen.lab.differing import diff
    from orthogen.lab.looking import inspect, verify
    from orthogen.lab.offsetting import offset
    from orthogen.lab.signing import sign_off

__all__ = ["assess", "build", "compare", "diff", "diff_page", "inspect", "offset", "sign_off", "verify"]
_HOMES = {
    "assess": "assessing", "build": "building", "compare": "comparing", "diff": "differing",
    "diff_page": "difference_page", "inspect": "looking", "offset": "offsetting",
    "sign_off": "signing",
    "verify": "looking",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a function only when it is used: none pays for what the others need."""
    if name in _HOMES:
        return getattr(import_module(f"orthogen.lab.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'orthogen.lab' has no attribute {name!r}")
