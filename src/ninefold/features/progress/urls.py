"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.progress import views

child_urlpatterns = [
    path("child/<str:id>/progress/", views.child, name="progress"),
    path("child/<str:id>/progress/<slug:series>/", views.child_series, name="progress-of"),
]
own_urlpatterns = [
    *child_urlpatterns,
    path("worker/<str:id>/progress/", views.worker, name="worker-progress"),
    path("worker/<str:id>/progress/<slug:series>/", views.worker_series, name="worker-progress-of"),
]
urlpatterns = [
    *own_urlpatterns,
    path("home/progress/", views.home, name="home-progress"),
    path("home/progress/<slug:series>/", views.home_series, name="home-progress-of"),
]
