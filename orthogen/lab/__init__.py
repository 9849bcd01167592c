"""Lab. files, folders and the clock -> the public functions build, compare, inspect, offset and verify."""

from orthogen.lab.building import build
from orthogen.lab.comparing import compare
from orthogen.lab.looking import inspect, verify
from orthogen.lab.offsetting import offset

__all__ = ["build", "compare", "inspect", "offset", "verify"]
