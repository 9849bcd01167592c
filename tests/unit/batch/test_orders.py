"""Orders. every mistake at once with its line; the same order in every kind of list; the published schema is true."""

import json
from pathlib import Path

import pytest

import orthogen
from orthogen.batch.columns import NAMES, schema
from orthogen.batch.orders import mistaken, read_orders
from orthogen.errors import PrescriptionError, UnknownName
from orthogen.intake import machines, read_machine


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("a.stl", "b_left.stl", "b_right.stl", "p.lst"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def written(home: Path, text: str, name: str = "orders.csv") -> Path:
    (home / name).write_text(text)
    return home / name


def test_a_row_becomes_an_order(home: Path) -> None:
    path = written(
        home,
        "case,scan_pair,profile,set,pressure,quantity,due,process,material,unit\n"
        "C1,a.stl,neutral,heel_lift.height_mm=4;left.heel_cup.depth_mm=12,p.lst;a.stl,"
        "2,2026-12-01,MJF,PA12,mm\n",
    )
    read = read_orders(path)
    (order,) = read.orders
    assert not read.mistakes and not read.warnings and not read.refused
    assert order.line == 2 and order.case == "C1" and order.scans == {"": str(home / "a.stl")} and order.quantity == 2
    assert order.sets == ("heel_lift.height_mm=4", "left.heel_cup.depth_mm=12") and order.process == "mjf"
    assert order.pressure == (str(home / "p.lst"), str(home / "a.stl")) and set(order.files) == {
        "scan",
        "pressure 0",
        "pressure 1",
    }


def test_all_mistakes_are_told_at_once_with_their_lines(home: Path) -> None:
    path = written(
        home,
        "case,scan_left,scan_right,scan_pair,unit,profile,prescription,set,length,quantity,due\n"
        "C1,,,a.stl,,neutral,,,,,\n"
        "C1,,,a.stl,ell,neutral,x.toml,nose.x=1,short,0,31.5.2026\n"
        "\n"
        "../up,gone.stl,,a.stl,,,,,,,\n"
        "C5,,,,,no_such,,heel_lift.height_mm=900,,many,\n",
    )
    read = read_orders(path)
    assert [order.case for order in read.orders] == ["C1"]
    wrong = {(one.line, one.column) for one in read.mistakes}
    assert wrong == {
        (3, "unit"),
        (3, "prescription"),
        (3, ""),
        (3, "set"),
        (3, "length"),
        (3, "quantity"),
        (3, "due"),
        (3, "case"),
        (5, "case"),
        (5, "scan_left"),
        (5, "scan_pair"),
        (5, ""),
        (6, ""),
        (6, "profile"),
        (6, "set"),
        (6, "quantity"),
    }
    assert [one.line for one in read.mistakes] == sorted(one.line for one in read.mistakes)
    told = list(mistaken(read))
    assert [(line, case) for line, case, _ in told] == [(3, "C1"), (5, "../up"), (6, "C5")]
    assert "due: '31.5.2026' is no date" in told[0][2] and "line 2 already" in told[0][2]


def test_a_line_is_counted_where_it_begins(home: Path) -> None:
    path = written(home, 'case,scan_pair,profile,clinic\nC1,a.stl,neutral,"two\nlines"\nC2,gone.stl,neutral,x\n')
    read = read_orders(path)
    assert [order.line for order in read.orders] == [2] and [one.line for one in read.mistakes] == [4]


def test_what_is_not_known_is_warned_of(home: Path) -> None:
    path = written(
        home,
        "\ufeffCase;scan_pair;profile;colour;process;material\nC1;a.stl;neutral;red;knitting;\n"
        "C2;a.stl;neutral;;sls;wood\n",
    )
    read = read_orders(path)
    assert len(read.orders) == 2 and len(read.warnings) == 3
    assert "'colour'" in read.warnings[0] and "'knitting'" in read.warnings[1] and "'wood'" in read.warnings[2]


def test_every_kind_of_list_gives_the_same_order(home: Path) -> None:
    line = {"case": "b", "scan_left": "b_left.stl", "scan_right": "b_right.stl", "profile": "neutral", "quantity": 2}
    rows = written(home, "case,scan_left,scan_right,profile,quantity\nb,b_left.stl,b_right.stl,neutral,2\n")
    lines = written(home, "\n" + json.dumps(line) + "\n", "orders.jsonl")
    (one,), (other,) = read_orders(rows).orders, read_orders(lines).orders
    assert one == other and dict(one.scans) == {"left": str(home / "b_left.stl"), "right": str(home / "b_right.stl")}


def test_a_folder_of_scans_is_a_list(home: Path) -> None:
    (home / "a.toml").write_text("")
    read = read_orders(home, profile="neutral")
    a, b = read.orders
    assert (a.case, b.case) == ("a", "b") and set(a.scans) == {""} and set(b.scans) == {"left", "right"}
    assert a.prescription == str(home / "a.toml") and a.profile is None and b.profile == "neutral"


def test_wrong_json_lines_are_refused_alone(home: Path) -> None:
    path = written(
        home,
        '{"case": "C1", "scan_pair": "a.stl", "profile": "neutral", '
        '"set": ["heel_lift.height_mm=2"]}\n'
        "{broken\n[1]\n"
        '{"case": 7, "scan_pair": "a.stl", "profile": "neutral", "hue": 1}\n',
        "o.jsonl",
    )
    read = read_orders(path)
    assert [order.case for order in read.orders] == ["C1", "7"] and set(read.refused) == {2, 3}
    assert read.orders[0].sets == ("heel_lift.height_mm=2",) and "'hue'" in read.warnings[0]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "case,scan_pair\n"])
def test_no_list_at_all_is_refused(home: Path, text: str) -> None:
    with pytest.raises(PrescriptionError):
        read_orders(written(home, text))


def test_a_list_that_cannot_be_read_is_refused(home: Path) -> None:
    with pytest.raises(PrescriptionError, match="cannot read"):
        read_orders(home / "none.csv")
    (home / "x.csv").write_bytes(b"case,scan_pair\nC\xe9,a.stl\n")
    with pytest.raises(PrescriptionError, match="is not UTF-8"):
        read_orders(home / "x.csv")


def test_the_schema_names_every_column() -> None:
    assert tuple(schema()["properties"]) == NAMES


def test_machines_are_read_and_refused(tmp_path: Path) -> None:
    assert {one.process for one in machines()} == {"fdm", "sls", "mjf"}
    with pytest.raises(UnknownName):
        read_machine("mjff")
    shipped = Path(orthogen.__file__).parent / "machines" / "fdm.toml"
    for old, new in (("300.0, 300.0, 300.0", "300.0"), ("gap_mm = 5.0\nlay", "gap_mm = -1\nlay"), ("title", "titel")):
        (tmp_path / "m.toml").write_text(shipped.read_text().replace(old, new, 1))
        with pytest.raises(PrescriptionError):
            read_machine(str(tmp_path / "m.toml"))


def test_the_published_schema_and_columns_are_these() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "batch.md").read_text()
    printed = page.partition("```json\n")[2].partition("```")[0]
    assert json.loads(printed) == schema()
    assert [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")] == list(NAMES)
