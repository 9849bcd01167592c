"""Compiling. the tables and statements of SQLAlchemy -> a module of plain SQL for SQLite, which docs.make writes."""

from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from orthogen.store.schema import REVISION, TABLES, triggers
from orthogen.store.statements import STATEMENTS

_DIALECT = sqlite.dialect(paramstyle="named")


def schema_sql() -> tuple[str, ...]:
    """Return the statements that make an empty SQLite store of the newest schema, stamped for Alembic."""
    tables = [_text(CreateTable(table)) for table in TABLES.sorted_tables]
    listed = sorted(
        (index for table in TABLES.sorted_tables for index in table.indexes), key=lambda each: str(each.name)
    )
    indexes = [_text(CreateIndex(index)) for index in listed]
    stamp = (
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
        f"INSERT INTO alembic_version (version_num) VALUES ('{REVISION}')",
    )
    return (*tables, *indexes, *triggers("sqlite"), *stamp)


def compiled() -> str:
    """Return the text of `orthogen/store/compiled/sqlite.py`."""
    lines = [
        '"""Sqlite. nothing -> the SQL of the store, made by `python -m docs.make` from schema and statements."""',
        "",
        f"REVISION = {REVISION!r}",
        "SCHEMA = (",
        *(f"    {' '.join(text.split())!r}," for text in schema_sql()),
        ")",
        "STATEMENTS = {",
        *(f"    {name!r}: {' '.join(_text(item).split())!r}," for name, item in STATEMENTS.items()),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _text(statement: Executable | CreateTable | CreateIndex) -> str:
    return str(statement.compile(dialect=_DIALECT))  # type: ignore[union-attr]
