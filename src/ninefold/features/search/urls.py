"""Below the home itself: the box stands on every page of every room."""

from django.urls import path

from ninefold.features.search import views

home_urlpatterns = [path("search/", views.search, name="search")]
