"""Assess. files of instruments, the assessment form, scans -> what they say of each foot, and what they ask for."""

from pathlib import Path
from typing import Any

import click

from orthogen.cli.output import AS_JSON, printed

UNITS = "kPa, N/cm2, mmHg, psi, MPa, kg/cm2, g/cm2, or 'N per cell'"


@click.command()
@click.option("--pressure", "pressure", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A file of a pressure plate, treadmill or insole. Repeatable.")  # fmt: skip
@click.option("--gait", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A gait form, C3D, .trc, .mot, .sto, or a GAITRite or PKMAS table. Repeatable.")  # fmt: skip
@click.option(
    "--assessment", type=click.Path(path_type=Path), metavar="FILE", help="The assessment form, TOML or JSON."
)
@click.option("--form", is_flag=True, help="Print an empty assessment form instead.")
@click.option("--scan", "scans", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A scan of the feet: masks then come from its landmarks. Repeatable.")  # fmt: skip
@click.option("--pressure-unit", metavar="UNIT", help=f"Unit of the values, where the file lacks it: {UNITS}.")
@click.option("--pressure-pitch", metavar="AxB", help="Size of a cell across and along the foot in mm, e.g. 5.08x7.62.")
@click.option("--pressure-hz", type=click.FloatRange(0, 100_000, min_open=True), metavar="HZ", help="Frames a second.")
@click.option("--pressure-side", type=click.Choice(["left", "right", "both"]),
              help="Side of the prints; both: tell it for each print from its shape.")  # fmt: skip
@click.option("--pressure-row0", type=click.Choice(["heel", "toe"]), help="What lies in the first row of the file.")
@AS_JSON
def assess(
    pressure: tuple[Path, ...], gait: tuple[Path, ...], assessment: Path | None, form: bool, scans: tuple[Path, ...],
    as_json: bool, **told: Any,
) -> None:  # fmt: skip
    """Measure how the feet load the ground and how somebody walks, and propose a prescription; writes nothing.

    Every dose of the proposal says why; a clinician confirms it or does not.

    \b
    Example:
      orthogen assess --pressure left.asf --pressure right.asf --gait walk.c3d --assessment form.toml --scan feet.stl
    """
    from orthogen import lab, publish

    if form:
        printed(publish.assessment_form_json() if as_json else publish.assessment_form_toml())
        return
    pressure_told = {name.removeprefix("pressure_"): value for name, value in told.items()}
    found = lab.assess(pressure, gait=gait, assessment=assessment, scans=scans, **pressure_told)
    printed(publish.assess_json(found) if as_json else publish.assess_text(found))
