"""Page. devices, differences -> the pages that people read: report, leaflet, device record, job sheet; offline."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.publish.page.difference import diff_html
    from orthogen.publish.page.drawn import DevicesDrawn, FootDrawn, devices_drawn, foot_drawn
    from orthogen.publish.page.job_sheet import acknowledgement_html, job_sheet_html
    from orthogen.publish.page.leaflet import leaflet_html
    from orthogen.publish.page.record import device_record_html
    from orthogen.publish.page.report import report_html

__all__ = [
    "DevicesDrawn",
    "FootDrawn",
    "acknowledgement_html",
    "device_record_html",
    "devices_drawn",
    "diff_html",
    "foot_drawn",
    "job_sheet_html",
    "leaflet_html",
    "report_html",
]
__getattr__ = doors(
    __name__,
    {
        "difference": "diff_html",
        "drawn": "DevicesDrawn FootDrawn devices_drawn foot_drawn",
        "job_sheet": "acknowledgement_html job_sheet_html",
        "leaflet": "leaflet_html",
        "record": "device_record_html",
        "report": "report_html",
    },
)
