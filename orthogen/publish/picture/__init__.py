"""Picture. feet -> one sheet that draws what was understood of a scan, as PNG, and its views for a page."""

from orthogen.publish.picture.sheet import picture_png, sheet, sole_svg

__all__ = ["picture_png", "sheet", "sole_svg"]
