"""Picture. feet -> one sheet that draws what was understood of a scan, as PNG and as SVG."""

from orthogen.publish.picture.sheet import picture_png, picture_svg

__all__ = ["picture_png", "picture_svg"]
