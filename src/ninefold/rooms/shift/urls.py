"""The shift's pages."""

from django.urls import path

from ninefold.rooms.shift import views

app_name = "shift"
urlpatterns = [
    path("", views.today, name="today"),
    path("missed/", views.missed, name="missed"),
    path("children/", views.children, name="children"),
    path("child/<str:id>/", views.child, name="child"),
    path("child/<str:id>/progress/", views.progress, name="progress"),
    path("child/<str:id>/progress/<slug:series>/", views.progress_of, name="progress-of"),
    path("due/", views.due, name="due"),
    path("home/", views.home, name="home"),
]
