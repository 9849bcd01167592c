"""Store: rows that cannot be changed, changes that are found, and what was made before there was a store."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from orthogen import build
from orthogen.errors import LabError, OutputNotWritable, StoreDamaged, UnknownName
from orthogen.lab import check_store, due, erase_case, export_case, history, note, plan, rebuild, rollback
from orthogen.records.assessment import Assessment
from orthogen.records.case import CaseStore, Filing
from orthogen.store import opened
from orthogen.store.adding import Draft, add
from orthogen.store.compiled import sqlite
from orthogen.store.compiling import compiled
from orthogen.store.migrating import migrate
from tests.unit.lab.fakes import Street

TABLES = ("cases", "records", "versions", "files")
DAY = date(2027, 1, 4)


@pytest.fixture
def out(street: Street, tmp_path: Path) -> Path:
    """Two versions of one case, made from a scan of its own."""
    scan = tmp_path / "Secret Name.stl"
    scan.write_bytes(b"bytes of a scan")
    for profile in ("neutral", "overpronation"):
        form = Assessment(age_years=9)
        build(scan, case="c", profile=profile, out=tmp_path / "out", by="A. Clinician", assessment=form)
    return tmp_path / "out"


def edited(out: Path, statement: str) -> None:
    """Change a row as somebody would who knows how: without the triggers."""
    with sqlite3.connect(out / "orthogen.db") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
    database.close()


def faults(out: Path) -> list[str]:
    return [f"{item.what} {item.place}: {item.note}" for item in check_store(out=out).faults]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET case_id = 'x'"])
def test_a_row_is_never_changed(out: Path, table: str, change: str) -> None:
    with sqlite3.connect(out / "orthogen.db") as database, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        database.execute(change.format(table))
    database.close()


def test_no_column_takes_a_wrong_type(out: Path) -> None:
    with sqlite3.connect(out / "orthogen.db") as database, pytest.raises(sqlite3.IntegrityError, match="cannot store"):
        database.execute("INSERT INTO versions VALUES ('c', 'three', 2, 1, 'x', 'accepted')")
    database.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE records SET author = 'B' WHERE number = 3", "entry 3"),
        ("UPDATE records SET content = '{}' WHERE number = 2", "its content was changed"),
        ("UPDATE records SET content = NULL WHERE number = 1", "no erasure says so"),
        ("UPDATE files SET sha256 = replace(sha256, 'a', 'b') WHERE number = 3", "entry 3"),
        ("DELETE FROM records WHERE number = 1", "does not follow"),
        ("UPDATE versions SET verdict = 'rejected' WHERE version = 2", "differ"),
    ],
)
def test_an_edited_row_is_found_and_named(out: Path, change: str, said: str) -> None:
    assert faults(out) == []
    edited(out, change)
    assert any(said in fault and "c" in fault for fault in faults(out))


def test_a_damaged_file_is_found_and_named_and_never_used(out: Path) -> None:
    with opened(out) as shelf:
        store: CaseStore = shelf
        (scan,) = store.latest("c").inputs_of("scan")
        place = shelf.contents.path(scan.sha256)
        place.write_bytes(place.read_bytes()[:-1] + b"?")
        with pytest.raises(StoreDamaged, match="not what was filed"):
            store.content(scan)
    (first, second) = faults(out)
    assert scan.sha256 in first and "changed after it was filed" in first and scan.name == "scan1.stl" in second


def test_an_edited_a_lost_and_an_added_file_of_a_version_are_named(out: Path) -> None:
    stl = out / "c" / "v001" / "right.stl"
    data = stl.read_bytes()
    stl.unlink()
    stl.write_bytes(data[:-1] + b"x")
    (out / "c" / "v001" / "extra.txt").write_text("x")
    (out / "c" / "v002" / "leaflet.html").unlink()
    told = faults(out)
    assert len(told) == 3 and "right.stl: was changed" in told[0] and "extra.txt: was added" in told[1]
    assert "leaflet.html: is gone" in told[2]
    assert rollback("c", "v001", out=out) == "v003", "the store's own copy is whole"
    assert (out / "c" / "v003" / "right.stl").read_bytes() == data


def test_versions_older_than_the_store_are_taken_in(out: Path) -> None:
    shutil.rmtree(out / "store")
    for path in out.glob("orthogen.db*"):
        path.unlink()
    for path in out.glob("c/*/inputs.json"):
        path.unlink()
    versions, entries = history("c", out=out)
    assert [(item.version, item.parent, item.by) for item in versions] == [
        ("v001", None, "A. Clinician"), ("v002", "v001", "A. Clinician"),
    ]  # fmt: skip
    assert entries[-1].kind == "version" and check_store(out=out).faults == ()


def test_names_of_patients_have_no_place(out: Path) -> None:
    data = (out / "orthogen.db").read_bytes() + (out / "c" / "v001" / "inputs.json").read_bytes()
    assert b"Secret" not in data


def test_a_rollback_is_the_same_bytes_under_a_new_number(out: Path) -> None:
    assert rollback("c", "v1", by="B", reason="worse", out=out) == "v003"
    old, new = out / "c" / "v001", out / "c" / "v003"
    assert all((old / name).read_bytes() == (new / name).read_bytes() for name in ("right.stl", "prescription.toml"))
    assert json.loads((new / "build.json").read_text())["version"] == "v003"
    latest = history("c", out=out)[0][-1]
    assert (latest.parent, latest.by, latest.reason) == ("v002", "B", "worse")
    assert "version v003" in (new / "device-record.html").read_text()


def test_a_rebuild_gives_the_same_bytes_or_says_what_differs(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = rebuild("c", "v1", out=out)
    assert made.same and made.differs == () and list(made.files) == ["right.stl"]
    monkeypatch.setattr("orthogen.__version__", "9.9")
    assert rebuild("c", "v001", out=out).differs == ("program version: 0.1.0 then, 9.9 now",)
    with opened(out) as shelf:
        (scan,) = shelf.version("c", "v001").inputs_of("scan")
        shelf.contents.path(scan.sha256).write_bytes(b"another scan   ")
    with pytest.raises(StoreDamaged, match=r"the input scan1\.stl cannot be used"):
        rebuild("c", "v001", out=out)


def test_erasing_takes_the_patient_and_leaves_the_record(out: Path, tmp_path: Path) -> None:
    note("c", kind="wear", text="limps since the accident", out=out)
    note("c", kind="incident", text="a sharp edge", out=out)
    done = erase_case("c", by="A", reason="request", out=out)
    assert done.kept_until.startswith(str(datetime.now(UTC).year + 10))
    with opened(out) as shelf:
        assert not shelf.contents.path(shelf.latest("c").inputs_of("scan")[0].sha256).exists()
    left = {path.name for path in (out / "c" / "v001").iterdir()}
    assert left == {"build.json", "device-record.html", "leaflet.html", "prescription.toml", "right.stl"}
    assert faults(out) == [] and b"limps" not in (out / "orthogen.db").read_bytes()
    assert [item.kind for item in history("c", out=out)[1] if item.content is None] == ["assessment"] * 2 + ["wear"]
    assert erase_case("c", by="A", reason="again", out=out).files == 0
    assert export_case("c", tmp_path / "c.zip", out=out) > 5


def test_erasing_takes_the_measurements_out_of_build_json(
    street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orthogen.publish.manifest.assessment_document", lambda _: {"pressure": "SECRET"})
    monkeypatch.setattr("orthogen.lab.evidence.Evidence.assessed", lambda *_: object())
    monkeypatch.setattr("orthogen.publish.report_html", lambda *_, **__: b"")
    monkeypatch.setattr("orthogen.lab.evidence.Evidence.remarks", lambda *_: ())
    build("jm.stl", case="c", profile="neutral", out=tmp_path)
    first = (tmp_path / "c" / "v001" / "build.json").read_text()
    (tmp_path / "c" / "sign-offs.toml").write_text("")
    (tmp_path / "c" / ("." + "0" * 32)).mkdir()
    done = erase_case("c", by="A", reason="request", out=tmp_path)
    left = json.loads((tmp_path / "c" / "v001" / "build.json").read_text())
    assert "SECRET" in first and left == {**json.loads(first), "assessment": None}
    assert not any(b"SECRET" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert faults(tmp_path) == [] and not list((tmp_path / "c").glob(".*"))
    assert erase_case("c", by="A", reason="again", out=tmp_path).files == 0 < done.files
    (tmp_path / "c" / "v001" / "build.json").write_text("{}")
    assert any("build.json" in fault and "bytes" in fault for fault in faults(tmp_path))


def test_notes_are_entries_of_a_known_case(out: Path) -> None:
    assert note("c", kind="complaint", text="presses", by="A", out=out).content == {"text": "presses"}
    with pytest.raises(UnknownName, match="no case 'd'"):
        note("d", kind="wear", text="x", out=out)
    with pytest.raises(OutputNotWritable, match="no folder"):
        history("c", out=out / "nowhere")


def drafted(out: Path, *drafts: Draft) -> None:
    with opened(out) as shelf:
        add(shelf, "p", drafts)


def test_who_is_due_and_why(tmp_path: Path) -> None:
    def entry(kind: str, day: date, version: int | None = None, **content: object) -> Draft:
        return Draft(kind=kind, date=f"{day}T09:00:00+00:00", by="", reason="", content=content, version=version)

    def told(on: date) -> list[tuple[str, str]]:
        return [(item.due, item.why) for item in due(on=on, out=tmp_path)]

    papers = {"verdict": "accepted", "program_version": "", "platform": "", "told": {}, "inputs": []}
    drafted(tmp_path, entry("assessment", DAY, age_years=4.5, present=[]), entry("version", DAY, 1, **papers))
    assert told(DAY + timedelta(days=13)) == []
    for weeks in (2, 6, 12):
        day = DAY + timedelta(weeks=weeks)
        assert told(day) == [(day.isoformat(), f"{weeks} weeks after it was issued")]
        drafted(tmp_path, entry("review", day - timedelta(days=3)))
        assert told(day) == []
    assert told(DAY + timedelta(weeks=31)) == [("2027-07-26", "a child of 5 years: every 4 months")]
    drafted(tmp_path, entry("assessment", DAY, age_years=60, present=["diabetes"]))
    assert told(DAY + timedelta(weeks=40))[0][1] == "diabetic, no plan is filed: every 3 months"
    with opened(tmp_path):
        plan("p", weeks=8, by="A", out=tmp_path)
    assert told(DAY + timedelta(weeks=40))[0][1] == "by plan: every 8 weeks"


def test_the_sql_is_current_and_the_migrations_lead_to_it(tmp_path: Path) -> None:
    assert Path(str(sqlite.__file__)).read_text() == compiled(), "run `make docs`"
    migrate(f"sqlite:///{tmp_path / 'migrated.db'}", found="")
    with opened(tmp_path):
        pass

    def schema(name: str) -> list[tuple[str, str]]:
        with sqlite3.connect(tmp_path / name) as database:
            rows = database.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name").fetchall()
        database.close()
        return [(name, "".join(sql.split())) for name, sql in rows]

    assert schema("migrated.db") == schema("orthogen.db")


def test_the_schema_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    edited(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LabError, match="schema 9999"), opened(tmp_path):
        pass


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "orthogen.db").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(StoreDamaged, match="is damaged"), opened(tmp_path):
        pass


def test_a_full_disk_is_a_sentence_and_the_version_is_filed_later(
    out: Path, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OutputNotWritable("cannot write to the store: database or disk is full", "free space")

    with monkeypatch.context() as patched:
        patched.setattr("orthogen.lab.filing.add", full)
        with pytest.raises(OutputNotWritable, match="full"):
            build("jm.stl", case="d", profile="neutral", out=out, filing=Filing(reason="first"))
    assert [item.case for item in due(on=date(2100, 1, 1), out=out)] == ["c", "d"]
    assert history("d", out=out)[0][0].reason == "first" and faults(out) == []


def test_a_read_only_disk_is_read_and_refuses_what_writes(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert [item.version for item in history("c", out=out)[0]] == ["v001", "v002"] and faults(out) == []
    with pytest.raises(OutputNotWritable, match="readonly"):
        note("c", kind="wear", text="6 hours", out=out)
    assert not list(out.glob("orthogen.db-*")), "nothing was made beside it"


def test_a_plain_build_imports_no_sqlalchemy() -> None:
    script = (
        "import sys, tempfile, pathlib, orthogen.lab.building, orthogen.lab.cases\n"
        "from orthogen.store import opened\n"
        "with tempfile.TemporaryDirectory() as place, opened(pathlib.Path(place)) as shelf: shelf.versions('c')\n"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'alembic', 'mako')))"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0


def test_the_same_on_a_server(street: Street, tmp_path: Path, server: str) -> None:
    for profile in ("neutral", "overpronation"):
        build("jm.stl", case="s", profile=profile, out=tmp_path, store=server)
    note("s", kind="wear", text="6 hours", out=tmp_path, store=server)
    assert rollback("s", "v001", out=tmp_path, store=server) == "v003"
    assert [item.version for item in history("s", out=tmp_path, store=server)[0]] == ["v001", "v002", "v003"]
    assert [item.version for item in due(on=date(2100, 1, 1), out=tmp_path, store=server)] == ["v003"]
    assert erase_case("s", by="A", reason="request", out=tmp_path, store=server).entries == 1
    assert check_store(out=tmp_path, store=server).faults == () and not (tmp_path / "orthogen.db").exists()


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    for url, said in (("postgresql://x@/y?host=/nowhere", "refused"), ("mysql://x/y", "mysql"), ("??", "address")):
        with pytest.raises(LabError, match=said), opened(tmp_path, url=url):
            pass
