"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.standards import views

urlpatterns = [
    path("standards/", views.standards, name="standards"),
    path("standards/<slug:id>/", views.standard, name="standard"),
    path("paragraph/<str:ref>/", views.paragraph, name="paragraph"),
]
