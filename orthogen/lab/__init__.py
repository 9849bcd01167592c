"""Lab. files, folders and the clock -> the public functions build, inspect, offset and verify."""

from orthogen.lab.building import build
from orthogen.lab.looking import inspect, verify
from orthogen.lab.offsetting import offset

__all__ = ["build", "inspect", "offset", "verify"]
