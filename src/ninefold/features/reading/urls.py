"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.reading import views

own_urlpatterns = [path("to-read/", views.to_read, name="to-read")]
urlpatterns = [
    *own_urlpatterns,
    path("readers/", views.readers, name="readers"),
    path("readers/<str:record>/", views.readers_of, name="readers-of"),
]
