"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.looks import views

# What a worker may open about themselves.
own_urlpatterns = [path("looks/me/", views.own, name="looks-own")]
urlpatterns = [
    path("looks/", views.home, name="looks"),
    path("looks/searches/", views.searches, name="search-words"),
    path("looks/record/<str:record>/", views.record, name="looks-record"),
    *own_urlpatterns,
    path("looks/<str:person>/", views.person, name="looks-person"),
]
