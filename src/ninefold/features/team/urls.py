"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.team import staffing, views

# What a worker may open about themselves.
own_urlpatterns = [
    path("worker/<str:id>/", views.worker, name="worker"),
    path("worker/<str:id>/agenda/", staffing.agenda, name="agenda"),
]
urlpatterns = [
    *own_urlpatterns,
    path("team/", views.team, name="team"),
    path("team/checks/", staffing.central_record, name="central-record"),
    path("team/checks.csv", staffing.central_record_sheet, name="central-record-sheet"),
    path("team/figures/", staffing.workforce, name="workforce"),
    path("team/training/", staffing.training_matrix, name="training-matrix"),
    path("team/training.csv", staffing.training_matrix_sheet, name="training-matrix-sheet"),
]
