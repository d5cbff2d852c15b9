"""The shift's pages."""

from django.urls import path

from ninefold.rooms.shift import views

app_name = "shift"
urlpatterns = [
    path("", views.today, name="today"),
    path("missed/", views.missed, name="missed"),
    path("children/", views.children, name="children"),
    path("child/<str:id>/", views.child, name="child"),
    path("due/", views.due, name="due"),
    path("home/", views.home, name="home"),
]
