"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.signoff import views

urlpatterns = [
    path("signoff/", views.queue, name="signoff"),
    path("signoff/<str:record>/", views.record, name="signoff-record"),
]
