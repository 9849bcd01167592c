"""Gait. files of walks -> values typed or told by an instrument, or the places of markers."""

from orthogen.intake.gait.find import gait_formats, read_gait

__all__ = ["gait_formats", "read_gait"]
