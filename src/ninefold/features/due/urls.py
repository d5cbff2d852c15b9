"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.due import customs, once, views

_ONE = [
    path("duty/<str:key>/", views.duty, name="duty"),
    path("duty/<str:key>/decide/", once.decide, name="duty-decide"),
]
urlpatterns = [
    path("due/", views.due, name="due"),
    path("due/old/", once.old, name="old"),
    path("due/customs/", customs.page, name="customs"),
    *_ONE,
]
# For a room in which everybody looks first at what is theirs to do.
mine_urlpatterns = [path("due/", views.mine, name="due"), *_ONE]
