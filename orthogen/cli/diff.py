"""Diff. case, two versions -> what they differ in, on the screen, as JSON or as a page."""

from pathlib import Path

import click

from orthogen.cli.output import AS_JSON, printed


@click.command()
@click.argument("case")
@click.argument("version_a", metavar="V1")
@click.argument("version_b", metavar="V2")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE.html",
              help="Write an offline page with both devices in one viewer.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output.")
@AS_JSON
def diff(case: str, version_a: str, version_b: str, page: Path | None, out: Path, as_json: bool) -> None:
    """Compare two versions of CASE: orders, measures, and mm between the finished surfaces.

    On one scan it proves that nothing moved outside of what was ordered otherwise.

    \b
    Example:
      orthogen diff C0001 v1 v2 --page diff.html
    """
    from orthogen import lab, publish
    from orthogen.lab.folder import write_whole

    found = lab.diff(case, version_a, version_b, out=out)
    if page:
        write_whole(page, lab.diff_page(found, out=out))
    printed(publish.diff_json(found) if as_json else publish.diff_text(found))
