"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.books import views

urlpatterns = [
    path("books/", views.books, name="books"),
    path("register/<slug:id>/", views.register, name="register"),
    path("register/<slug:id>.csv", views.sheet_of, name="register-sheet"),
]
