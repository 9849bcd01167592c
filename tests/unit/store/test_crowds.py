"""Crowds: processes that are killed at any moment, clerks that meet, and eight that file at once."""

import os
import random
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from orthogen import build
from orthogen.errors import CaseMoved, OutputNotWritable
from orthogen.lab import check_store, history, note, refit, rollback
from orthogen.records.case import Filing
from orthogen.store.taking_in import folders
from tests.unit.lab.fakes import Street


def forked(work: Callable[[], object]) -> int:
    """Run `work` in a process of its own and return its id; its exit code tells whether it went well."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(code)
    return child


def ended_well(children: list[int]) -> list[bool]:
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 for child in children]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "foot.stl"
    path.write_bytes(b"the bytes of a scan " * 5000)
    return path


Say = Callable[[str | None], None]
MOMENTS = [12, pytest.param(200, marks=pytest.mark.sweep)]


def killed(clerk: Callable[[Say], None], out: Path, *, kills: int, longest_s: float) -> set[str]:
    """Let a clerk work in a process of its own and kill it at a random moment, many times; return what it told.

    After each the store is held against its files; that the next command works the next clerk shows.
    """
    chance, told = random.Random(1), out.with_name("told")
    told.touch()

    def work() -> None:
        with told.open("a") as said:

            def say(version: str | None) -> None:
                said.write(f"{version or ''}\n")
                said.flush()

            while True:
                clerk(say)

    for _ in range(kills):
        child = forked(work)
        time.sleep(chance.uniform(0.0, longest_s))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the clerk ended by itself"
        assert check_store(out=out).faults == ()
    return set(told.read_text().split())


def whole(out: Path, said: set[str], *, at_least: float) -> list[str]:
    """Hold a case that was worked on by killed clerks against what they told, and return its versions."""
    versions, _ = history("c", out=out)
    known = [item.version for item in versions]
    assert said <= set(known), "what was told done is there"
    assert known == [f"v{k + 1:03d}" for k in range(len(known))] == [path.name for path in folders(out, "c").values()]
    assert [item.parent for item in versions] == [None, *known[:-1]]
    found = check_store(out=out)
    assert found.faults == () and found.versions == len(known) > at_least
    return known


def seconds_of(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@pytest.mark.parametrize("kills", MOMENTS)
def test_a_build_killed_at_any_moment_leaves_nothing_half(
    street: Street, tmp_path: Path, scan: Path, kills: int
) -> None:
    out = tmp_path / "out"

    def clerk(say: Say) -> None:
        done = build(scan, case="c", profile="neutral", out=out, filing=Filing(reason="again"))
        say(done.version)
        say(rollback("c", done.version, out=out))

    build(scan, case="c", profile="neutral", out=out)
    once = seconds_of(lambda: build(scan, case="c", profile="neutral", out=out))
    said = killed(clerk, out, kills=kills, longest_s=3.0 * once)
    known = whole(out, said, at_least=kills / 4)
    assert build(scan, case="c", profile="neutral", out=out).version == f"v{len(known) + 1:03d}"
    assert list((out / "store" / "pending").iterdir()) == []


@pytest.mark.parametrize("kills", MOMENTS)
def test_a_refit_killed_at_any_moment_leaves_nothing_half(
    street: Street, tmp_path: Path, scan: Path, kills: int
) -> None:
    out, review = tmp_path / "out", tmp_path / "review.toml"
    review.write_text('[pain.right]\nmidfoot = "new"\n')

    def clerk(say: Say) -> None:
        refit("c", review=review, out=out)
        done = refit("c", accept=True, by="A", out=out).build
        say(done and done.version)
        if done is None:  # the rules have come to their limit: begun anew, and what another files meanwhile is told
            meanwhile(say)

    def meanwhile(say: Say) -> None:
        latest = history("c", out=out)[0][-1].version
        say(build(scan, case="c", profile="overpronation", out=out, by="B").version)
        with pytest.raises(CaseMoved, match="by B"):
            build(scan, case="c", profile="neutral", out=out, filing=Filing(parent=latest))

    build(scan, case="c", profile="overpronation", out=out)
    refit("c", review=review, out=out)
    once = seconds_of(lambda: refit("c", accept=True, out=out))
    said = killed(clerk, out, kills=kills, longest_s=4.0 * once)
    known = whole(out, said, at_least=kills / 6)
    decisions = [item.content["from_version"] for item in history("c", out=out)[1]
                 if item.kind == "decision" and item.content and item.content["changes"]]  # fmt: skip
    assert len(decisions) == len(set(decisions)), "no version was re-fitted twice"
    build(scan, case="c", profile="overpronation", out=out)
    refit("c", review=review, out=out)
    done = refit("c", accept=True, out=out).build
    assert done is not None and done.version == f"v{len(known) + 2:03d}"
    assert check_store(out=out).faults == () and list((out / "store" / "pending").iterdir()) == []


@pytest.mark.parametrize("limit_kb", [0, 1, 8, 40, 64, 1000, 4000])
def test_a_disk_that_takes_no_more_is_a_sentence_and_nothing_is_lost(
    street: Street, tmp_path: Path, scan: Path, limit_kb: int
) -> None:
    resource = pytest.importorskip("resource")
    out, review = tmp_path / "out", tmp_path / "review.toml"
    review.write_text('[pain.right]\nmidfoot = "new"\n')
    build(scan, case="c", profile="overpronation", out=out)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_kb * 1024, limit_kb * 1024))  # writing beyond it fails
        for work in (
            lambda: build(scan, case="c", profile="neutral", out=out), lambda: rollback("c", "v1", out=out),
            lambda: refit("c", review=review, out=out), lambda: refit("c", review=review, accept=True, out=out),
            lambda: note("c", kind="wear", text="6 hours " * 1000, out=out),
        ):  # fmt: skip
            with suppress(OutputNotWritable):
                work()

    assert ended_well([forked(full)]) == [True], "whatever cannot be written is told"
    assert check_store(out=out).faults == ()
    versions, _ = history("c", out=out)
    assert versions[0].version == "v001"
    assert build(scan, case="c", profile="neutral", out=out).version == f"v{len(versions) + 1:03d}"
    assert not any(path.read_bytes() == b"" for path in (out / "c").glob("proposal-*"))


def test_of_two_clerks_one_wins_and_the_other_is_told(street: Street, tmp_path: Path) -> None:
    build("jm.stl", profile="neutral", out=tmp_path, by="A")

    def meanwhile() -> None:
        street.before_make = lambda: None
        build("jm.stl", profile="overpronation", out=tmp_path, by="B", filing=Filing(parent="v001"))

    street.before_make = meanwhile
    with pytest.raises(CaseMoved, match=r"has v002, filed .* by B, while this one was to follow v001"):
        build("jm.stl", profile="neutral", out=tmp_path, by="A", filing=Filing(parent="v001"))
    versions, _ = history("jm", out=tmp_path)
    assert [(item.version, item.by) for item in versions] == [("v001", "A"), ("v002", "B")]
    assert check_store(out=tmp_path).faults == ()


def test_two_clerks_at_the_very_same_time(street: Street, tmp_path: Path) -> None:
    build("jm.stl", profile="neutral", out=tmp_path)
    for k in range(1, 6):
        follow = Filing(parent=f"v{k:03d}")
        clerks = [forked(lambda: build("jm.stl", profile="neutral", out=tmp_path, filing=follow)) for _ in range(2)]  # noqa: B023
        with suppress(ChildProcessError):
            assert sorted(ended_well(clerks)) == [False, True]
    assert len(history("jm", out=tmp_path)[0]) == 6
    assert check_store(out=tmp_path).faults == ()


def crowd(out: Path, url: str | None, *, seats: int = 8, each: int = 50) -> None:
    """Let eight processes file fifty versions each: half of them into one case, half into cases of their own."""

    def seat(number: int) -> None:
        for k in range(each):
            case = "shared" if k % 2 else f"own{number}"
            build("jm.stl", case=case, profile="neutral", out=out, store=url)
            if k % 10 == 0:
                note(case, kind="wear", text="6 hours a day", out=out, store=url)

    out.mkdir()
    assert all(ended_well([forked(lambda: seat(number)) for number in range(seats)]))  # noqa: B023
    versions, _ = history("shared", out=out, store=url)
    assert [item.version for item in versions] == [f"v{k:03d}" for k in range(1, seats * (each // 2) + 1)]
    found = check_store(out=out, store=url)
    assert (found.versions, found.faults) == (seats * each, ())


EACH = [5, pytest.param(50, marks=pytest.mark.sweep)]


@pytest.mark.parametrize("each", EACH)
def test_eight_processes_on_sqlite(street: Street, tmp_path: Path, each: int) -> None:
    crowd(tmp_path / "out", None, each=each)


@pytest.mark.parametrize("each", EACH)
def test_eight_processes_on_postgresql(street: Street, tmp_path: Path, server: str, each: int) -> None:
    crowd(tmp_path / "out", server, each=each)
