"""Assess. files of pressure instruments and scans -> what they say of how each foot loads the ground."""

from pathlib import Path
from typing import Any

import click

from orthogen.cli.output import AS_JSON, printed

UNITS = "kPa, N/cm2, mmHg, psi, MPa, kg/cm2, g/cm2, or 'N per cell'"


@click.command()
@click.option("--pressure", "pressure", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A file of a pressure plate, treadmill or insole. Repeatable.")  # fmt: skip
@click.option("--scan", "scans", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A scan of the feet: masks then come from its landmarks. Repeatable.")  # fmt: skip
@click.option("--pressure-unit", metavar="UNIT", help=f"Unit of the values, where the file lacks it: {UNITS}.")
@click.option("--pressure-pitch", metavar="AxB", help="Size of a cell across and along the foot in mm, e.g. 5.08x7.62.")
@click.option("--pressure-hz", type=click.FloatRange(0, 100_000, min_open=True), metavar="HZ", help="Frames a second.")
@click.option("--pressure-side", type=click.Choice(["left", "right", "both"]),
              help="Side of the prints; both: tell it for each print from its shape.")  # fmt: skip
@click.option("--pressure-row0", type=click.Choice(["heel", "toe"]), help="What lies in the first row of the file.")
@AS_JSON
def assess(pressure: tuple[Path, ...], scans: tuple[Path, ...], as_json: bool, **told: Any) -> None:
    """Measure how the feet load the ground; writes nothing.

    \b
    Example:
      orthogen assess --pressure left.asf --pressure right.asf --scan feet.stl
    """
    from orthogen import lab, publish

    found = lab.assess(pressure, scans=scans, **{name.removeprefix("pressure_"): value for name, value in told.items()})
    printed(publish.assess_json(found) if as_json else publish.assess_text(found))
