"""Difference page. a difference of two versions, their files -> the page that shows both devices."""

from pathlib import Path

from orthogen.lab.versions import finished, held
from orthogen.publish import english
from orthogen.publish.page import diff_html
from orthogen.records.difference import Difference


def diff_page(diff: Difference, *, out: str | Path = "output") -> bytes:
    """Return the offline page of a difference, both devices read back from their files."""
    old, new = (held(diff.case, version, out=out) for version in diff.versions)
    home = Path(out) / diff.case
    pairs = [
        (finished(one, home / old.version), finished(other, home / new.version))
        for surface in diff.surfaces
        if (one := old.device(surface.side)) and (other := new.device(surface.side))
    ]
    return diff_html(diff, devices=pairs, wording=english())
