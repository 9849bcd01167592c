"""Lab. files, folders and the clock -> the public functions: assess, build, check_print, compare and more."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orthogen.lab.assessing import assess
    from orthogen.lab.building import build
    from orthogen.lab.comparing import compare
    from orthogen.lab.looking import inspect, verify
    from orthogen.lab.offsetting import offset
    from orthogen.lab.printed import check_print
    from orthogen.lab.signing import sign_off

__all__ = ["assess", "build", "check_print", "compare", "inspect", "offset", "sign_off", "verify"]
_HOMES = {
    "assess": "assessing", "build": "building", "check_print": "printed",
    "compare": "comparing", "inspect": "looking", "offset": "offsetting",
    "sign_off": "signing",
    "verify": "looking",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a function only when it is used: none pays for what the others need."""
    if name in _HOMES:
        return getattr(import_module(f"orthogen.lab.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'orthogen.lab' has no attribute {name!r}")
