"""The shift's own pages. All else are features (``room.py``)."""

from django.urls import path

from ninefold.rooms.shift import views

urlpatterns = [
    path("", views.today, name="today"),
    path("missed/", views.missed, name="missed"),
    path("children/", views.children, name="children"),
    path("child/<str:id>/", views.child, name="child"),
    path("medicine/", views.medicine, name="medicine"),
    path("home/", views.home, name="home"),
]
