"""Page. devices -> report, leaflet, job sheet, acknowledgement: offline pages for orthotist, patient and bench."""

from orthogen.publish.page.job_sheet import acknowledgement_html, job_sheet_html
from orthogen.publish.page.leaflet import leaflet_html
from orthogen.publish.page.report import report_html

__all__ = ["acknowledgement_html", "job_sheet_html", "leaflet_html", "report_html"]
