"""Lab. files, folders and the clock -> the public functions: assess, build, check_print, compare and more."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.lab.assessing import assess
    from orthogen.lab.building import build
    from orthogen.lab.cases import check_store, due, erase_case, export_case, history, note, plan
    from orthogen.lab.comparing import compare
    from orthogen.lab.difference_page import diff_page
    from orthogen.lab.differing import diff
    from orthogen.lab.looking import inspect, verify
    from orthogen.lab.offsetting import offset
    from orthogen.lab.predicting import optimise, predict
    from orthogen.lab.printed import check_print
    from orthogen.lab.refitting import refit
    from orthogen.lab.returning import rebuild, rebuilt_document, rollback
    from orthogen.lab.signing import sign_off
    from orthogen.lab.validating import validate

__all__ = [
    "assess",
    "build",
    "check_print",
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
    "optimise",
    "plan",
    "predict",
    "rebuild",
    "rebuilt_document",
    "refit",
    "rollback",
    "sign_off",
    "validate",
    "verify",
]
__getattr__ = doors(
    __name__,
    {
        "assessing": "assess",
        "building": "build",
        "cases": "check_store due erase_case export_case history note plan",
        "comparing": "compare",
        "difference_page": "diff_page",
        "differing": "diff",
        "looking": "inspect verify",
        "offsetting": "offset",
        "predicting": "optimise predict",
        "printed": "check_print",
        "refitting": "refit",
        "returning": "rebuild rebuilt_document rollback",
        "signing": "sign_off",
        "validating": "validate",
    },
)
