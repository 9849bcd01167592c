"""Versions. output folder, case, name of a version -> what its folder holds, its devices read back from their files."""

import re
from pathlib import Path

from orthogen import intake
from orthogen.errors import PrescriptionError, UnknownName
from orthogen.intake.fields import read_fields
from orthogen.intake.source import file_bytes
from orthogen.intake.version import read_version
from orthogen.kernel.frame import composed, inverse
from orthogen.lab.folder import case_id
from orthogen.records.difference import Finished
from orthogen.records.held import HeldDevice, HeldVersion

_VERSION = re.compile(r"v?(\d{1,9})")
_FOLDER = re.compile(r"v\d{3,}")


def version_names(case: str, *, out: str | Path) -> tuple[str, ...]:
    """Return the versions of a case, oldest first; raises UnknownName for a case that has none."""
    home = Path(out) / case_id(case)
    found = [path.name for path in home.iterdir() if _FOLDER.fullmatch(path.name)] if home.is_dir() else []
    if not found:
        cases = {path.parent.name for path in Path(out).glob("*/v*") if _FOLDER.fullmatch(path.name)}
        raise UnknownName(f"there is no case {case!r} in {out}", name=case, known=sorted(cases) or ("none",))
    return tuple(sorted(found, key=lambda name: int(name[1:])))


def version_named(text: str, known: tuple[str, ...]) -> str:
    """Return the version that "3", "v3" or "v003" names; raises UnknownName."""
    match = _VERSION.fullmatch(text)
    name = f"v{int(match[1]):03d}" if match else text
    if name not in known:
        raise UnknownName(f"there is no version {text!r}", name=name, known=known)
    return name


def held(case: str, version: str, *, out: str | Path) -> HeldVersion:
    """Return one version of a case as its folder holds it."""
    return read_version(Path(out) / case / version)


def finished(device: HeldDevice, folder: Path) -> Finished:
    """Return a device read back from its STL, with its field where one was kept beside it."""
    path = folder / device.file
    kept = path.with_suffix(".fields.npz")
    field = read_fields(file_bytes(kept), name=kept.name) if kept.exists() else None
    stl_from_foot = composed(device.stl_from_file, inverse(device.foot_from_file))
    return Finished(
        side=device.side, triangles_mm=intake.read_triangles(path),
        stl_from_foot=stl_from_foot if field is None else field.stl_from_foot, field=field,
    )  # fmt: skip


def need_single(version: HeldVersion) -> None:
    """Raise PrescriptionError for a version with several devices of one side: none of them is the one."""
    if version.series:
        raise PrescriptionError(
            f"{version.version} is a series of devices to choose from", "build the chosen one as a version first"
        )
