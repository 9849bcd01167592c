"""Viewer. feet with their devices -> the inline parts of a page that show them in three dimensions.

`viewer.js` beside this file is built from the sources in `viewer/` by `make viewer`; it contains three.js (MIT, its
licence in `three.LICENSE.txt`). Its words are the table [viewer] of the wording.
"""

from orthogen.publish.viewer.detail import refined, thinned
from orthogen.publish.viewer.inline import viewer_data, viewer_script
from orthogen.publish.viewer.scene import device_scales, viewed
from orthogen.publish.viewer.skin import Skin, skin_of
from orthogen.publish.viewer.surface import Scale, Surface, ViewedFoot

__all__ = [
    "Scale",
    "Skin",
    "Surface",
    "ViewedFoot",
    "device_scales",
    "refined",
    "skin_of",
    "thinned",
    "viewed",
    "viewer_data",
    "viewer_script",
]
