"""Refit. case, review, new measurements -> the proposal on the screen or as JSON; accepted, the next version."""

from pathlib import Path
from typing import Any

import click

from orthogen.cli.cases import STORE
from orthogen.cli.measuring import measuring, split
from orthogen.cli.output import AS_JSON, printed


@click.command()
@click.argument("case")
@click.option("--scan", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="A new scan, compared with the one the case stands on. Repeatable.")  # fmt: skip
@measuring
@click.option("--assessment", type=click.Path(path_type=Path), metavar="FILE", help="A new assessment form.")
@click.option("--review", type=click.Path(path_type=Path), metavar="FILE",
              help="The review: pain by place, wear, comfort, complaints; TOML or JSON.")  # fmt: skip
@click.option("--form", is_flag=True, help="Print an empty review form instead.")
@click.option("--accept", is_flag=True, help="Build it as the next version; without files, the newest proposal.")
@click.option(
    "--accept-warning", "accepted", multiple=True, metavar="ID", help="Confirm a warning by its id. Repeatable."
)
@click.option("--by", default="", metavar="WHO", help="Who accepts it.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output.")
@STORE
@AS_JSON
def refit(case: str, form: bool, as_json: bool, **options: Any) -> int:
    """Propose what the next version of CASE has otherwise, rule by rule, from its review and new measurements.

    A clinician edits and accepts the proposal. A patient of whom nothing changed gives no change.

    \b
    Example:
      orthogen refit C0001 --review review.toml --scan new.ply
      orthogen refit C0001 --accept --by "A. Clinician"
    """
    from orthogen import lab, publish
    from orthogen.cli.progress import progress

    if form:
        printed(publish.review_form_toml())
        return 0
    told, more = split(options)
    with progress(quiet=as_json) as said:
        done = lab.refit(case, pressure_told=told, progress=said, **more)
    version = done.build.version if done.build else None
    file = str(done.file) if done.file else None
    if as_json:
        printed(publish.refit_json(done.refit, accepted=done.accepted, version=version, file=file))
    else:
        printed(publish.refit_text(done.refit, version=version, file=file))
    return 0 if done.build is None or done.build.verdict == "accepted" else 1
