"""Gallery. every shipped profile on three synthetic feet, in both constructions -> a page and its pictures."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from docs.render import shaded, side_by_side, turned
from docs.showcase import demo_foot, made, triangles
from orthogen.intake import profile_names, read_profile
from orthogen.modifications import catalogue
from orthogen.records.foot import Foot
from orthogen.records.profile import Profile

FEET = {"right_normal": "normal arch", "right_flat": "flat foot", "left_high_arch": "high arch"}
CONSTRUCTIONS = {"insole": "full", "shell": "three-quarter"}
_VIEW, _PIXEL_MM = (58, 36), 0.9


def gallery_page() -> str:
    """Return the page: what each column and row of the pictures is."""
    profiles = [read_profile(name) for name in profile_names()]
    columns = " · ".join(f"**{item.name.replace('_', ' ')}**" for item in profiles)
    parts = ["# Gallery", "", "Every shipped profile on three synthetic feet, with its starting doses.", ""]
    for construction, length in CONSTRUCTIONS.items():
        parts += [
            f"## {construction.capitalize()}, {length.replace('-', ' ')} length", "",
            f"![Each profile on three feet as {construction}](pictures/gallery_{construction}.png)", "",
            f"Columns: {columns}. Rows: {', '.join(FEET.values())}.", "",
        ]  # fmt: skip
    parts += ["## The profiles", ""]
    parts += [f"* **{item.name.replace('_', ' ')}**: {item.summary}" for item in profiles]
    return "\n".join([*parts, ""])


def gallery_pictures() -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Yield name and pixels of the picture of each construction."""
    feet = [demo_foot(name) for name in FEET]
    profiles = [read_profile(name) for name in profile_names()]
    for construction in CONSTRUCTIONS:
        shown = [_device(foot, item, construction) for foot in feet for item in profiles]
        yield f"pictures/gallery_{construction}.png", side_by_side(shown, columns=len(profiles))


def _device(foot: Foot, profile: Profile, construction: str) -> NDArray[np.uint8]:
    """Return one device from its medial side."""
    known = catalogue()
    doses = (known[kind](**fields) for kind, fields in profile.modifications.items())
    device = made(foot, *doses, construction=construction, length=CONSTRUCTIONS[construction])
    side = -1 if foot.mirrored else 1
    return shaded(triangles(device), turned(side * _VIEW[0], _VIEW[1]), pixel_mm=_PIXEL_MM)
