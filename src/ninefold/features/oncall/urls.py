"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.oncall import views

urlpatterns = [path("on-call/", views.page, name="on-call")]
