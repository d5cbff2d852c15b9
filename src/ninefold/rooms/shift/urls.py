"""The shift's own address: its first page. All else are features (``room.py``)."""

from django.urls import path

from ninefold.rooms.shift import views

urlpatterns = [path("", views.today, name="today")]
