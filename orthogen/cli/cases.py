"""Cases. the commands on what the store keeps -> what they print and their exit codes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from orthogen.cli.output import AS_JSON, printed

DAMAGED = 6
Command = TypeVar("Command", bound=Callable[..., Any])
STORE = click.option(
    "--store", envvar="ORTHOGEN_STORE", metavar="URL", help="Database, postgresql://…; else ORTHOGEN_STORE or a file."
)
_BY = click.option("--by", default="", metavar="WHO", help="Who does it.")


def _kept(command: Command) -> Command:
    """Add the options that say where the store is, and the one for JSON."""
    out = click.option(
        "--out", type=click.Path(path_type=Path), default=Path("output"), help="Output folder. Default: output."
    )
    return AS_JSON(out(STORE(command)))


@click.command()
@click.argument("case")
@_kept
def history(case: str, as_json: bool, **place: Any) -> None:
    """Tell the line of CASE: its versions, assessments, reviews, decisions and notes.

    \b
    Example:
      orthogen history C0001
    """
    from orthogen import lab, publish

    versions, entries = lab.history(case, **place)
    told = publish.history_json if as_json else publish.history_text
    printed(told(versions, entries, case=case))


@click.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day to look at. Default: today.")
@_kept
def due(on: datetime | None, as_json: bool, **place: Any) -> None:
    """List who must be reviewed: 2, 6 and 12 weeks after issue, then by plan, age or yearly.

    \b
    Example:
      orthogen due --on 2027-01-10
    """
    from datetime import UTC

    from orthogen import lab, publish

    day = (on or datetime.now(UTC)).date()
    found = lab.due(on=day, **place)
    printed((publish.due_json if as_json else publish.due_text)(found, on=day.isoformat()))


@click.command()
@click.argument("case")
@click.argument("version")
@_BY
@click.option("--reason", default="", help="Why. Default: that it is a rollback.")
@_kept
def rollback(case: str, version: str, by: str, reason: str, as_json: bool, **place: Any) -> None:
    """File VERSION of CASE again, byte for byte, as its newest version.

    \b
    Example:
      orthogen rollback C0001 v001 --by "A. Clinician" --reason "worse since v002"
    """
    from orthogen import lab, publish

    made = lab.rollback(case, version, by=by, reason=reason, **place)
    document = {"schema": "orthogen.rollback/1", "case": case, "to": version, "version": made}
    printed(publish.document_json(document) if as_json else f"{case}: {made} is {version} again")


@click.command()
@click.argument("case")
@click.argument("version")
@_kept
def rebuild(case: str, version: str, as_json: bool, **place: Any) -> int:
    """Make VERSION of CASE anew from its stored inputs and compare the bytes; nothing is filed.

    Exits with 1 if a device comes out different.

    \b
    Example:
      orthogen rebuild C0001 v001
    """
    from orthogen import lab, publish

    made = lab.rebuild(case, version, **place)
    if as_json:
        printed(publish.rebuild_json(lab.rebuilt_document(made)))
    else:
        lines = [
            f"{name}: {'the same, ' + was[:12] if was == now else 'differs'}" for name, (was, now) in made.files.items()
        ]
        printed("\n".join([*lines, *made.differs]))
    return 0 if made.same else 1


@click.command("check-store")
@_kept
def check_store(as_json: bool, **place: Any) -> int:
    """Hold every row and every file against what was filed, and name what differs.

    Exits with 6 if anything does.

    \b
    Example:
      orthogen check-store
    """
    from orthogen import lab, publish

    found = lab.check_store(**place)
    printed(publish.check_json(found) if as_json else publish.check_text(found))
    return DAMAGED if found.faults else 0


@click.group()
def case() -> None:
    """Add to a case, take it out, or erase the patient's data.

    \b
    Example:
      orthogen case note C0001 --kind wear --text "6 hours a day"
    """


@case.command()
@click.argument("case")
@click.option(
    "--kind", required=True, type=click.Choice(["complaint", "incident", "remake", "wear"]), help="What it is."
)
@click.option("--text", required=True, help="What happened; no names.")
@_BY
@_kept
def note(case: str, kind: str, text: str, by: str, as_json: bool, **place: Any) -> None:
    """Add a note to CASE.

    \b
    Example:
      orthogen case note C0001 --kind complaint --text "presses under the arch"
    """
    from orthogen import lab, publish

    made = lab.note(case, kind=kind, text=text, by=by, **place)
    printed(publish.entry_json(made) if as_json else f"{case}: {kind} filed as entry {made.number}")


@case.command()
@click.argument("case")
@click.option("--weeks", required=True, type=int, help="Weeks between reviews, after the first three.")
@click.option("--by", required=True, metavar="WHO", help="Who plans it.")
@_kept
def plan(case: str, weeks: int, by: str, as_json: bool, **place: Any) -> None:
    """Set how often CASE is reviewed.

    \b
    Example:
      orthogen case plan C0001 --weeks 12 --by "A. Clinician"
    """
    from orthogen import lab, publish

    made = lab.plan(case, weeks=weeks, by=by, **place)
    printed(publish.entry_json(made) if as_json else f"{case}: reviewed every {weeks} weeks, entry {made.number}")


@case.command()
@click.argument("case")
@click.argument("to", type=click.Path(path_type=Path), required=False, metavar="[FILE.zip]")
@_kept
def export(case: str, to: Path | None, as_json: bool, **place: Any) -> None:
    """Write everything that is kept of CASE as one ZIP, by default CASE.zip.

    \b
    Example:
      orthogen case export C0001 C0001.zip
    """
    from orthogen import lab, publish

    path = to or Path(f"{case}.zip")
    count = lab.export_case(case, path, **place)
    document = {"schema": "orthogen.export/1", "case": case, "file": str(path), "files": count}
    printed(publish.document_json(document) if as_json else f"{path}: {count} files")


@case.command()
@click.argument("case")
@click.option("--by", default="", metavar="WHO", help="Who erases; kept in the line of the case.")
@click.option("--reason", default="", help="Why, e.g. the patient's request; kept too.")
@_kept
def erase(case: str, by: str, reason: str, as_json: bool, **place: Any) -> None:
    """Erase the patient's data of CASE, for good: scans, measurements, forms, reviews.

    What documents the device is kept for ten years after the last version; run again after that, it goes too.

    \b
    Example:
      orthogen case erase C0001 --by "A. Clinician" --reason "request of the patient"
    """
    from orthogen import lab, publish

    made = lab.erase_case(case, by=by, reason=reason, **place)
    kept = f"; the record of the device is kept until {made.kept_until}" if made.kept_until else ""
    said = f"{case}: {made.files} files and {made.entries} entries erased{kept}"
    printed(publish.erased_json(made, case=case) if as_json else said)
