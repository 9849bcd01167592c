"""Leaflet. devices -> leaflet.html: one page for the patient, with how to get used to them and when to call."""

from orthogen.publish.page.render import rendered
from orthogen.publish.wording import Wording
from orthogen.records.build import Build

_DAYS = 8  # one hour on the first day and one more each day: a working day after eight


def leaflet_html(build: Build, *, wording: Wording) -> bytes:
    """Return the UTF-8 page, one A4 sheet, offline; wear-in and reviews: clinical.md G, signs: E.1."""
    sides = list(dict.fromkeys(item.foot.side for item in build.devices))
    return rendered("leaflet", w=wording, build=build, sides=sides, days=range(1, _DAYS + 1))
