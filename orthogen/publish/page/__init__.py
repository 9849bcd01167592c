"""Page. devices, differences -> the pages that people read: report, leaflet, device record, difference; offline."""

from orthogen.publish.page.difference import diff_html
from orthogen.publish.page.leaflet import leaflet_html
from orthogen.publish.page.record import device_record_html
from orthogen.publish.page.report import report_html

__all__ = ["device_record_html", "diff_html", "leaflet_html", "report_html"]
