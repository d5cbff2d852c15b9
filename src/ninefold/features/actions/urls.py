"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.actions import views

urlpatterns = [path("actions/", views.actions, name="actions")]
