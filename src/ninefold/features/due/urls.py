"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.due import once, views

_ONE = path("duty/<str:key>/", views.duty, name="duty")
urlpatterns = [path("due/", views.due, name="due"), path("due/old/", once.old, name="old"), _ONE]
# For a room in which everybody looks first at what is theirs to do.
mine_urlpatterns = [path("due/", views.mine, name="due"), _ONE]
