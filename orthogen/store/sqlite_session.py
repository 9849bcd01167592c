"""Sqlite session. file -> Session, through Python's own sqlite3 and the SQL made beforehand; nothing is imported."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from orthogen.errors import LabError, OutputNotWritable, StoreDamaged
from orthogen.store.compiled.sqlite import REVISION, SCHEMA, STATEMENTS
from orthogen.store.session import Row

T = TypeVar("T")
_PATIENCE_S = 60.0  # eight writers at once each wait a few times the 10 ms of a filing
_FULL_OR_READ_ONLY = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")


class SqliteSession:
    """A store in one SQLite file (WAL), made where there is none and brought to the newest schema."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._plainly():
            if not path.exists():
                _create(path)
            self._database = _connected(path)
            found = self._database.execute("SELECT version_num FROM alembic_version").fetchone()
            if found != (REVISION,):
                self._bring_up_to_date(str(found and found[0]))

    def ask(self, name: str, /, **values: object) -> list[Row]:
        """Return the rows of a statement."""
        with self._plainly():
            return self._database.execute(STATEMENTS[name], values).fetchall()

    def tell(self, name: str, /, **values: object) -> None:
        """Run a statement that writes, inside `together`."""
        self.ask(name, **values)

    def together(self, case: str, work: Callable[[], T]) -> T:
        """Run `work` as one transaction; SQLite has one writer at a time, so the case is its own."""
        with self._plainly():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                done = work()
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    with suppress(sqlite3.Error):  # the error that led here says more
                        self._database.execute("ROLLBACK")
        return done

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong with its file."""
        with self._plainly():
            whole = [str(row[0]) for row in self._database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            loose = [f"a row of {row[0]} names a row that is not there"
                     for row in self._database.execute("PRAGMA foreign_key_check")]  # fmt: skip
        return [*whole, *loose]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _bring_up_to_date(self, found: str) -> None:
        """Run the migrations that the file lacks; one of a newer program is refused."""
        self._database.close()
        from orthogen.store.migrating import migrate

        migrate(f"sqlite:///{self._path}", found=found)
        self._database = _connected(self._path)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say an error of SQLite as one of ours."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise LabError(f"the store refused a row: {error}", "run `orthogen check-store`") from error
        except sqlite3.OperationalError as error:
            name = getattr(error, "sqlite_errorname", "")
            if name.startswith(_FULL_OR_READ_ONLY):
                raise OutputNotWritable(
                    f"cannot write to the store {self._path}: {error}", "free space or make the folder writable"
                ) from error
            raise LabError(f"the store {self._path} does not answer: {error}", "run it again") from error
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(
                f"{self._path} is damaged: {error}", "put back the copy of your last backup; the files are untouched"
            ) from error


def _connected(path: Path) -> sqlite3.Connection:
    # a file that vanished is not made anew and empty in silence
    way = "mode=ro&immutable=1" if _unchanging(path) else "mode=rw"
    database = sqlite3.connect(f"{path.resolve().as_uri()}?{way}", uri=True, timeout=_PATIENCE_S, isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA secure_delete = ON")
    return database


def _unchanging(path: Path) -> bool:
    """Whether the disk is mounted read-only and every row is in the file: then no process can change it meanwhile."""
    log = path.with_name(f"{path.name}-wal")
    mounted = os.statvfs(path).f_flag & os.ST_RDONLY if path.exists() and hasattr(os, "statvfs") else 0
    return bool(mounted) and not (log.exists() and log.stat().st_size)


def _create(path: Path) -> None:
    """Make an empty store beside its place and move it there whole, unless another process was first."""
    part = path.with_name(f".{os.urandom(16).hex()}")
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("BEGIN")
            for statement in SCHEMA:
                database.execute(statement)
            database.execute("COMMIT")
        with suppress(FileExistsError):
            os.link(part, path)
    except OSError as error:
        raise OutputNotWritable(
            f"cannot make the store {path}: {error.strerror}", "name another folder with --out"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
