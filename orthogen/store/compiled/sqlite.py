"""Sqlite. nothing -> the SQL of the store, made by `python -m docs.make` from schema.py and statements.py."""

REVISION = '0001'
SCHEMA = (
    'CREATE TABLE cases ( case_id TEXT NOT NULL, opened TEXT NOT NULL, PRIMARY KEY (case_id) ) STRICT',
    "CREATE TABLE records ( case_id TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, content TEXT, content_sha256 TEXT NOT NULL, parent_sha256 TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (case_id, number), CONSTRAINT one_child UNIQUE (case_id, parent_sha256), CONSTRAINT known_kind CHECK (kind IN ('assessment', 'prescription', 'version', 'review', 'decision', 'complaint', 'incident', 'remake', 'wear', 'erasure')), CONSTRAINT counted CHECK (number >= 1), FOREIGN KEY(case_id) REFERENCES cases (case_id) ) STRICT",
    'CREATE TABLE files ( case_id TEXT NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, PRIMARY KEY (case_id, number, place), FOREIGN KEY(case_id, number) REFERENCES records (case_id, number) ) STRICT',
    "CREATE TABLE versions ( case_id TEXT NOT NULL, version INTEGER NOT NULL, parent INTEGER, number INTEGER NOT NULL, date TEXT NOT NULL, verdict TEXT NOT NULL, PRIMARY KEY (case_id, version), CONSTRAINT one_successor UNIQUE (case_id, parent), CONSTRAINT known_verdict CHECK (verdict IN ('accepted', 'rejected')), CONSTRAINT after_its_parent CHECK (parent < version), FOREIGN KEY(case_id, number) REFERENCES records (case_id, number), FOREIGN KEY(case_id, parent) REFERENCES versions (case_id, version) ) STRICT",
    'CREATE INDEX files_by_sha256 ON files (sha256)',
    'CREATE INDEX records_by_kind ON records (kind, case_id, number)',
    "CREATE TRIGGER cases_no_update BEFORE UPDATE ON cases BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER cases_no_delete BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER records_no_update BEFORE UPDATE ON records WHEN NOT (NEW.content IS NULL AND NEW.case_id IS OLD.case_id AND NEW.number IS OLD.number AND NEW.kind IS OLD.kind AND NEW.date IS OLD.date AND NEW.author IS OLD.author AND NEW.reason IS OLD.reason AND NEW.content_sha256 IS OLD.content_sha256 AND NEW.parent_sha256 IS OLD.parent_sha256 AND NEW.sha256 IS OLD.sha256) BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER records_no_delete BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER files_no_update BEFORE UPDATE ON files BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    "CREATE TRIGGER files_no_delete BEFORE DELETE ON files BEGIN SELECT RAISE(ABORT, 'a row of the store is never changed'); END",
    'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))',
    "INSERT INTO alembic_version (version_num) VALUES ('0001')",
)
STATEMENTS = {
    'open_case': 'INSERT INTO cases (case_id, opened) SELECT :case_id AS anon_1, :opened AS anon_2 WHERE NOT (EXISTS (SELECT cases.case_id FROM cases WHERE cases.case_id = :case_id))',
    'add_record': 'INSERT INTO records (case_id, number, kind, date, author, reason, content, content_sha256, parent_sha256, sha256) VALUES (:case_id, :number, :kind, :date, :author, :reason, :content, :content_sha256, :parent_sha256, :sha256)',
    'add_version': 'INSERT INTO versions (case_id, version, parent, number, date, verdict) VALUES (:case_id, :version, :parent, :number, :date, :verdict)',
    'add_file': 'INSERT INTO files (case_id, number, place, role, name, sha256, size_bytes) VALUES (:case_id, :number, :place, :role, :name, :sha256, :size_bytes)',
    'erase_content': 'UPDATE records SET content=NULL WHERE records.case_id = :case_id AND records.number = :at',
    'cases': 'SELECT cases.case_id FROM cases ORDER BY cases.case_id',
    'head': 'SELECT records.number, records.sha256 FROM records WHERE records.case_id = :case_id AND records.number = (SELECT max(same.number) AS max_1 FROM records AS same WHERE same.case_id = :case_id)',
    'records': 'SELECT records.case_id, records.number, records.kind, records.date, records.author, records.reason, records.content, records.content_sha256, records.parent_sha256, records.sha256 FROM records WHERE records.case_id = :case_id ORDER BY records.number',
    'files': 'SELECT files.number, files.role, files.name, files.sha256, files.size_bytes FROM files WHERE files.case_id = :case_id ORDER BY files.number, files.place',
    'versions': 'SELECT versions.version, versions.parent, versions.date, versions.verdict, records.number, records.author, records.reason, records.content FROM versions JOIN records ON versions.case_id = records.case_id AND versions.number = records.number WHERE versions.case_id = :case_id ORDER BY versions.version',
    'version_numbers': 'SELECT versions.version FROM versions WHERE versions.case_id = :case_id ORDER BY versions.version',
    'newest_accepted': "SELECT versions.case_id, versions.version, versions.date FROM versions JOIN (SELECT versions.case_id AS case_id, max(versions.version) AS version FROM versions WHERE versions.verdict = 'accepted' GROUP BY versions.case_id) AS anon_1 ON versions.case_id = anon_1.case_id AND versions.version = anon_1.version ORDER BY versions.case_id",
    'of_kind': 'SELECT records.case_id, records.date, records.content FROM records WHERE records.kind = :kind ORDER BY records.case_id, records.number',
    'elsewhere': 'SELECT count(*) AS count_1 FROM files WHERE files.sha256 = :digest AND files.case_id != :case_id',
    'known_files': 'SELECT files.sha256, max(files.size_bytes) AS max_1 FROM files GROUP BY files.sha256 ORDER BY files.sha256',
}
