"""Anatomy. Scan -> Foot; two feet -> Likeness."""

from orthogen.anatomy.find import find_feet
from orthogen.anatomy.likeness import compare_feet, may_be_one_foot

__all__ = ["compare_feet", "find_feet", "may_be_one_foot"]
