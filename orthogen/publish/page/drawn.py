"""Drawn. a foot, its scan -> what the report shows of it, whatever is made for it: drawn while that is made."""

from orthogen.lazyclass import dataclass
from orthogen.publish.picture import sole_svg
from orthogen.publish.viewer import Skin, skin_of
from orthogen.publish.wording import Wording
from orthogen.records.foot import Foot
from orthogen.records.scan import Scan


@dataclass(frozen=True, kw_only=True)
class FootDrawn:
    """sole: the sole with its landmarks and the foot from the medial side, SVG. skin: for the view."""

    sole: str
    skin: Skin


def foot_drawn(foot: Foot, *, scan: Scan, wording: Wording) -> FootDrawn:
    """Return the pictures of a foot; scan: the one it was found in."""
    return FootDrawn(sole=sole_svg(foot, wording), skin=skin_of(scan, foot))
