"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.nights import views

urlpatterns = [
    path("nights/", views.nights, name="nights"),
    path("nights/letters/", views.letters_again, name="letters-again"),
]
