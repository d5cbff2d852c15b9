"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.home import brief, papers, views

brief_urlpatterns = [path("home/", brief.home, name="home")]
pack_urlpatterns = [path("pack/", papers.pack, name="pack")]
urlpatterns = [
    path("home/", views.home, name="home"),
    path("homes/", views.homes, name="homes"),
    path("purpose/", papers.purpose, name="purpose"),
    *pack_urlpatterns,
]
