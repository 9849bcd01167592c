"""Findings for tests. findings -> the same, if each has a plain name and says its note in whole sentences."""

import re
from collections.abc import Iterable

from orthogen.records.finding import Finding

_NAME = re.compile(r"[a-z][a-z0-9_]*|side-contradicts")  # the latter is an id of --accept-warning
_SENTENCE = re.compile(r"[A-Z0-9].*\.")


def plain(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings; assert that a reader can take each as it stands: in a report, on a screen, in a table."""
    told = tuple(findings)
    for item in told:
        assert _NAME.fullmatch(item.check), item
        assert _SENTENCE.fullmatch(item.note), item
    return told
