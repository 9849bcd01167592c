"""Anatomy. Scan -> Foot."""

from orthogen.anatomy.find import find_feet

__all__ = ["find_feet"]
