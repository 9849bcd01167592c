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
@click.option("--picture", type=click.Path(path_type=Path), metavar="FILE.png",
              help="Draw the peak pressures with masks, path of the centre of pressure and time curves.")  # fmt: skip
@AS_JSON
def assess(
    pressure: tuple[Path, ...], gait: tuple[Path, ...], assessment: Path | None, form: bool, scans: tuple[Path, ...],
    picture: Path | None, as_json: bool, **told: Any,
) -> None:  # fmt: skip
    """Measure how the feet load the ground and how somebody walks, and propose a prescription.

    Writes nothing unless --picture is given. Every dose of the proposal says why; a clinician confirms it or does not.

    \b
    Example:
      orthogen assess --pressure left.asf --pressure right.asf --gait walk.c3d --assessment form.toml --scan feet.stl
    """
    from orthogen import lab, publish
    from orthogen.lab.folder import write_whole

    if form:
        printed(publish.assessment_form_json() if as_json else publish.assessment_form_toml())
        return
    if picture and picture.suffix.lower() != ".png":
        raise click.BadParameter(f"{picture} does not end in .png, which is what is written", param_hint="--picture")
    pressure_told = {name.removeprefix("pressure_"): value for name, value in told.items()}
    found = lab.assess(pressure, gait=gait, assessment=assessment, scans=scans, **pressure_told)
    if picture:
        write_whole(picture, publish.pressure_png(found))
    printed(publish.assess_json(found) if as_json else publish.assess_text(found))
