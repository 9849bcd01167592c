"""Drawn. a foot, its scan -> what the report shows of it; devices -> what it shows of them: drawn beside other work."""

from collections.abc import Sequence

from orthogen.lazyclass import dataclass
from orthogen.publish.page.maps import plan_maps
from orthogen.publish.picture import sole_svg
from orthogen.publish.plan_map import colours, svg, ticks
from orthogen.publish.viewer import Skin, device_scales, skin_of, viewed, viewer_data, viewer_script
from orthogen.publish.wording import Wording
from orthogen.records.device import Device
from orthogen.records.foot import Foot
from orthogen.records.scan import Scan

_IN_ORDER = {"left": 0, "unsure": 1, "right": 2}


@dataclass(frozen=True, kw_only=True)
class FootDrawn:
    """sole: the sole with its landmarks and the foot from the medial side, SVG. skin: for the view."""

    sole: str
    skin: Skin


@dataclass(frozen=True, kw_only=True)
class PlanDrawn:
    """A plan map: its SVG, its colours as a CSS gradient, and what stands at its low end, middle and high end."""

    title: str
    svg: str
    colours: str
    ticks: tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class DevicesDrawn:
    """Devices in the order of the page, the left foot's first; of each the sole of its foot and its plan maps.

    in_view: numbers of those that the view shows, the first of each foot. view: its data and its script, HTML.
    """

    devices: tuple[Device, ...]
    soles: tuple[str, ...]
    plans: tuple[tuple[PlanDrawn, ...], ...]
    in_view: tuple[int, ...]
    view: str


def foot_drawn(foot: Foot, *, scan: Scan, wording: Wording) -> FootDrawn:
    """Return the pictures of a foot; scan: the one it was found in."""
    return FootDrawn(sole=sole_svg(foot, wording), skin=skin_of(scan, foot))


def devices_drawn(devices: Sequence[Device], feet: Sequence[FootDrawn], *, wording: Wording) -> DevicesDrawn:
    """Return the pictures of devices; feet: the one that each of them was made for, in their order."""
    pairs = sorted(zip(devices, feet, strict=True), key=lambda pair: _IN_ORDER[pair[0].foot.side])
    ordered = tuple(device for device, _ in pairs)
    sides = [device.foot.side for device in ordered]
    in_view = tuple(k for k, side in enumerate(sides) if sides.index(side) == k)
    return DevicesDrawn(
        devices=ordered,
        soles=tuple(foot.sole for _, foot in pairs),
        view=_view([pairs[k] for k in in_view], wording),
        plans=tuple(
            tuple(
                PlanDrawn(title=plan.title, svg=svg(plan), colours=colours(plan), ticks=ticks(plan)) for plan in plans
            )
            for plans in plan_maps(ordered, wording)
        ),
        in_view=in_view,
    )


def _view(pairs: Sequence[tuple[Device, FootDrawn]], wording: Wording) -> str:
    """Return the data and the script of the three-dimensional view, to stand behind its element."""
    words = wording["viewer"]
    feet = [viewed(device, skin=foot.skin) for device, foot in pairs]
    return viewer_data(feet, device_scales(feet, words=words), words=words) + viewer_script()
