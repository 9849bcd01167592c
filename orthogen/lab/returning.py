"""Returning. an old version of a case -> the same again: as the newest version, or made anew and compared."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orthogen
from orthogen import publish
from orthogen.errors import PrescriptionError
from orthogen.lab.building import build
from orthogen.lab.cases import Place, case_shelf
from orthogen.lab.filing import file_copy, this_platform
from orthogen.lab.folder import staged
from orthogen.lab.recalling import need_kept, scans_of, written
from orthogen.lab.versions import version_named
from orthogen.lazyclass import dataclass
from orthogen.records.case import StoredVersion
from orthogen.store import Shelf

_LASTING = (".stl", ".3mf")


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """A version made anew from its stored inputs. files: name -> (SHA-256 as filed, as made now, "" where missing)."""

    case: str
    version: str
    files: dict[str, tuple[str, str]]
    differs: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether every device came out byte for byte."""
        return bool(self.files) and all(was == now for was, now in self.files.values())


def rollback(
    case: str, version: str, *, by: str = "", reason: str = "", out: Place = "output", store: str | None = None
) -> str:
    """File a new version with the very bytes of an old one, and return its name; raises for one that was rejected.

    Devices, prescription and report are those of the old version; build.json names the new one.
    """
    with case_shelf(case, out=out, store=store) as shelf:
        old = _named(shelf, case, version)
        version = old.version
        if old.verdict != "accepted":
            raise PrescriptionError(f"{version} of {case} was rejected by its checks", "roll back to an accepted one")
        files = {item.name: shelf.content(item) for item in old.outputs}
        with staged(Path(out), case) as staging:
            return file_copy(shelf, staging, old, files, by=by.strip(), reason=reason or f"rollback to {version}")


def rebuild(case: str, version: str, *, out: Place = "output", store: str | None = None) -> Rebuilt:
    """Make a version anew from its stored inputs, in a place that is thrown away, and compare the bytes.

    Raises StoreDamaged where an input is gone or changed, PrescriptionError where none was kept.
    """
    with case_shelf(case, out=out, store=store) as shelf, tempfile.TemporaryDirectory() as place:
        old = _named(shelf, case, version)
        version = old.version
        need_kept(shelf, old)
        scans = [written(shelf, files, Path(place) / f"scan{k}") for k, files in enumerate(scans_of(old))]
        order = old.inputs_of("prescription")
        if not order:
            raise PrescriptionError(
                f"no prescription of {version} was kept", "build it again from the files themselves"
            )
        told: dict[str, Any] = {name: old.told.get(name) for name in ("side", "unit", "load")}
        marks = {name: (float(x), float(y)) for name, (x, y) in old.told.get("landmarks", {}).items()}
        made = build(
            *scans, prescription=written(shelf, order, Path(place)), case=case, by=old.by, landmarks=marks,
            formats=tuple(old.told.get("formats", ())), out=Path(place) / "out", store="", **told,
        )  # fmt: skip
        now = {path.name: path.read_bytes() for path in Path(made.folder).iterdir()}
    was = {item.name: item.sha256 for item in old.outputs if item.name.endswith(_LASTING)}
    files = {name: (digest, publish.sha256(now[name]) if name in now else "") for name, digest in was.items()}
    return Rebuilt(case=case, version=version, files=files, differs=tuple(_differs(old)))


def _named(shelf: Shelf, case: str, version: str) -> StoredVersion:
    """Return the version that "3", "v3" or "v003" names; raises UnknownName."""
    known = {item.version: item for item in shelf.versions(case)}
    return known[version_named(version, tuple(known) or ("none",))]


def _differs(old: StoredVersion) -> Iterator[str]:
    """Yield what is another now than when the version was made; the inputs were held against their hashes."""
    if old.program_version != orthogen.__version__:
        yield f"program version: {old.program_version} then, {orthogen.__version__} now"
    if old.platform != this_platform():
        yield f"platform: {old.platform or 'not recorded'} then, {this_platform()} now"


def rebuilt_document(made: Rebuilt) -> dict[str, Any]:
    """Return what `orthogen rebuild` tells, in plain values."""
    files = [{"name": name, "filed_sha256": was, "made_sha256": now} for name, (was, now) in made.files.items()]
    return {
        "case": made.case,
        "version": made.version,
        "same": made.same,
        "files": files,
        "differs": list(made.differs),
    }
