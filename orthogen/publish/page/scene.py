"""Scene. devices, their scans -> the three-dimensional view of a page."""

from collections.abc import Sequence

from orthogen.publish.page.render import Safe
from orthogen.publish.viewer import device_scales, viewed, viewer_data, viewer_script
from orthogen.publish.wording import Wording
from orthogen.records.device import Device
from orthogen.records.scan import Scan


def view(devices: Sequence[Device], scans: Sequence[Scan], wording: Wording) -> Safe:
    """Return the data and the script of the view, to stand behind its element; one scan for each device."""
    words = wording["viewer"]
    feet = [viewed(device, scan=scan) for device, scan in zip(devices, scans, strict=True)]
    return Safe(viewer_data(feet, device_scales(feet, words=words), words=words) + viewer_script())
