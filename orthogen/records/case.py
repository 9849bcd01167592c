"""Case. the line of versions, assessments, reviews, decisions and notes of one coded case, as the store keeps it."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal, Protocol

from orthogen.lazyclass import dataclass
from orthogen.records.finding import Verdict

NOTES = ("complaint", "incident", "remake", "wear")
KINDS = ("assessment", "prescription", "version", "review", "decision", *NOTES, "erasure")

Role = Literal["scan", "beside", "profile", "prescription", "assessment", "pressure", "gait", "review", "output"]


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file of an entry. name: without folder, with suffix. Its bytes are had from the store by sha256."""

    role: Role
    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One immutable row of a case.

    number: 1, 2, … in the line of the case. kind: out of KINDS. date: ISO 8601, UTC. content: what it says, in plain
    JSON values, None after it was erased. sha256: over all of it and parent_sha256, that of the row before.
    """

    case: str
    number: int
    kind: str
    date: str
    by: str
    reason: str
    content: Mapping[str, Any] | None
    files: tuple[StoredFile, ...]
    parent_sha256: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class StoredVersion:
    """One version of a case: what it was made from, how that was told, and what was made.

    version, parent: "v002"; parent is None for the first one. told: the keywords of `lab.build` besides the files, in
    plain JSON values (side, unit, load, landmarks, sets, length, construction, accepted, formats, profile by name).
    platform: processor and compiled half that made it. inputs: roles scan (in the order given) to gait; the role
    prescription is what was ordered in full, whether it was given or proposed. outputs: every file of the folder.
    """

    case: str
    version: str
    parent: str | None
    date: str
    by: str
    reason: str
    verdict: Verdict
    program_version: str
    platform: str
    folder: str
    told: Mapping[str, Any]
    inputs: tuple[StoredFile, ...]
    outputs: tuple[StoredFile, ...]

    def inputs_of(self, role: Role) -> tuple[StoredFile, ...]:
        """Return the inputs of one role, in the order in which they were given."""
        return tuple(item for item in self.inputs if item.role == role)


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What stands behind a build besides its order.

    reason: why this version is made. parent: the version that it must follow; CaseMoved is raised where another one
    was filed meanwhile. None: it follows whichever is the latest. review: path of a review.toml that led to it.
    decision: what was decided, in plain JSON values (the accepted proposal), filed as an entry of its own.
    """

    reason: str = ""
    parent: str | None = None
    review: str | None = None
    decision: Mapping[str, Any] = field(default_factory=dict)


class CaseStore(Protocol):
    """What reads a case. Versions are named "v001"; a case or version that does not exist raises UnknownName."""

    def latest(self, case: str) -> StoredVersion:
        """Return the newest version of a case."""

    def version(self, case: str, version: str) -> StoredVersion:
        """Return one version of a case."""

    def versions(self, case: str) -> tuple[StoredVersion, ...]:
        """Return all versions of a case, oldest first."""

    def entries(self, case: str) -> tuple[Entry, ...]:
        """Return the whole line of a case, oldest first: notes, reviews and decisions among the versions."""

    def content(self, file: StoredFile) -> bytes:
        """Return the bytes of a file, held against its SHA-256; raises StoreDamaged where they differ or are gone."""
