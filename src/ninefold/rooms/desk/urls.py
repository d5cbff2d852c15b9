"""The desk's own address: its first page. All else are features (``room.py``)."""

from django.urls import path

from ninefold.rooms.desk import today

urlpatterns = [path("", today.today, name="today")]
