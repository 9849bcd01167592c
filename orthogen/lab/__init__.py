"""Lab. files, folders and the clock -> the public functions build, inspect and verify."""

from orthogen.lab.building import build
from orthogen.lab.looking import inspect, verify

__all__ = ["build", "inspect", "verify"]
