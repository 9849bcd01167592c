"""Assess. files of instruments, the assessment form, scans -> what they say of each foot, and what they ask for."""

from pathlib import Path
from typing import Any

import click

from orthogen.cli.measuring import measuring, split
from orthogen.cli.output import AS_JSON, printed


@click.command()
@measuring
@click.option(
    "--assessment", type=click.Path(path_type=Path), metavar="FILE", help="The assessment form, TOML or JSON."
)
@click.option("--form", is_flag=True, help="Print an empty assessment form instead.")
@click.option("--scan", "scans", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A scan of the feet: masks then come from its landmarks. Repeatable.")  # fmt: skip
@click.option("--picture", type=click.Path(path_type=Path), metavar="FILE.png",
              help="Draw the peak pressures with masks, path of the centre of pressure and time curves.")  # fmt: skip
@AS_JSON
def assess(
    pressure: tuple[Path, ...], form: bool, picture: Path | None, as_json: bool, **options: Any,
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
    told, more = split(options)
    found = lab.assess(pressure, **told, **more)
    if picture and not found.pressure:
        raise click.BadParameter("there is no pressure to draw; give --pressure", param_hint="--picture")
    if picture:
        write_whole(picture, publish.pressure_png(found))
    printed(publish.assess_json(found) if as_json else publish.assess_text(found))
