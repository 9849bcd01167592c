"""Progress. what is being done -> stages with their seconds on a terminal, plain lines elsewhere, nothing if quiet."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

import click

Progress = Callable[[str], None]


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Yield what is called with the name of each stage as it begins; all of it goes to stderr."""
    if quiet:
        yield lambda said: None
    elif sys.stderr.isatty():
        yield from _live()
    else:
        yield lambda said: click.echo(f"{said} …", err=True)


def _live() -> Iterator[Progress]:
    """Yield a line that turns while a stage lasts, and stays with its seconds when the next one begins."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    stage, begun = "", perf_counter()

    def end() -> None:
        if stage:
            console.print(f"[green]✓[/green] {stage} [dim]{perf_counter() - begun:.2f} s[/dim]")

    with console.status("") as line:

        def begin(said: str) -> None:
            nonlocal stage, begun
            end()
            stage, begun = said, perf_counter()
            line.update(said)

        yield begin
        end()


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yield what is called with how many are done, of how many, and the last one; shows a bar with the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    last = TextColumn("{task.fields[last]}", markup=False)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), last)
    with Bars(*columns, console=Console(stderr=True, highlight=False)) as shown:
        task = shown.add_task(what, total=None, last="")

        def advanced(done: int, of: int, ended: str) -> None:
            shown.update(task, completed=done, total=of, last=ended)

        yield advanced
