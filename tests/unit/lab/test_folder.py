"""Folder. a version appears whole or not at all, and nothing is ever overwritten."""

import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from orthogen.errors import OutputNotWritable, PrescriptionError
from orthogen.lab import folder
from orthogen.lab.folder import case_from_name, case_id, settle, staged, write_whole


def put(out: Path, text: str = "hello", case: str = "C1") -> str:
    """File one version with one file."""
    with staged(out, case) as staging:
        return settle(staging, lambda version: {"a.txt": f"{version} {text}".encode()})


def names(place: Path) -> list[str]:
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*"))


def test_versions_count_up_and_leave_nothing_else(tmp_path: Path) -> None:
    assert [put(tmp_path), put(tmp_path)] == ["v001", "v002"]
    assert names(tmp_path) == ["C1", "C1/v001", "C1/v001/a.txt", "C1/v002", "C1/v002/a.txt"]
    assert (tmp_path / "C1/v001/a.txt").read_text() == "v001 hello"


def test_a_gap_is_never_filled_and_other_names_do_not_count(tmp_path: Path) -> None:
    for name in ("v007", "v12", "notes"):
        (tmp_path / "C1" / name).mkdir(parents=True)
    assert put(tmp_path) == "v008"
    (tmp_path / "C1" / "v999").mkdir()
    assert put(tmp_path) == "v1000"


def test_a_failure_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "deep" / "out", "C1") as staging:
        (staging / "half").write_bytes(b"x")
        raise KeyboardInterrupt
    assert names(tmp_path) == []


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    put(tmp_path)
    with pytest.raises(ValueError), staged(tmp_path, "C1"):
        raise ValueError
    assert names(tmp_path) == ["C1", "C1/v001", "C1/v001/a.txt"]


def test_a_race_for_one_version_gives_two(tmp_path: Path) -> None:
    with staged(tmp_path, "C1") as staging:

        def render(version: str) -> dict[str, bytes]:
            if version == "v001":
                put(tmp_path, "the faster one")
            return {"a.txt": version.encode()}

        assert settle(staging, render) == "v002"
    assert (tmp_path / "C1/v001/a.txt").read_text() == "v001 the faster one"
    assert (tmp_path / "C1/v002/a.txt").read_text() == "v002"


def test_what_no_version_changes_is_written_once_for_all_tries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    real = folder._write_through

    def told(path: Path, data: bytes) -> None:
        written.append(f"{path.parent.name[0]} {path.name}")
        real(path, data)

    monkeypatch.setattr(folder, "_write_through", told)
    with staged(tmp_path, "C1") as staging:

        def render(version: str) -> dict[str, bytes]:
            if version == "v001":
                (tmp_path / "C1" / "v001").mkdir()
                (tmp_path / "C1" / "v001" / "theirs").touch()
            return {"page": version.encode()}

        assert settle(staging, render, lasting={"stl": b"solid"}) == "v002"
    assert sorted(written) == [". page", ". page", ". stl"]
    assert names(tmp_path / "C1" / "v002") == ["page", "stl"]
    assert (tmp_path / "C1/v002/page").read_bytes() == b"v002" and (tmp_path / "C1/v002/stl").read_bytes() == b"solid"


def test_a_page_that_cannot_be_rendered_leaves_no_trace_of_the_files_written_meanwhile(tmp_path: Path) -> None:
    def render(version: str) -> dict[str, bytes]:
        raise ValueError(version)

    with pytest.raises(ValueError, match="v001"), staged(tmp_path / "out", "C1") as staging:
        settle(staging, render, lasting={f"{n}.stl": bytes(1_000_000) for n in range(12)})
    assert names(tmp_path) == []


def test_of_two_files_with_one_name_the_rendered_one_stays(tmp_path: Path) -> None:
    with staged(tmp_path, "C1") as staging:
        settle(staging, lambda version: {"a": b"rendered"}, lasting={"a": b"lasting"})
    assert (tmp_path / "C1/v001/a").read_bytes() == b"rendered"


def test_many_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        versions = list(pool.map(lambda _: put(tmp_path), range(24)))
    assert sorted(versions) == [f"v{n:03d}" for n in range(1, 25)]
    assert all((tmp_path / "C1" / v / "a.txt").read_text() == f"{v} hello" for v in versions)


def test_a_file_in_the_way_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputNotWritable), staged(tmp_path / "out", "C1"):
        pytest.fail("the work must not begin")


def test_a_full_disk_is_refused_and_cleaned_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path)
    real = folder._write_through

    def full(path: Path, data: bytes) -> None:
        real(path, data[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder, "_write_through", full)
    with pytest.raises(OutputNotWritable, match="No space left") as refusal:
        put(tmp_path)
    assert refusal.value.exit_code == 6 and "--out" in refusal.value.next_step
    assert names(tmp_path) == ["C1", "C1/v001", "C1/v001/a.txt"]


@pytest.mark.parametrize("text", ["C0001", "a", "JM-023_b.2", "x" * 80])
def test_plain_case_ids(text: str) -> None:
    assert case_id(text) == text


@pytest.mark.parametrize(
    "text", ["", ".", "..", "../x", "a/b", "a\\b", ".hidden", "-o", "a b", "Müller", "x" * 81, "a\n"]
)
def test_path_tricks_are_refused_with_a_better_name(text: str) -> None:
    with pytest.raises(PrescriptionError, match="no plain name") as refusal:
        case_id(text)
    better = refusal.value.next_step.rpartition(" ")[2]
    assert case_id(better) == better


@pytest.mark.parametrize(("name", "case"), [("Foot scan (1)", "Foot-scan-1"), ("...", "case"), ("ok_1.2", "ok_1.2")])
def test_a_case_from_a_file_name(name: str, case: str) -> None:
    assert case_from_name(name) == case


def test_a_file_is_written_whole_over_an_older_one(tmp_path: Path) -> None:
    for text in (b"first", b"second"):
        write_whole(tmp_path / "a.png", text)
        assert (tmp_path / "a.png").read_bytes() == text
    assert names(tmp_path) == ["a.png"]


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"old")
    (tmp_path / "link.png").symlink_to(tmp_path / "a.png")
    write_whole(tmp_path / "link.png", b"new")
    assert (tmp_path / "link.png").is_symlink() and (tmp_path / "a.png").read_bytes() == b"new"


def test_a_full_disk_leaves_the_older_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.npz").write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder.os, "fsync", full)
    with pytest.raises(OutputNotWritable, match="No space left"):
        write_whole(tmp_path / "a.npz", b"new")
    assert names(tmp_path) == ["a.npz"] and (tmp_path / "a.npz").read_bytes() == b"old"


@pytest.mark.parametrize("place", ["/dev/null", "folder", "none/a.png"])
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputNotWritable):
        write_whole(tmp_path / place, b"x")
    assert names(tmp_path) == ["folder"] and Path("/dev/null").is_char_device()
