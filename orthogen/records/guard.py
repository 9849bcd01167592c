"""Guard. what a modification needs beside it, and what speaks against it: declared in its own file, judged by one."""

from typing import Literal

from orthogen.lazyclass import dataclass

Comparison = Literal["<", "<=", ">", ">=", "=="]
COMPARISONS: tuple[Comparison, ...] = ("<", "<=", ">", ">=", "==")
Condition = tuple[str, Comparison, float]
NEUROPATHIC: tuple[Condition, ...] = (("may_be_neuropathic", "==", 1.0),)  # as far as the form tells


@dataclass(frozen=True, kw_only=True)
class Need:
    """Another dose that must be at least `least` while this modification is there.

    id: the warning that a clinician may accept where the other dose was ordered lower. kind, field: the other dose.
    source: clinical.md tag.
    """

    id: str
    kind: str
    field: str
    least: float
    source: str


@dataclass(frozen=True, kw_only=True)
class Against:
    """What speaks against a modification; it applies where every condition holds.

    id: the warning's name, or of a hard stop its name in messages. own: conditions on its own fields. beside: another
    modification that must be there too, with `other`, conditions on that one's fields. measures: conditions on what is
    known of foot and patient; an unknown measure keeps it silent. constructions, lengths: where it applies, empty for
    all. stops: no signature overrules it. reason: one clause, "a medial post is not meant for a supinated foot".
    """

    id: str
    reason: str
    source: str
    own: tuple[Condition, ...] = ()
    beside: str | None = None
    other: tuple[Condition, ...] = ()
    measures: tuple[Condition, ...] = ()
    constructions: tuple[str, ...] = ()
    lengths: tuple[str, ...] = ()
    stops: bool = False
