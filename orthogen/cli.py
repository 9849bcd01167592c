"""Cli. argv -> exit code; each command is a few lines that call the lab and print what it returns.

Only click is imported here: `orthogen --help` must be instant, so every command imports what it uses.
"""

import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from orthogen.errors import OrthogenError, OutputNotWritable

INTERRUPTED = 130
Command = TypeVar("Command", bound=Callable[..., Any])


def run(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (interface.md, "Exit codes"); an error is one sentence, no traceback."""
    arguments = sys.argv[1:] if argv is None else argv
    _prepare_process()
    try:
        code = main(arguments, prog_name="orthogen", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _refuse(arguments, INTERRUPTED, "Interrupted", "interrupted; nothing was written", "run it again")
    except click.ClickException as error:
        return _refuse(arguments, 2, "UsageError", error.format_message(), "see orthogen --help")
    except OrthogenError as error:
        return _refuse(arguments, error.exit_code, type(error).__name__, str(error), error.next_step)
    except OSError as error:
        return _refuse(arguments, 6, type(error).__name__, str(error), "check that the file is there and may be used")
    return code or 0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="orthogen", message="%(prog)s %(version)s")
def main() -> None:
    """From a 3D foot scan and a prescription to a verified, printable foot orthosis.

    Example: orthogen build scan.ply --profile overpronation
    """


def _seeing(command: Command) -> Command:
    """Add the options that say how a scan is to be read."""
    for option in (
        click.option("--landmark", "landmarks", multiple=True, metavar="NAME=x,y",
                     help="Set a landmark by hand, mm in the foot frame (x forward, y medial). Repeatable."),
        click.option("--unit", type=click.Choice(["mm", "cm", "m", "in"]),
                     help="Unit of the file, where it neither declares one nor its size tells."),
        click.option("--side", type=click.Choice(["left", "right"]),
                     help="Side of the foot, where its shape cannot tell."),
    ):  # fmt: skip
        command = option(command)
    return command


_JSON = click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON document on stdout.")


@main.command()
@click.argument("scan", type=click.Path(path_type=Path))
@_seeing
@click.option("--map", "map_file", type=click.Path(path_type=Path), metavar="FILE.npz",
              help="Write the plantar map: x0, y0, step, z[ix, iy], mm, NaN outside.")  # fmt: skip
@_JSON
def inspect(scan: Path, side: Any, unit: Any, landmarks: tuple[str, ...], map_file: Path | None, as_json: bool) -> None:
    """Measure the feet in SCAN; writes nothing unless --map is given.

    Example: orthogen inspect scan.ply --json
    """
    from orthogen import lab, publish
    from orthogen.lab.request import landmarks_from

    feet = lab.inspect(scan, side=side, unit=unit, landmarks=landmarks_from(landmarks))
    if map_file:
        for foot in feet:
            path = map_file if len(feet) == 1 else map_file.with_stem(f"{map_file.stem}-{foot.side}")
            _write(path, publish.map_npz(foot))
    _print(publish.scan_json(feet) if as_json else publish.feet_text(feet))


def _write(path: Path, data: bytes) -> None:
    """Write one file that the user named."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputNotWritable(f"cannot write {path}: {error.strerror}", "name a file that may be written") from error


def _print(text: str | bytes) -> None:
    """Print to stdout; a reader that left early (`| head`) is no error."""
    try:
        click.echo(text, nl=isinstance(text, str))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _refuse(arguments: list[str], code: int, name: str, message: str, next_step: str) -> int:
    """Say what is wrong and what to do next: on stderr, and as a JSON document on stdout if that was asked for."""
    if "--json" in arguments:
        document = {"schema": "orthogen.error/1", "code": code, "error": name, "message": message, "next": next_step}
        _print(json.dumps(document, indent=2))
    click.echo(f"Error: {message}\nNext: {next_step}", err=True)
    return code


def _prepare_process() -> None:
    """Let SIGTERM clean up like Ctrl-C does, and never fail on a character the terminal does not have."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
