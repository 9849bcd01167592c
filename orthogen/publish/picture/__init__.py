"""Picture. feet, loads -> sheets that draw what was understood of scans and prints, as PNG, and views for a page."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.publish.picture.pressure import pressure_png, pressure_svg
    from orthogen.publish.picture.sheet import picture_png, sheet, sole_svg

__all__ = ["picture_png", "pressure_png", "pressure_svg", "sheet", "sole_svg"]
__getattr__ = doors(
    __name__,
    {
        "pressure": "pressure_png pressure_svg",
        "sheet": "picture_png sheet sole_svg",
    },
)
