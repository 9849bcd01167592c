"""Gait. files of walks -> values typed or told by an instrument, or the places of markers."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.intake.gait.find import gait_formats, read_gait

__all__ = ["gait_formats", "read_gait"]
__getattr__ = doors(
    __name__,
    {
        "find": "gait_formats read_gait",
    },
)
