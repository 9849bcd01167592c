"""Anatomy. Scan -> Foot; two feet -> Likeness."""

from orthogen.anatomy.find import find_feet
from orthogen.anatomy.likeness import compare_feet

__all__ = ["compare_feet", "find_feet"]
