"""Archive. bytes of a ZIP -> the members that are asked for: bounded in number and size, and never a path on disk."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN

_DIRECTORY_ENTRY = b"PK\x01\x02"
_MOST_MEMBERS = 10_000
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE_BYTES = 1_000_000


@contextmanager
def unzipped(data: bytes, *, kind: str) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever is wrong with it while it is read becomes a CorruptFile that names `kind`."""
    members = data.count(_DIRECTORY_ENTRY)
    if members > _MOST_MEMBERS:
        raise CorruptFile(f"the {kind} archive lists {members} files, more than {_MOST_MEMBERS}", EXPORT_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError, struct.error) as error:
        raise CorruptFile(f"the {kind} archive is damaged or encrypted", EXPORT_AGAIN) from error


def pieces(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the member's bytes in pieces of 1 MB; more than the directory claims is never inflated."""
    if item.compress_type not in _KNOWN:
        raise CorruptFile(
            "a file of the archive is packed in an unusual way", "pack it as a usual ZIP, or export again"
        )
    with archive.open(item) as member:
        while piece := member.read(_PIECE_BYTES):
            yield piece


def demand_unpacks_within(most_bytes: int, items: list[zipfile.ZipInfo], *, kind: str) -> None:
    """Raise CorruptFile, before anything is inflated, if the directory claims more than so many bytes for `items`."""
    size = sum(item.file_size for item in items)
    if size > most_bytes:
        told = f"the {kind} would unpack to {size / 1e9:.2g} GB, more than the {most_bytes / 1e9:.2g} GB allowed"
        raise CorruptFile(told, EXPORT_AGAIN)
