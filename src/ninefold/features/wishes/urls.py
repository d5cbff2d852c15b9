"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.wishes import views

urlpatterns = [path("wishes/", views.wishes, name="wishes")]
