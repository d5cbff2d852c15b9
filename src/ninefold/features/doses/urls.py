"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.doses import views

urlpatterns = [path("medicine/", views.page, name="medicine")]
