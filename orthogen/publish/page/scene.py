"""Scene. devices, the skin of their feet -> the three-dimensional view of a page."""

from collections.abc import Sequence

from orthogen.publish.page.render import Safe
from orthogen.publish.viewer import Skin, device_scales, viewed, viewer_data, viewer_script
from orthogen.publish.wording import Wording
from orthogen.records.device import Device


def view(devices: Sequence[Device], skins: Sequence[Skin], wording: Wording) -> Safe:
    """Return the data and the script of the view, to stand behind its element; one skin for each device."""
    words = wording["viewer"]
    feet = [viewed(device, skin=skin) for device, skin in zip(devices, skins, strict=True)]
    return Safe(viewer_data(feet, device_scales(feet, words=words), words=words) + viewer_script())
