"""The desk's own addresses: its first page, and the month's reports. All else are features (``room.py``)."""

from django.urls import path

from ninefold.rooms.desk import reporting, today

urlpatterns = [
    path("", today.today, name="today"),
    path("reports/", reporting.reports, name="reports"),
    path("reports/<slug:outline>/<str:period>.<slug:drawing>", reporting.report_file, name="report-file"),
    path("reports/<slug:outline>/<str:period>/", reporting.report, name="report"),
    path("behind/", reporting.behind_kept, name="behind-kept"),
    path("behind/<str:selection>/", reporting.behind, name="behind"),
]
