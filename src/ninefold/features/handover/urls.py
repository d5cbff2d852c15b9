"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.handover import views

urlpatterns = [path("handover/read/", views.taken_over, name="taken-over")]
