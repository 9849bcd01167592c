"""Server session. URL -> Session, through SQLAlchemy: PostgreSQL, for a clinic with several seats."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from orthogen.errors import LabError
from orthogen.store.migrating import migrate
from orthogen.store.schema import REVISION
from orthogen.store.session import Row
from orthogen.store.statements import STATEMENTS

T = TypeVar("T")


class ServerSession:
    """A store in a PostgreSQL database, made there or brought to the newest schema when it is first opened."""

    def __init__(self, url: str) -> None:
        with _plainly():
            address = make_url(url)
            if address.get_backend_name() != "postgresql":
                raise LabError(
                    f"a store cannot be kept in {address.get_backend_name()}",
                    "give postgresql://user@host/database, or nothing for a file in the output folder",
                )
            self._engine = create_engine(address.set(drivername="postgresql+psycopg"))
            self._connection = self._engine.connect()
            self._prepare(address.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))

    def ask(self, name: str, /, **values: object) -> list[Row]:
        """Return the rows of a statement."""
        with _plainly():
            within = self._connection.in_transaction()
            rows = [tuple(row) for row in self._connection.execute(STATEMENTS[name], values)]
            if not within:
                self._connection.rollback()
        return rows

    def tell(self, name: str, /, **values: object) -> None:
        """Run a statement that writes, inside `together`."""
        with _plainly():
            self._connection.execute(STATEMENTS[name], values)

    def together(self, case: str, work: Callable[[], T]) -> T:
        """Run `work` as one transaction; others that write to the same case wait for its end."""
        with _plainly(), self._connection.begin():
            _lock(self._connection, case)
            return work()

    def faults(self) -> list[str]:
        """Return nothing: a server watches over its own pages."""
        return []

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()
        self._engine.dispose()

    def _prepare(self, url: str) -> None:
        """Bring an empty or older database to the newest schema; seats that start at once wait for one another."""
        if _revision(self._connection) == REVISION:
            return
        with self._connection.begin():
            _lock(self._connection, "orthogen schema")
            found = _revision(self._connection)
            if found != REVISION:
                migrate(url, found=found, connection=self._connection)


def _revision(connection: Connection) -> str:
    """Return the revision of the schema, "" of an empty database; ends a transaction only if it began one."""
    within = connection.in_transaction()
    known = inspect(connection).has_table("alembic_version")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else ""
    if not within:
        connection.rollback()
    return str(found or "")


def _lock(connection: Connection, name: str) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


@contextmanager
def _plainly() -> Iterator[None]:
    """Say an error of the server as one of ours, without the password of its address."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError) as error:
        raise LabError(
            "the address of the store cannot be read", "give for example postgresql://user@host/database"
        ) from error
    except DBAPIError as error:
        said = str(error.orig).strip().split("\n")[0]
        raise LabError(f"the store refused: {said}", "see that the server runs, then run it again") from error
    except SQLAlchemyError as error:
        raise LabError(f"the store does not answer: {type(error).__name__}", "run it again") from error
