"""Source. path -> the bytes of a scan file, and of a file beside it that it names; never of anything else."""

import stat
from collections.abc import Callable
from pathlib import Path

from orthogen.errors import CorruptFile, IntakeError
from orthogen.intake.raw import MOST_BYTES, THIN_OUT
from orthogen.lazyclass import dataclass

_KEEP_TOGETHER = "put all files of the scan into one folder, or export it as one GLB"
_LONGEST_NAME = 255


@dataclass(frozen=True, kw_only=True)
class Source:
    """A scan file as its reader sees it: bytes, file name, and `beside`: the name of another file -> its bytes."""

    data: bytes
    name: str
    beside: Callable[[str], bytes]


def opened(path: Path, *, seen: Callable[[bytes], None], named: Callable[[str], None] = lambda _: None) -> Source:
    """Return the file at `path`; `seen` is told the bytes of every file that is opened, in that order.

    named: is told the names of those beside it.

    Raises IntakeError for what is missing, empty, too large or no ordinary file; CorruptFile for an empty one.
    """
    data = file_bytes(path)
    seen(data)
    room = MOST_BYTES - len(data)

    def beside(uri: str) -> bytes:
        nonlocal room
        from urllib.parse import unquote

        name = unquote(uri)
        other = file_bytes(_neighbour(path, name), most=room)
        room -= len(other)
        seen(other)
        named(name)
        return other

    return Source(data=data, name=path.name, beside=beside)


def _neighbour(path: Path, name: str) -> Path:
    """Return the path of a file in the same folder; a path, an address or a link that leads elsewhere is refused."""
    plain = name.isprintable() and 0 < len(name) <= _LONGEST_NAME and name[0] != "." and not set(name) & set("/\\:")
    if not plain:
        raise IntakeError("the scan keeps its geometry in a place that is no file beside it", _KEEP_TOGETHER)
    other = path.parent / name
    try:
        leads_out = other.resolve().parent != path.parent.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a ring of links
        raise IntakeError("the file that holds the geometry of the scan cannot be reached", _KEEP_TOGETHER) from error
    if leads_out:
        raise IntakeError(
            "the file beside the scan that holds its geometry is a link out of the folder", _KEEP_TOGETHER
        )
    return other


def file_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """Return the file's bytes; a folder, device, oversized or unreadable file is refused before it is read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IntakeError(f"{path} is a folder", "name the file inside it")
        if not stat.S_ISREG(status.st_mode):
            raise IntakeError(f"{path} is no ordinary file", "copy it into a file first")
        if status.st_size > most:
            size, limit = status.st_size / 1e9, MOST_BYTES / 1e9
            raise IntakeError(f"{path.name} has {size:.2g} GB, more than the {limit:.2f} GB that are read", THIN_OUT)
        data = path.read_bytes()
    except FileNotFoundError:
        raise IntakeError(f"there is no file {path}", "check the path") from None
    except PermissionError:
        raise IntakeError(f"{path} may not be read", "ask for the right to read this file") from None
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}", "check the path and the disk") from error
    if not data:
        raise CorruptFile(f"{path.name} is empty (0 bytes)", "export it again")
    return data
