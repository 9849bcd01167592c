"""Folder. out, case, files -> `<out>/<case>/v001/`; path, bytes -> a file. Each appears whole or not at all."""

import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from orthogen.errors import OutputNotWritable, PrescriptionError

LONGEST_CASE = 80
_CASE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_CASE - 1}}}")
_VERSION = re.compile(r"v(\d{3,})")
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY)
_STAGING = re.compile(r"\.[0-9a-f]{32}")
_AT_ONCE = 4  # files that are written at the same time: most of it is waiting for the disk
_ABANDONED_S = 86_400.0  # no build takes a day: what is older was left by one that was killed


def case_id(text: str) -> str:
    """Return the case id as given; raises PrescriptionError for anything that is no plain name for a folder."""
    if not _CASE.fullmatch(text):
        raise PrescriptionError(
            f"the case {text!r} is no plain name: letters, digits, '.', '_' and '-', beginning with a letter or digit, "
            f"at most {LONGEST_CASE}",
            f"for example --case {case_from_name(text)}",
        )
    return text


def case_from_name(name: str) -> str:
    """Return a case id made from a file's name: every other character becomes one '-'."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-_")[:LONGEST_CASE] or "case"


@contextmanager
def staged(out: Path, case: str) -> Iterator[Path]:
    """Give an empty hidden folder beside the versions of a case; proves that the place can be written before the work.

    Whatever happens, it is gone afterwards, and so is every folder that had to be made and stayed empty.
    """
    home = out / case
    missing = [folder for folder in (home, *home.parents) if not folder.exists()]
    staging = home / f".{os.urandom(16).hex()}"
    try:
        try:
            staging.mkdir(parents=True)
            _sweep(home)
        except OSError as error:
            raise _not_writable(out, error) from error
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        _remove_empty(missing)


def settle(
    staging: Path,
    render: Callable[[str], Mapping[str, bytes]],
    *,
    lasting: Mapping[str, bytes] | None = None,
    number: Callable[[], int] | None = None,
) -> str:
    """Write the files that `render` gives for a version and move them into place as that version; return it.

    lasting: files that are the same in every version, written while the others are rendered. number: the version to
    try, by default the one after the highest there is. When another build takes it first, the files are rendered again
    for the next one. Raises OutputNotWritable for a folder that is full or refuses.
    """
    home, disk = staging.parent, ThreadPoolExecutor(_AT_ONCE)

    def begun(files: Mapping[str, bytes]) -> list[Future[None]]:
        return [disk.submit(_write_through, staging / name, data) for name, data in files.items()]

    try:
        early = begun(lasting or {})
        while True:
            version = f"v{(number or (lambda: _next_number(home)))():03d}"
            try:
                rendered = render(version)
                for written in early:  # before the others begin: of two files with one name the rendered one stays
                    written.result()
                for written in begun(rendered):
                    written.result()
                staging.rename(home / version)
                _sync(home)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise _not_writable(home, error) from error
            else:
                return version
    finally:
        disk.shutdown(cancel_futures=True)  # waits for what is being written, so that nothing appears afterwards


def write_whole(path: Path, data: bytes) -> None:
    """Write one file that the user named, as `writing_whole` does."""
    with writing_whole(path) as file:
        file.write(data)


def write_new(path: Path, data: bytes) -> bool:
    """Write one file that appears whole or not at all, and never in place of another; False where one is there.

    Raises OutputNotWritable.
    """
    part = path.with_name(f".{os.urandom(16).hex()}")
    try:
        _write_through(part, data)
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return True


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which then appears whole or not at all, in place of one that was there.

    Written under a hidden name beside it and then renamed. Raises OutputNotWritable, also for what is no ordinary
    file, such as a device.
    """
    whole = path.resolve()
    part = whole.with_name(f".{os.urandom(16).hex()}")
    try:
        if whole.exists() and not whole.is_file():
            raise OutputNotWritable(f"{path} is no ordinary file", "name a file that may be written")
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(whole)
    except OSError as error:
        raise OutputNotWritable(
            f"cannot write {path}: {error.strerror or error}", "free space or name a file that may be written"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _next_number(home: Path) -> int:
    """Return the version after the highest one there is; gaps are never filled."""
    taken = [int(match[1]) for path in home.iterdir() if (match := _VERSION.fullmatch(path.name))]
    return max(taken, default=0) + 1


def _sync(folder: Path) -> None:
    """Write the names in a folder down to the disk, where the system lets a folder be opened."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_through(path: Path, data: bytes) -> None:
    """Write a file down to the disk, so that a full one is noticed now."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sweep(home: Path) -> None:
    """Remove the staging folders of builds that were killed long ago."""
    for path in home.iterdir():
        if _STAGING.fullmatch(path.name):
            with suppress(FileNotFoundError):  # another build has just moved its own into place
                if time.time() - path.stat().st_mtime > _ABANDONED_S:
                    shutil.rmtree(path, ignore_errors=True)


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders, innermost first, as far as they are empty."""
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def _not_writable(place: Path, error: OSError) -> OutputNotWritable:
    return OutputNotWritable(
        f"cannot write to {place}: {error.strerror or error}", "free space or name another folder with --out"
    )
