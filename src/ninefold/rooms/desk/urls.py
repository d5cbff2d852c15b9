"""The desk's own addresses: its first page, and the month's reports. All else are features (``room.py``)."""

from django.urls import path

from ninefold.rooms.desk import reporting, today

urlpatterns = [
    path("", today.today, name="today"),
    path("reports/", reporting.reports, name="reports"),
    path("reports/month/<str:month>.pdf", reporting.report_pdf, name="report-pdf"),
    path("reports/month/<str:month>/", reporting.report, name="report"),
    path("behind/", reporting.behind, name="behind"),
]
