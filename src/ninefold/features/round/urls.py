"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.round import views

urlpatterns = [
    path("round/", views.page, name="round"),
    path("round/looked/", views.looked, name="looked"),
    path("round/more/<str:record>/", views.more, name="what-then"),
    path("round/back/<str:id>/", views.back, name="take-back"),
    path("round/not-there/<str:id>/", views.not_there, name="not-there"),
]
