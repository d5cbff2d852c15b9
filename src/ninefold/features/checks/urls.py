"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.checks import views

urlpatterns = [
    path("look-again/", views.checks, name="checks"),
    path("look-again/<slug:digest>/", views.check, name="check"),
]
