"""Check print. a case, a version, a scan of the printed part -> whether it came out as designed."""

from pathlib import Path
from typing import Any

import click

from orthogen.cli.output import AS_JSON, printed


@click.command("check-print")
@click.argument("case")
@click.argument("version")
@click.argument("scan", metavar="PRINTED", type=click.Path(path_type=Path))
@click.option("--side", type=click.Choice(["left", "right"]), help="Which device. Default: the one that fits.")
@click.option("--process", default="mjf", metavar="NAME|FILE.toml",
              help="Machine that printed it: mjf, sls, fdm or one of your own. Default: mjf.")  # fmt: skip
@click.option("--unit", type=click.Choice(["mm", "cm", "m", "in"]), help="Of a file that declares none.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE.html", help="Write a page with coloured maps.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output.")
@AS_JSON
def check_print(case: str, version: str, scan: Path, page: Path | None, out: Path, as_json: bool, **told: Any) -> int:
    """Compare PRINTED, a scan of the printed part in any pose, with the device of CASE and VERSION.

    Exits with 1 if the part is rejected, with 4 if it is another part, mirrored, or not wholly scanned.

    \b
    Example:
      orthogen check-print C0001 v001 printed.ply --process mjf
    """
    from orthogen import lab, publish
    from orthogen.lab.folder import write_whole

    if page and page.suffix.lower() != ".html":
        raise click.BadParameter(f"{page} does not end in .html, which is what is written", param_hint="--page")
    done = lab.check_print(case, version, scan, out=out, **told)
    if page:
        write_whole(page, publish.check_print_html(done))
    printed(publish.check_print_json(done) if as_json else publish.check_print_text(done))
    return 0 if done.verdict == "accepted" else 1
