"""Solid. Design -> Insole (top and bottom fields) -> Solid (closed triangles)."""

from orthogen.solid.close import make_solid
from orthogen.solid.insole import make_insole
from orthogen.solid.zones import zoned

__all__ = ["make_insole", "make_solid", "zoned"]
