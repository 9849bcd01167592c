"""Schema. nothing -> the tables of the store, and the triggers that refuse to change a row (SQLAlchemy Core).

A plain build never imports this: it uses what `python -m docs.make` writes of it into `compiled`.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from orthogen.records.case import KINDS

REVISION = "0001"
TABLES = MetaData()

cases = Table(
    "cases", TABLES,
    Column("case_id", Text, primary_key=True), Column("opened", Text, nullable=False),
    sqlite_strict=True,
)  # fmt: skip

records = Table(
    "records", TABLES,
    Column("case_id", Text, ForeignKey("cases.case_id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False), Column("date", Text, nullable=False),
    Column("author", Text, nullable=False), Column("reason", Text, nullable=False),
    Column("content", Text), Column("content_sha256", Text, nullable=False),
    Column("parent_sha256", Text, nullable=False), Column("sha256", Text, nullable=False),
    UniqueConstraint("case_id", "parent_sha256", name="one_child"),
    CheckConstraint("kind IN ({})".format(", ".join(f"'{kind}'" for kind in KINDS)), name="known_kind"),
    CheckConstraint("number >= 1", name="counted"),
    Index("records_by_kind", "kind", "case_id", "number"),
    sqlite_strict=True,
)  # fmt: skip

versions = Table(
    "versions", TABLES,
    Column("case_id", Text, primary_key=True), Column("version", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer), Column("number", Integer, nullable=False),
    Column("date", Text, nullable=False), Column("verdict", Text, nullable=False),
    UniqueConstraint("case_id", "parent", name="one_successor"),
    CheckConstraint("verdict IN ('accepted', 'rejected')", name="known_verdict"),
    CheckConstraint("parent < version", name="after_its_parent"),
    ForeignKeyConstraint(["case_id", "number"], ["records.case_id", "records.number"]),
    ForeignKeyConstraint(["case_id", "parent"], ["versions.case_id", "versions.version"]),
    sqlite_strict=True,
)  # fmt: skip

files = Table(
    "files", TABLES,
    Column("case_id", Text, primary_key=True), Column("number", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False), Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False), Column("size_bytes", Integer, nullable=False),
    ForeignKeyConstraint(["case_id", "number"], ["records.case_id", "records.number"]),
    Index("files_by_sha256", "sha256"),
    sqlite_strict=True,
)  # fmt: skip

_REFUSAL = "a row of the store is never changed"


def triggers(dialect: str) -> tuple[str, ...]:
    """Return the SQL that refuses UPDATE and DELETE on every table; the one change there is, is to erase a content."""
    lasting = [column.name for column in records.columns if column.name != "content"]
    return _sqlite(lasting) if dialect == "sqlite" else _postgresql(lasting)


def _sqlite(lasting: list[str]) -> tuple[str, ...]:
    kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in lasting)
    erased = f" WHEN NOT (NEW.content IS NULL AND {kept})"
    return tuple(
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}"
        f"{erased if (table, event) == ('records', 'UPDATE') else ''} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for table in TABLES.tables
        for event in ("UPDATE", "DELETE")
    )


def _postgresql(lasting: list[str]) -> tuple[str, ...]:
    kept = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in lasting)
    refuse = "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$"
    always = f"RAISE EXCEPTION '{_REFUSAL}';"
    unless = f"IF NEW.content IS NULL AND {kept} THEN RETURN NEW; END IF; {always}"
    made = [refuse.format(always), refuse.replace("refuse_change", "refuse_edit").format(unless)]
    for table in TABLES.tables:
        edit = "refuse_edit" if table == "records" else "refuse_change"
        made.append(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {edit}()")
        made.append(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    return tuple(made)
