"""Where it lies in a room that mounts it, and where a letter leads to."""

from django.urls import path

from ninefold.features.keeping import views

urlpatterns = [
    path("keeping/", views.keeping, name="keeping"),
    path("keeping/list/", views.propose, name="keeping-list"),
    path("keeping/<str:record>/agree/", views.agree, name="keeping-agree"),
    path("take-out/", views.take_out, name="take-out"),
]
home_urlpatterns = [path("kept/", views.kept, name="kept")]
