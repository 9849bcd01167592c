"""Page. devices -> report.html and leaflet.html: offline pages for the orthotist and for the patient."""

from orthogen.publish.page.leaflet import leaflet_html
from orthogen.publish.page.report import report_html

__all__ = ["leaflet_html", "report_html"]
