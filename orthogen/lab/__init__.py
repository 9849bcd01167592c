"""Lab. files, folders and the clock -> the public functions: assess, build, check_print, compare and more."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.lab.assessing import assess
    from orthogen.lab.building import build
    from orthogen.lab.comparing import compare
    from orthogen.lab.looking import inspect, verify
    from orthogen.lab.offsetting import offset
    from orthogen.lab.printed import check_print
    from orthogen.lab.signing import sign_off

__all__ = ["assess", "build", "check_print", "compare", "inspect", "offset", "sign_off", "verify"]
__getattr__ = doors(
    __name__,
    {
        "assessing": "assess",
        "building": "build",
        "comparing": "compare",
        "looking": "inspect verify",
        "offsetting": "offset",
        "printed": "check_print",
        "signing": "sign_off",
    },
)
