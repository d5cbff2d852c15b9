"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.changed import views

urlpatterns = [path("changed/", views.changed, name="changed")]
