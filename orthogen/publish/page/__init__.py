"""Page. devices -> report.html, leaflet.html and device-record.html: offline pages."""

from orthogen.publish.page.leaflet import leaflet_html
from orthogen.publish.page.record import device_record_html
from orthogen.publish.page.report import report_html

__all__ = ["device_record_html", "leaflet_html", "report_html"]
