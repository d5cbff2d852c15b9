"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.changed import missed, views

missed_urlpatterns = [path("missed/", missed.missed, name="missed")]
urlpatterns = [path("changed/", views.changed, name="changed")]
