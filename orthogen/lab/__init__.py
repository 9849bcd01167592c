"""Lab. files, folders and the clock -> the public functions build, compare, inspect and verify."""

from orthogen.lab.building import build
from orthogen.lab.comparing import compare
from orthogen.lab.looking import inspect, verify

__all__ = ["build", "compare", "inspect", "verify"]
