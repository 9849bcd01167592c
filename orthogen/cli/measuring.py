"""Measuring. the options that name files of pressure and gait, and say what such a file leaves open."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

UNITS = "kPa, N/cm2, mmHg, psi, MPa, kg/cm2, g/cm2, or 'N per cell'"
Command = TypeVar("Command", bound=Callable[..., Any])


def measuring(command: Command) -> Command:
    """Add --pressure, --gait and what must be told of pressure files."""
    for option in (
        click.option("--pressure-row0", type=click.Choice(["heel", "toe"]), help="What lies in its first row."),
        click.option("--pressure-side", type=click.Choice(["left", "right", "both"]),
                     help="Side of the prints; both: tell it for each print from its shape."),
        click.option("--pressure-hz", type=click.FloatRange(0, 100_000, min_open=True), metavar="HZ",
                     help="Frames a second."),
        click.option("--pressure-pitch", metavar="AxB",
                     help="Size of a cell across and along the foot in mm, e.g. 5.08x7.62."),
        click.option("--pressure-unit", metavar="UNIT", help=f"Unit of the values, where the file lacks it: {UNITS}."),
        click.option("--gait", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
                     help="A gait form, C3D, .trc, .mot, .sto, or a GAITRite or PKMAS table. Repeatable."),
        click.option("--pressure", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
                     help="A file of a pressure plate, treadmill or insole. Repeatable."),
    ):  # fmt: skip
        command = option(command)
    return command


def split(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is told of pressure files, without its prefix, and all other options."""
    told = {name.removeprefix("pressure_"): value for name, value in options.items() if name.startswith("pressure_")}
    return told, {name: value for name, value in options.items() if not name.startswith("pressure_")}
