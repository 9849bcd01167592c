"""First. an empty database -> cases, records, versions, files, and the triggers that refuse to change them.

Written out and not taken from schema.py: a migration stays what it was when the tables go on to change.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "CREATE TABLE cases ( case_id TEXT NOT NULL, opened TEXT NOT NULL, PRIMARY KEY (case_id) )",
    "CREATE TABLE records ( case_id TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, content TEXT, content_sha256 TEXT NOT NULL, parent_sha256 TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (case_id, number), CONSTRAINT one_child UNIQUE (case_id, parent_sha256), CONSTRAINT known_kind CHECK (kind IN ('assessment', 'prescription', 'version', 'review', 'decision', 'complaint', 'incident', 'remake', 'wear', 'erasure')), CONSTRAINT counted CHECK (number >= 1), FOREIGN KEY(case_id) REFERENCES cases (case_id) )",
    "CREATE TABLE files ( case_id TEXT NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, PRIMARY KEY (case_id, number, place), FOREIGN KEY(case_id, number) REFERENCES records (case_id, number) )",
    "CREATE TABLE versions ( case_id TEXT NOT NULL, version INTEGER NOT NULL, parent INTEGER, number INTEGER NOT NULL, date TEXT NOT NULL, verdict TEXT NOT NULL, PRIMARY KEY (case_id, version), CONSTRAINT one_successor UNIQUE (case_id, parent), CONSTRAINT known_verdict CHECK (verdict IN ('accepted', 'rejected')), CONSTRAINT after_its_parent CHECK (parent < version), FOREIGN KEY(case_id, number) REFERENCES records (case_id, number), FOREIGN KEY(case_id, parent) REFERENCES versions (case_id, version) )",
)
_INDEXES = (
    "CREATE INDEX records_by_kind ON records (kind, case_id, number)",
    "CREATE INDEX files_by_sha256 ON files (sha256)",
)
_SQLITE = (
    "CREATE TRIGGER cases_no_update BEFORE UPDATE ON cases BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER cases_no_delete BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER records_no_update BEFORE UPDATE ON records WHEN NOT (NEW.content IS NULL AND NEW.case_id IS OLD.case_id AND NEW.number IS OLD.number AND NEW.kind IS OLD.kind AND NEW.date IS OLD.date AND NEW.author IS OLD.author AND NEW.reason IS OLD.reason AND NEW.content_sha256 IS OLD.content_sha256 AND NEW.parent_sha256 IS OLD.parent_sha256 AND NEW.sha256 IS OLD.sha256) BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER records_no_delete BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER files_no_update BEFORE UPDATE ON files BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER files_no_delete BEFORE DELETE ON files BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a row of the store is never changed'; END $$",
    "CREATE FUNCTION refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.content IS NULL AND NEW.case_id IS NOT DISTINCT FROM OLD.case_id AND NEW.number IS NOT DISTINCT FROM OLD.number AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.date IS NOT DISTINCT FROM OLD.date AND NEW.author IS NOT DISTINCT FROM OLD.author AND NEW.reason IS NOT DISTINCT FROM OLD.reason AND NEW.content_sha256 IS NOT DISTINCT FROM OLD.content_sha256 AND NEW.parent_sha256 IS NOT DISTINCT FROM OLD.parent_sha256 AND NEW.sha256 IS NOT DISTINCT FROM OLD.sha256 THEN RETURN NEW; END IF; RAISE EXCEPTION 'a row of the store is never changed'; END $$",
    "CREATE TRIGGER cases_no_update BEFORE UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER cases_no_delete BEFORE DELETE OR TRUNCATE ON cases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER records_no_update BEFORE UPDATE ON records FOR EACH ROW EXECUTE FUNCTION refuse_edit()",
    "CREATE TRIGGER records_no_delete BEFORE DELETE OR TRUNCATE ON records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER versions_no_delete BEFORE DELETE OR TRUNCATE ON versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER files_no_update BEFORE UPDATE ON files FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER files_no_delete BEFORE DELETE OR TRUNCATE ON files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    """Make the first schema."""
    lite = op.get_bind().dialect.name == "sqlite"
    for table in _TABLES:
        op.execute(table + " STRICT" if lite else table)
    for statement in (*_INDEXES, *(_SQLITE if lite else _POSTGRESQL)):
        op.get_bind().exec_driver_sql(statement)
