"""Page. devices, differences -> the pages that people read: report, leaflet and difference, offline and printable."""

from orthogen.publish.page.difference import diff_html
from orthogen.publish.page.leaflet import leaflet_html
from orthogen.publish.page.report import report_html

__all__ = ["diff_html", "leaflet_html", "report_html"]
