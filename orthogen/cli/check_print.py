"""Check print. a case, a version and the scan of its printed part on the command line -> its deviations."""

from pathlib import Path
from typing import Any

import click

from orthogen.cli.output import AS_JSON, printed


@click.command("check-print")
@click.argument("case")
@click.argument("version", metavar="V")
@click.argument("scan", metavar="PRINTED.stl", type=click.Path(path_type=Path))
@click.option("--process", default="mjf", metavar="NAME|FILE.toml", help="Machine that printed it. Default: mjf.")
@click.option("--side", type=click.Choice(["left", "right"]), help="Default: the device that the scan fits best.")
@click.option("--unit", type=click.Choice(["mm", "cm", "m", "in"]), help="Of a scan that declares none. Default: mm.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output.")
@AS_JSON
def check_print(case: str, version: str, scan: Path, as_json: bool, **options: Any) -> int:
    """Compare the scan of a printed part with the design of version V of CASE, zone by zone.

    Exits with 1 if a zone is out of the tolerance of the process.

    \b
    Example:
      orthogen check-print C0001 v001 printed.stl --process sls
    """
    from orthogen import publish
    from orthogen.batch.printed import check_print as compared

    part = compared(case, version, scan, **options)
    text = publish.printed_json(part, file=str(scan)) if as_json else publish.printed_text(part, file=str(scan))
    printed(text)
    return 0 if part.verdict == "accepted" else 1
