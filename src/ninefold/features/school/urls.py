"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.school import views

urlpatterns = [
    path("child/<str:id>/school/", views.calendar, name="school-days"),
    path("school/", views.overview, name="school"),
]
