"""Lists. profiles, modifications, formats, words -> what a terminal or a program reads of them."""

import click

from orthogen.cli.output import AS_JSON, printed


@click.command()
@click.argument("name", required=False)
@AS_JSON
def profiles(name: str | None, as_json: bool) -> None:
    """List the shipped profiles, or all that one of them says.

    \b
    Example:
      orthogen profiles overpronation
    """
    from orthogen import intake, publish

    chosen = [intake.read_profile(each) for each in ([name] if name else intake.profile_names())]
    printed(publish.profiles_json(chosen) if as_json else publish.profiles_text(chosen))


@click.command()
@click.argument("kind", required=False)
@AS_JSON
def modifications(kind: str | None, as_json: bool) -> None:
    """List the modifications that can be ordered, with unit, limits, default and source of every field.

    \b
    Example:
      orthogen modifications heel_cup
    """
    from orthogen import publish
    from orthogen.modifications import catalogue, modification

    chosen = {kind: type(modification(kind, {}))} if kind else catalogue()
    printed(publish.modifications_json(chosen) if as_json else publish.modifications_text(chosen))


@click.command()
@AS_JSON
def formats(as_json: bool) -> None:
    """List the formats of scans, pressure recordings and gait that can be read.

    \b
    Example:
      orthogen formats --json
    """
    from orthogen import intake, publish
    from orthogen.intake.gait import gait_formats
    from orthogen.intake.pressure import pressure_formats

    known = intake.formats(), pressure_formats(), gait_formats()
    printed(publish.formats_json(*known) if as_json else publish.formats_text(*known))


@click.command()
def words() -> None:
    """Print all words of the report and the leaflet, to be translated and given to build with --words.

    \b
    Example:
      orthogen words > clinic.toml
    """
    from orthogen import publish

    printed(publish.words_toml())
