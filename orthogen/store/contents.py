"""Contents. bytes <-> `<out>/store/ab/abcdef…`, a file that is named by the SHA-256 of what it holds."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from orthogen.errors import OutputNotWritable, StoreDamaged

_NAME = re.compile(r"[0-9a-f]{64}")
_CHUNK_BYTES = 1 << 20


class Contents:
    """The files of a store. One content is kept once, however many versions hold it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Return where a content is kept."""
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep bytes, down to the disk, and return their SHA-256; what is there already is left alone."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self._plainly():
            if not self._has(sha256, len(data)):
                self._write(sha256, data)
        return sha256

    def keep(self, path: Path, *, sha256: str) -> None:
        """Keep a file that has been written already under a second name, without writing it again where links go."""
        target = self.path(sha256)
        with self._plainly():
            if self._has(sha256, path.stat().st_size):
                return
            target.unlink(missing_ok=True)  # cut short by a failing disk
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target)
            except FileExistsError:
                return
            except OSError:  # a disk without links, or one that is full: then writing says so
                self._write(sha256, path.read_bytes())

    def copy(self, sha256: str, to: Path) -> None:
        """Give a content a second name, one that is not taken; raises OutputNotWritable."""
        with self._plainly():
            try:
                os.link(self.path(sha256), to)
            except OSError:  # a disk without links, or one that is full: then writing says so
                to.write_bytes(self.path(sha256).read_bytes())

    def read(self, sha256: str) -> bytes:
        """Return the bytes, held against their name; raises StoreDamaged."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise StoreDamaged(
                f"the store has no file {sha256[:12]}…: {error.strerror}", "put it back from a backup"
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreDamaged(f"{self.path(sha256)} is not what was filed", "put it back from a backup")
        return data

    def drop(self, sha256: str) -> None:
        """Remove a content for good."""
        with self._plainly():
            self.path(sha256).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """Yield the SHA-256 of every content that is kept, in order."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            if _NAME.fullmatch(path.name):
                yield path.name

    def _has(self, sha256: str, size_bytes: int) -> bool:
        try:
            return self.path(sha256).stat().st_size == size_bytes
        except FileNotFoundError:
            return False

    def _write(self, sha256: str, data: bytes) -> None:
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{os.urandom(16).hex()}")
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _plainly(self) -> "_Plainly":
        return _Plainly(self.root)


class _Plainly:
    """Says an error of the disk in one sentence."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise OutputNotWritable(
                f"cannot write to the store {self._root}: {error.strerror or error}",
                "free space or name another folder with --out",
            ) from error


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
