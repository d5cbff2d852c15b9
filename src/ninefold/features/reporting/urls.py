"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.reporting import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/<slug:outline>/<str:period>.<slug:drawing>", views.report_file, name="report-file"),
    path("reports/<slug:outline>/<str:period>/", views.report, name="report"),
    path("behind/", views.behind_kept, name="behind-kept"),
    path("behind/<str:selection>/", views.behind, name="behind"),
]
