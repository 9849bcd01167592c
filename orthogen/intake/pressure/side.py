"""Side. name of a file -> the foot that it is named for, where that is beyond doubt."""

import re

from orthogen.records.pressure import Foot

_APART = re.compile(r"([a-z0-9])([LR])(?=$|[^A-Za-z])")
_LEFT = re.compile(r"(?<![a-z])(l|li|left|links|sx|gauche)(?![a-z])")
_RIGHT = re.compile(r"(?<![a-z])(r|re|right|rechts|dx|droit)(?![a-z])")


def side_by_name(name: str) -> Foot | None:
    """Return the side that stands apart in a name (walk_L.asf, FrasP01R.asf, left foot.csv), None if both or neither.

    A letter inside a word (trial, normal) says nothing.
    """
    stem = name.rsplit(".", 1)[0]
    lower = _APART.sub(r"\1_\2", stem).lower()
    left, right = _LEFT.search(lower), _RIGHT.search(lower)
    if bool(left) == bool(right):
        return None
    return "left" if left else "right"
