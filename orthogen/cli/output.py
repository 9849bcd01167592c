"""Output. text or bytes -> stdout; the option that asks for JSON."""

import os
import sys

import click

from orthogen.errors import OutputNotWritable

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON document on stdout.")


def printed(text: str | bytes) -> None:
    """Print to stdout; a reader that left early (`| head`) is no error."""
    try:
        click.echo(text, nl=isinstance(text, str))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the flush at exit would fail once more
        if not isinstance(error, BrokenPipeError):
            raise OutputNotWritable(f"cannot print: {error.strerror}", "print to another place") from error
