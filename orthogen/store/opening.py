"""Opening. output folder, address of a database -> the store, with what a killed process left behind taken in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orthogen.errors import OutputNotWritable
from orthogen.store.contents import Contents
from orthogen.store.session import Session
from orthogen.store.shelf import Shelf
from orthogen.store.taking_in import folders, left_behind, take_in

DATABASE = "orthogen.db"


@contextmanager
def opened(out: Path, *, url: str | None = None) -> Iterator[Shelf]:
    """Give the store of an output folder: SQLite in it, or the database at `url` (postgresql://…), files in it.

    A store is made where there is none, and every version that stands in the folder is filed then. Raises LabError.
    """
    if not out.is_dir():
        raise OutputNotWritable(f"there is no folder {out}", "name the output folder with --out")
    new = url is None and not (out / DATABASE).exists()
    shelf = Shelf(session=_session(out, url), contents=Contents(out / "store"), out=out)
    try:
        for case in everything(out) if new else left_behind(out):
            take_in(shelf, case)
        yield shelf
    finally:
        shelf.close()


def everything(out: Path) -> list[str]:
    """Return every folder that holds a version: the cases on the disk."""
    return sorted(path.name for path in out.iterdir() if path.is_dir() and folders(out, path.name))


def _session(out: Path, url: str | None) -> Session:
    if url is None:
        from orthogen.store.sqlite_session import SqliteSession

        return SqliteSession(out / DATABASE)
    from orthogen.store.server_session import ServerSession

    return ServerSession(url)
