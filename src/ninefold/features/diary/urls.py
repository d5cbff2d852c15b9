"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.diary import feed, views

urlpatterns = [
    path("calendar/", views.month, name="calendar"),
    path("calendar/feed/", views.feed, name="calendar-feed"),
]
# A phone has no home and no role: the secret in the address says whose calendar it is.
house_urlpatterns = [path("calendar/<str:secret>.ics", feed.feed, name="feed")]
