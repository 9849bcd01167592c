"""Batch. a list of orders on the command line -> all of them built, with progress, and what is not done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orthogen.cli.output import AS_JSON, printed

if TYPE_CHECKING:
    from orthogen.records.batch import Outcome

Tell = Callable[["Outcome", int, int], None]
NOT_ALL_DONE = 6


@click.command()
@click.argument("orders", type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(1, 1000), help="Processes. Default: one for each processor.")
@click.option("--scheduler", metavar="ADDRESS", help="Run on the Dask cluster at tcp://HOST:PORT instead.")
@click.option("--strict", is_flag=True, help="Build nothing if any row has a mistake.")
@click.option("--profile", metavar="NAME|FILE", help="For rows that name neither profile nor prescription.")
@click.option("--machine", "machines", multiple=True, metavar="NAME|FILE.toml",
              help="Machine to lay trays out for, instead of the usual one of its process. Repeatable.")  # fmt: skip
@click.option("--slice", "slicer_profile", type=click.Path(path_type=Path), metavar="PROFILE.ini",
              help="Let an installed PrusaSlicer with this profile tell how long filament trays print.")  # fmt: skip
@click.option("--by", default="", metavar="WHO", help="Who orders it; kept in build.json.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors; the exit code tells whether all is done.")
@AS_JSON
def batch(orders: Path, as_json: bool, quiet: bool, **options: Any) -> int:
    """Build every order in ORDERS: a CSV file, JSON lines (.jsonl) or a folder of scans.

    Run it again to continue: what is finished is not done twice. Exits with 0 only if all orders are done, else with 6.

    \b
    Example:
      orthogen batch orders.csv --workers 2
    """
    from orthogen import publish
    from orthogen.batch.running import run_batch

    with _progress(quiet=quiet) as tell:
        done = run_batch(orders, tell=tell, **options)
    if as_json or not quiet:
        printed(publish.batch_json(done) if as_json else publish.batch_text(done))
    return 0 if done.count("done") == len(done.outcomes) else NOT_ALL_DONE


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Tell]:
    """Yield what is told of each order as it ends: a bar with the time left on a terminal, else a plain line."""
    if quiet:
        yield lambda outcome, ended, of: None
    elif sys.stderr.isatty():
        from orthogen.cli.progress import bar

        with bar("orders") as advanced:
            yield lambda outcome, ended, of: advanced(ended, of, _line(outcome))
    else:
        yield lambda outcome, ended, of: click.echo(f"{ended}/{of} {_line(outcome)}", err=True)


def _line(outcome: "Outcome") -> str:
    why = f": {outcome.reason}" if outcome.reason else ""
    return f"{outcome.case} {outcome.status}{why}"
