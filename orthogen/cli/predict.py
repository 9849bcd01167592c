"""Predict. a filed build, its scan, a barefoot print -> what the device is likely to change, or what might be tried."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from orthogen.cli.measuring import measuring, split
from orthogen.cli.output import AS_JSON, printed

Command = TypeVar("Command", bound=Callable[..., Any])


def _foreseeing(command: Command) -> Command:
    """Add the options that say what was built from what, and what is known of the person."""
    for option in (
        click.option("--out", type=click.Path(path_type=Path), default=Path("output"),
                     help="Output folder of the case."),
        click.option("--material", default="tpu", show_default=True, metavar="NAME",
                     help="Of an insole: rigid, tpu, eva, soft_eva or poron."),
        click.option("--assessment", type=click.Path(path_type=Path), metavar="FILE",
                     help="The assessment form: body mass, history, flags."),
        measuring,
        click.option("--unit", type=click.Choice(["mm", "cm", "m", "in"]), help="As it was given to the build."),
        click.option("--side", type=click.Choice(["left", "right"]), help="As it was given to the build."),
        click.option("--scan", "scans", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
                     help="What it was built from. Default: as it is in the store. Repeatable."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("build", metavar="CASE|build.json")
@_foreseeing
@click.option("--target", metavar="PART", help="A part to be relieved: score it with the ring around it.")
@AS_JSON
def predict(build: str, scans: tuple[Path, ...], as_json: bool, **options: Any) -> None:
    """Estimate what a device changes under the foot, as bands; writes nothing.

    An estimate of a spring model, never a pressure: it says why where it may not tell.

    \b
    Example:
      orthogen predict scan --pressure barefoot.lst
    """
    from orthogen import lab, publish

    told, more = split(options)
    more.pop("gait")
    found = lab.predict(build, scans, pressure_told=told, **more)
    printed(publish.predict_json(found) if as_json else publish.predict_text(found))


@click.command()
@click.argument("build", metavar="CASE|build.json")
@_foreseeing
@click.option(
    "--target", required=True, metavar="PART=PERCENT", help="Such as mth2=-15: relieve the second head by 15 %."
)
@AS_JSON
def optimise(build: str, scans: tuple[Path, ...], target: str, as_json: bool, **options: Any) -> None:
    """Say which smallest change of doses the model would try for a target; proposes, never decides, writes nothing.

    \b
    Example:
      orthogen optimise scan --pressure barefoot.lst --target mth2=-15
    """
    from orthogen import lab, publish

    part, _, number = target.partition("=")
    try:
        percent = float(number)
    except ValueError:
        raise click.BadParameter(f"{target!r} is not PART=PERCENT, such as mth2=-15", param_hint="--target") from None
    if not -100.0 < percent < 0.0:
        raise click.BadParameter(f"{percent:g} % is no relief; give one between −100 and 0", param_hint="--target")
    told, more = split(options)
    more.pop("gait")
    found = lab.optimise(build, scans, target=part, change_percent=percent, pressure_told=told, **more)
    printed(publish.optimise_json(found) if as_json else publish.optimise_text(found))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@AS_JSON
def validate(folder: Path, as_json: bool) -> None:
    """Compare predictions with pressures that were measured in the shoes of the same people; writes nothing.

    FOLDER holds one folder for each person; docs/prediction.md says what lies in it.

    \b
    Example:
      orthogen validate study/
    """
    from orthogen import lab, publish

    found = lab.validate(folder)
    printed(publish.validate_json(found) if as_json else publish.validate_text(found))
