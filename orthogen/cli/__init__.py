"""Cli. argv -> exit code; each command is a few lines that call the lab and print what it returns.

Only click is imported here: `orthogen --help` must be instant, so every command imports what it uses.
"""

import io
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from orthogen.cli.assess import assess
from orthogen.cli.batch import batch
from orthogen.cli.cases import STORE, case, check_store, due, history, rebuild, rollback
from orthogen.cli.check_print import check_print
from orthogen.cli.diff import diff
from orthogen.cli.lists import formats, modifications, profiles, words
from orthogen.cli.measuring import measuring, split
from orthogen.cli.output import AS_JSON, printed
from orthogen.cli.predict import optimise, predict, validate
from orthogen.cli.refit import refit
from orthogen.cli.sign_off import sign_off
from orthogen.errors import OrthogenError, OutputNotWritable

INTERRUPTED = 130
_OF_A_BUILD_MIB = 64  # what its arrays take, of a dense scan
Command = TypeVar("Command", bound=Callable[..., Any])


def run(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (interface.md, "Exit codes"); an error is one sentence, no traceback."""
    arguments = sys.argv[1:] if argv is None else argv
    _prepare_process()
    try:
        code = main(arguments, prog_name="orthogen", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _refuse(arguments, INTERRUPTED, "Interrupted", "interrupted", "run it again")
    except click.ClickException as error:
        path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "orthogen"
        return _refuse(arguments, 2, type(error).__name__, error.format_message(), f"see {path} --help")
    except OrthogenError as error:
        return _refuse(arguments, error.exit_code, type(error).__name__, str(error), error.next_step)
    except OSError as error:
        return _refuse(arguments, 6, type(error).__name__, str(error), "check that the file is there and may be used")
    return code or 0


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="orthogen", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """From a 3D foot scan and a prescription to a verified, printable foot orthosis.

    \b
    Example:
      orthogen build scan.ply --profile overpronation
    """
    if context.invoked_subcommand is None:
        return click.echo(context.get_help())
    from orthogen.kernel.process import keep_freed

    keep_freed()


def _one(*names: str, default: Any = None, **more: Any) -> Callable[[Command], Command]:
    """Return an option that may be given once; twice only if both times say the same."""

    def agreed(context: click.Context, parameter: click.Parameter, values: tuple[Any, ...]) -> Any:
        if len(set(values)) > 1:
            said = " and ".join(str(value) for value in values)
            raise click.BadParameter(f"contradicts itself: {said}", context, parameter)
        return values[0] if values else default

    return click.option(*names, multiple=True, callback=agreed, **more)


def _seeing(command: Command) -> Command:
    """Add the options that say how a scan is to be read."""
    for option in (
        click.option("--landmark", "landmarks", multiple=True, metavar="NAME=x,y",
                     help="Set a landmark by hand, mm in the foot frame (x forward, y medial). Repeatable."),
        _one("--unit", type=click.Choice(["mm", "cm", "m", "in"]),
                     help="Unit of the file, where it neither declares one nor its size tells."),
        _one("--load", type=click.Choice(["standing", "unloaded"]),
                     help="How the foot was scanned, where that is known. Default: told from the sole."),
        _one("--side", type=click.Choice(["left", "right"]),
                     help="Side of the foot, where its shape cannot tell."),
    ):  # fmt: skip
        command = option(command)
    return command


@main.command()
@click.argument("scan", type=click.Path(path_type=Path))
@_seeing
@_one("--picture", type=click.Path(path_type=Path), metavar="FILE.png",
              help="Draw what was understood: side, sole, axis, landmarks, holes, measures, warnings.")  # fmt: skip
@_one("--map", "map_file", type=click.Path(path_type=Path), metavar="FILE.npz",
              help="Write the plantar map: x0, y0, step, z[ix, iy], mm, NaN outside.")  # fmt: skip
@AS_JSON
def inspect(
    scan: Path, landmarks: tuple[str, ...], picture: Path | None, map_file: Path | None, as_json: bool, **told: Any
) -> None:
    """Measure the feet in SCAN; writes nothing unless --picture or --map is given.

    \b
    Example:
      orthogen inspect scan.ply --picture scan.png
    """
    from orthogen import lab, publish
    from orthogen.lab.folder import write_whole
    from orthogen.lab.request import landmarks_from

    if picture and picture.suffix.lower() != ".png":
        raise click.BadParameter(f"{picture} does not end in .png, which is what is written", param_hint="--picture")
    feet = lab.inspect(scan, landmarks=landmarks_from(landmarks), **told)
    if picture:
        write_whole(picture, publish.picture_png(feet, name=scan.stem))
    if map_file:
        for foot in feet:
            path = map_file if len(feet) == 1 else map_file.with_stem(f"{map_file.stem}-{foot.side}")
            write_whole(path, publish.map_npz(foot))
    printed(publish.scan_json(feet) if as_json else publish.feet_text(feet))


@main.command()
@click.argument("scan", type=click.Path(path_type=Path))
@click.argument("second_scan", required=False, type=click.Path(path_type=Path))
@_one("--profile", metavar="NAME|FILE", help="Starting prescription; see `orthogen profiles`.")
@_one("--prescription", type=click.Path(path_type=Path), help="A complete prescription.toml, instead.")
@_one("--assessment", type=click.Path(path_type=Path), help="The assessment form, TOML or JSON.")
@measuring
@click.option("--set", "sets", multiple=True, metavar="[SIDE.]KIND.FIELD=VALUE",
              help="Order one dose by hand, e.g. left.heel_lift.height_mm=4. Repeatable.")  # fmt: skip
@_one("--vary", metavar="KIND.FIELD=V1,V2,..",
              help="Build one device for each value, to be tried in turn; the label tells them apart.")  # fmt: skip
@_one("--shoe", type=click.Path(path_type=Path), help="What is known of the shoe: heel drop, toe spring; TOML.")
@click.option("--liner", "liners", multiple=True, metavar="[SIDE=]FILE",
              help="Outline of the shoe's liner from above: DXF, SVG, flat STL. Once, or for each side.")  # fmt: skip
@click.option("--zone", "zones", multiple=True, metavar="NAME=PERCENT",
              help="Infill of heel, arch, forefoot, offload or rest, for slicers. Repeatable.")  # fmt: skip
@_one("--length", type=click.Choice(["full", "sulcus", "three-quarter"]), help="Default: as the profile says.")
@_one("--construction", type=click.Choice(["insole", "shell"]), help="Default: as the profile says.")
@_one("--material", type=click.Choice(["pp", "pa12", "tpu", "eva"]), help="Default: as the profile says.")
@_one("--thickness-mm", type=float, help="Default: as the profile says; a shell's from material, mass and posture.")
@click.option("--choose", multiple=True, metavar="NAME=OPTION",
              help="Answer a choice that the profile offers; see `orthogen profiles NAME`. Repeatable.")  # fmt: skip
@_seeing
@_one("--case", metavar="ID", help="Name of the case. Default: the scan's file name without suffix.")
@_one("--by", default="", metavar="WHO", help="Who orders it; kept in build.json.")
@_one("--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output.")
@click.option("--format", "formats", multiple=True, type=click.Choice(["stl", "3mf"]),
              help="File format; STL is always written. Repeatable.")  # fmt: skip
@click.option(
    "--accept-warning", "accepted", multiple=True, metavar="ID", help="Confirm a warning by its id. Repeatable."
)
@STORE
@_one("--words", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.toml",
              help="Words of the report: a translation of what `orthogen words` prints.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors; the exit code tells the verdict.")
@AS_JSON
def build(
    scan: Path, second_scan: Path | None, as_json: bool, quiet: bool, words: Path | None,
    landmarks: tuple[str, ...], liners: tuple[str, ...], zones: tuple[str, ...], **options: Any,
) -> int:  # fmt: skip
    """Build and verify the device for SCAN, or for the two feet of one person in SCAN and SECOND_SCAN.

    Exits with 1 if a device was built and rejected by its checks.

    \b
    Example:
      orthogen build scan.ply --profile overpronation --set rearfoot_post.angle_deg=3
    """
    from orthogen.kernel.process import fetch_memory

    fetch_memory(_OF_A_BUILD_MIB)  # while the modules below are read
    from orthogen import lab, publish
    from orthogen.cli.progress import progress
    from orthogen.lab.request import landmarks_from, liners_from, zones_from

    wording = publish.translated(words.read_bytes()) if words else publish.english()
    told, more = split(options)
    with progress(quiet=quiet) as said:
        done = lab.build(
            scan, second_scan, landmarks=landmarks_from(landmarks), liners=liners_from(liners), wording=wording,
            progress=said, pressure_told=told, zones=zones_from(zones), **more,
        )  # fmt: skip
    if as_json or not quiet:
        printed(publish.build_json(done) if as_json else publish.build_text(done))
    return 0 if done.verdict == "accepted" else 1


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_one("--build", "build_file", type=click.Path(path_type=Path), metavar="build.json",
              help="Also compare with the build that the file came from.")  # fmt: skip
@AS_JSON
def verify(file: Path, build_file: Path | None, as_json: bool) -> int:
    """Check any STL file in mm: closed, oriented, one piece, free of itself, thick enough.

    Exits with 1 if a check rejects it.

    \b
    Example:
      orthogen verify output/scan/v001/left.stl --build output/scan/v001/build.json
    """
    from orthogen import lab, publish

    found = lab.verify(file, build=build_file)
    printed(publish.verify_json(found, file=str(file)) if as_json else publish.verify_text(found, file=str(file)))
    return 0 if all(finding.ok for finding in found) else 1


@main.command()
@click.argument("mesh", type=click.Path(path_type=Path), metavar="IN")
@click.argument("out", type=click.Path(path_type=Path))
@_one("--distance-mm", type=float, required=True, help="Outwards if positive, inwards if negative.")
@_one("--cell-mm", type=float, help="Pitch of the sampling: 0.5 mm unless the distance is less.")
@_one("--unit", type=click.Choice(["mm", "cm", "m", "in"]), help="Of a file that declares none; mm if not given.")
@AS_JSON
def offset(mesh: Path, out: Path, distance_mm: float, cell_mm: float | None, unit: Any, as_json: bool) -> None:
    """Write the surface at a distance from the mesh IN as the STL file OUT.

    Small holes and nearly flat rims, such as the cut through a leg, are closed first, and that is told; other open
    meshes are refused.

    \b
    Example:
      orthogen offset last.stl thicker.stl --distance-mm 3
    """
    from orthogen import lab, publish
    from orthogen.lab.folder import write_whole

    made = lab.offset(mesh, distance_mm=distance_mm, cell_mm=cell_mm, unit=unit)
    write_whole(out, publish.offset_stl(made))
    printed(publish.offset_json(made, file=str(out)) if as_json else publish.offset_text(made, file=str(out)))


for command in (
    assess,
    batch,
    case,
    check_print,
    check_store,
    diff,
    due,
    history,
    rebuild,
    refit,
    rollback,
    formats,
    modifications,
    optimise,
    predict,
    profiles,
    sign_off,
    validate,
    words,
):
    main.add_command(command)


def _refuse(arguments: list[str], code: int, name: str, message: str, next_step: str) -> int:
    """Say what is wrong and what to do next: on stderr, and as a JSON document on stdout if that was asked for."""
    click.echo(f"Error: {message}\nNext: {next_step}", err=True)
    if "--json" in arguments:
        document = {"schema": "orthogen.error/1", "code": code, "error": name, "message": message, "next": next_step}
        with suppress(OutputNotWritable):
            printed(json.dumps(document, indent=2))
    return code


def _prepare_process() -> None:
    """Let SIGTERM clean up like Ctrl-C does, and never fail on a character the terminal does not have.

    numpy's BLAS is told to start no threads: the matrices here are small, and while modules are read its threads would
    keep every other core busy with waiting, a twelfth of all processor time of a build. Processes begun by this one
    inherit that.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
