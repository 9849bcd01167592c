"""Lab. files, folders and the clock -> the public functions assess, build, compare, inspect, offset and verify."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orthogen.lab.assessing import assess
    from orthogen.lab.building import build
    from orthogen.lab.cases import check_store, due, erase_case, export_case, history, note, plan
    from orthogen.lab.comparing import compare
    from orthogen.lab.difference_page import diff_page
    from orthogen.lab.differing import diff
    from orthogen.lab.looking import inspect, verify
    from orthogen.lab.offsetting import offset
    from orthogen.lab.refitting import refit
    from orthogen.lab.returning import rebuild, rebuilt_document, rollback
    from orthogen.lab.signing import sign_off

__all__ = [
    "assess",
    "build",
    "check_store",
    "compare",
    "diff",
    "diff_page",
    "due",
    "erase_case",
    "export_case",
    "history",
    "inspect",
    "note",
    "offset",
    "plan",
    "rebuild",
    "rebuilt_document",
    "refit",
    "rollback",
    "sign_off",
    "verify",
]
_HOMES = {
    "assess": "assessing", "build": "building", "check_store": "cases", "compare": "comparing", "diff": "differing",
    "diff_page": "difference_page", "due": "cases",
    "erase_case": "cases", "export_case": "cases", "history": "cases", "inspect": "looking", "note": "cases",
    "offset": "offsetting", "plan": "cases", "rebuild": "returning", "rebuilt_document": "returning",
    "refit": "refitting", "rollback": "returning", "sign_off": "signing", "verify": "looking",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a function only when it is used: none pays for what the others need."""
    if name in _HOMES:
        return getattr(import_module(f"orthogen.lab.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'orthogen.lab' has no attribute {name!r}")
