"""Migrating. a database of an older schema, or an empty one -> the newest schema, by Alembic."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from orthogen.errors import LabError


def migrate(url: str, *, found: str, connection: Connection | None = None) -> None:
    """Run the migrations that lead from revision `found` to the newest; raises LabError for one of a newer program.

    connection: one in a transaction that is to hold all of it; else one is opened at the url.
    """
    with as_file(files("orthogen.store").joinpath("migrations")) as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found and found not in known:
            raise LabError(
                f"the store has the schema {found}, which this program does not know",
                "use the newer program that made it",
            )
        if connection is not None:
            _run(config, connection)
            return
        engine = create_engine(url)
        with engine.begin() as own:
            _run(config, own)
        engine.dispose()


def _run(config: Config, connection: Connection) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
