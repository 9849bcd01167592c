"""Running. every order ends done, refused or failed; papers tell it; what is finished is not done again."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from orthogen.batch import running
from orthogen.batch.job import Job, carried_out, lost
from orthogen.batch.ledger import key
from orthogen.batch.orders import read_orders
from orthogen.batch.running import run_batch
from orthogen.errors import OutputNotWritable, PrescriptionError
from orthogen.records.batch import Batch
from orthogen.records.finding import Finding
from tests.unit.lab.fakes import Street, foot

HEADER = "case,scan_left,scan_right,scan_pair,profile,set,material,process,quantity,due\n"
FAULT = Finding(check="closed", note="3 open edges", measured=3.0, high=0.0, level="fault")
THIN = Finding(check="least_wall", note="thin", measured=0.9, unit="mm", low=0.5)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_by_one(
        task: Callable[[Any], Any], items: Sequence[Any], *, tell: Callable[[int, Any], None], **_: Any
    ) -> None:
        for index, item in enumerate(items):
            tell(index, task(item))

    monkeypatch.setattr(running, "worked", one_by_one)


@pytest.fixture
def orders(tmp_path: Path, street: Street) -> Path:
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.stl").write_text(name)
    street.feet["b"] = (foot("left"),)
    path = tmp_path / "today.csv"
    path.write_text(HEADER + "A,,,a.stl,neutral,heel_lift.height_mm=2,PA12,mjf,2,2026-12-01\nB,b.stl,,,neutral,,,,,\n"
                    "C,,,c.stl,no_such,,,,,\nD,,,d.stl,neutral,heel_lift.height_mm=3,,,,\n")  # fmt: skip
    return path


def statuses(batch: Batch) -> list[str]:
    return [one.status for one in batch.outcomes]


def files(out: Path) -> dict[str, bytes]:
    """Every file that is promised to be the same twice."""
    same = ("*.stl", "*.3mf", "prescription.toml", "job*", "manifest.*", "acknowledgement-*")
    kept = (path for pattern in same for path in out.glob(f"*/**/{pattern}") if "store" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in kept}


def test_a_row_with_a_mistake_is_refused_and_the_others_run(orders: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    done = run_batch(orders, out=tmp_path / "out", tell=lambda one, ended, of: told.append((one.case, ended, of)))
    assert statuses(done) == ["done", "done", "refused", "done"] and told == [("A", 1, 3), ("B", 2, 3), ("D", 3, 3)]
    assert "no profile 'no_such'" in done.outcomes[2].reason and done.outcomes[2].line == 4
    names = {name for name in files(tmp_path / "out") if name.startswith("A/")}
    assert {"A/v001/right.stl", "A/v001/right.3mf", "A/v001/job-sheet.html", "A/v001/job.json"} < names
    assert not (tmp_path / "out" / "C").exists()


def test_strict_builds_nothing(orders: Path, tmp_path: Path) -> None:
    with pytest.raises(PrescriptionError, match="line 4, profile"):
        run_batch(orders, out=tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()


def test_the_manifest_has_a_row_for_each_part(orders: Path, tmp_path: Path) -> None:
    done = run_batch(orders, out=tmp_path / "out")
    text = (tmp_path / "out/batch-today/manifest.csv").read_text()
    a, b, d = csv.DictReader(io.StringIO(text))
    assert (a["case_id"], a["side"], a["qty"], a["material"], a["due"]) == ("A", "right", "2", "PA12", "2026-12-01")
    assert a["sha256"] == sha256((tmp_path / "out" / a["file"]).read_bytes()).hexdigest() == done.outcomes[0].sha256[0]
    assert float(a["length_mm"]) > 10.0 and float(a["volume_cm3"]) == 1.0 and float(a["mass_g"]) == 1.01
    assert b["side"] == "left" and b["mass_g"] == "" and d["case_id"] == "D"
    assert json.loads((tmp_path / "out/batch-today/manifest.json").read_text())["parts"][0]["case_id"] == "A"


def test_the_area_is_that_of_the_triangles(orders: Path, tmp_path: Path) -> None:
    (a, *_) = run_batch(orders, out=tmp_path / "out").outcomes
    side_mm = a.parts[0].length_mm
    assert a.parts[0].area_cm2 == pytest.approx(side_mm**2 * (1.5 + 0.75**0.5) / 100.0, rel=1e-2)


def test_twice_gives_the_same_bytes(orders: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        run_batch(orders, out=tmp_path / out)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_what_is_finished_is_not_done_again(orders: Path, tmp_path: Path, street: Street) -> None:
    first = run_batch(orders, out=tmp_path / "out")
    made, before = list(street.labels), files(tmp_path / "out")
    again = run_batch(orders, out=tmp_path / "out")
    assert street.labels == made and files(tmp_path / "out") == before
    assert again.resumed == 3 and [one.sha256 for one in again.outcomes] == [one.sha256 for one in first.outcomes]


def test_an_order_is_recognised_by_content_not_by_name(orders: Path, tmp_path: Path, street: Street) -> None:
    run_batch(orders, out=tmp_path / "out")
    (tmp_path / "a.stl").rename(tmp_path / "renamed.stl")
    (tmp_path / "d.stl").write_text("another scan")
    rows = orders.read_text().replace("a.stl", "renamed.stl").splitlines(keepends=True)
    other = tmp_path / "tomorrow.csv"
    other.write_text("".join([rows[0], *rows[:0:-1]]))
    done = run_batch(other, out=tmp_path / "out")
    assert done.resumed == 2
    assert {path.name for path in (tmp_path / "out/A").iterdir()} == {"v001"}
    assert {path.name for path in (tmp_path / "out/D").iterdir()} == {"v001", "v002"}


def test_a_version_that_was_changed_since_is_built_anew(orders: Path, tmp_path: Path) -> None:
    run_batch(orders, out=tmp_path / "out")
    (tmp_path / "out/A/v001/right.stl").write_bytes(b"cut off")
    done = run_batch(orders, out=tmp_path / "out")
    assert done.resumed == 2 and done.outcomes[0].folder == "A/v002"


def test_a_rejected_device_fails_its_order_once(orders: Path, tmp_path: Path, street: Street) -> None:
    street.findings = (FAULT,)
    done = run_batch(orders, out=tmp_path / "out")
    assert statuses(done) == ["failed", "failed", "refused", "failed"]
    assert "right 3 open edges" in done.outcomes[0].reason and done.outcomes[0].folder == "A/v001"
    assert run_batch(orders, out=tmp_path / "out").resumed == 3
    assert len((tmp_path / "out/batch-today/manifest.csv").read_text().splitlines()) == 1


def test_a_scan_of_the_other_side_is_refused(orders: Path, tmp_path: Path, street: Street) -> None:
    street.feet["a"], street.feet["d"] = (foot("left"),), (foot("right"),)
    rows = HEADER + "P,d.stl,a.stl,,neutral,,,,,\n"
    orders.write_text(rows)
    (one,) = run_batch(orders, out=tmp_path / "out").outcomes
    assert one.status == "refused" and "scan_left (d.stl) shows a right foot" in one.reason
    assert not (tmp_path / "out/P").exists()


def test_a_wall_too_thin_for_the_process_is_refused(orders: Path, tmp_path: Path, street: Street) -> None:
    street.findings = (THIN,)
    done = run_batch(orders, out=tmp_path / "out")
    assert statuses(done) == ["refused", "done", "refused", "done"] and "mjf needs 1 mm" in done.outcomes[0].reason


def test_a_fault_of_the_program_fails_one_order(orders: Path, tmp_path: Path, street: Street) -> None:
    def break_once() -> None:
        street.before_make = lambda: None
        raise ZeroDivisionError("no such luck")

    street.before_make = break_once
    done = run_batch(orders, out=tmp_path / "out")
    assert statuses(done) == ["failed", "done", "refused", "done"]
    assert "ZeroDivisionError: no such luck" in done.outcomes[0].reason
    assert statuses(run_batch(orders, out=tmp_path / "out")) == ["done", "done", "refused", "done"]


def test_a_full_disk_fails_the_order_and_a_later_run_makes_it_good(
    orders: Path, tmp_path: Path, street: Street
) -> None:
    def full() -> None:
        raise OutputNotWritable("cannot write: No space left on device", "free space")

    street.before_make = full
    assert statuses(run_batch(orders, out=tmp_path / "out")) == ["failed", "failed", "refused", "failed"]
    street.before_make = lambda: None
    assert statuses(run_batch(orders, out=tmp_path / "out")) == ["done", "done", "refused", "done"]


def test_a_place_that_cannot_be_written_stops_before_the_work(orders: Path, tmp_path: Path, street: Street) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputNotWritable):
        run_batch(orders, out=tmp_path / "out")
    assert not street.labels


def test_the_key_tells_orders_apart(orders: Path) -> None:
    order = read_orders(orders).orders[0]
    changed = replace(order, texts={**order.texts, "set": "heel_lift.height_mm=4"})
    assert key(order) == key(replace(order, line=99)) != key(changed) != key(replace(order, case="Z"))


def test_a_scan_that_vanished_fails_its_order(orders: Path, tmp_path: Path) -> None:
    order = read_orders(orders).orders[0]
    (tmp_path / "a.stl").unlink()
    done = carried_out(Job(order=order, out=tmp_path / "out")).outcome
    assert done.status == "failed" and "a.stl" in done.reason


def test_a_job_that_was_set_aside_says_why(orders: Path, tmp_path: Path) -> None:
    job = Job(order=read_orders(orders).orders[0], out=tmp_path)
    assert lost(job, "killed by signal 9").outcome.reason == "set aside: killed by signal 9"


def test_job_sheet_and_acknowledgement(orders: Path, tmp_path: Path) -> None:
    orders.write_text(
        orders.read_text().replace("heel_lift.height_mm=2", "heel_lift.height_mm=2;top_cover.thickness_mm=3")
    )
    run_batch(orders, out=tmp_path / "out")
    sheet = (tmp_path / "out/A/v001/job-sheet.html").read_text()
    for said in ("due 2026-12-01", "PA12", "3 mm, glued on", "2 ×", "±0.3 mm", "Cover glued", "size: A4", "R A"):
        assert said in sheet, said
    plain = (tmp_path / "out/B/v001/job-sheet.html").read_text()
    assert "no due date" in plain and "none ordered" in plain and "Cover glued" not in plain and "±" not in plain
    good = (tmp_path / "out/batch-today/acknowledgement-A.html").read_text()
    assert "it is made as ordered" in good and "2 ×" in good and "heel_lift.height_mm=2" in good
    bad = (tmp_path / "out/batch-today/acknowledgement-line-4.html").read_text()
    assert "Refused" in bad and "no_such" in bad
