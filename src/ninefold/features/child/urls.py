"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.child import brief, children, picture, views

brief_urlpatterns = [
    path("children/", brief.children, name="children"),
    path("child/<str:id>/", brief.child, name="child"),
]
urlpatterns = [
    path("children/", children.children, name="children"),
    path("child/<str:id>/", views.child, name="child"),
    path("child/<str:id>/timeline/", children.timeline, name="timeline"),
    path("child/<str:id>/helped/<int:number>/", views.step, name="step"),
]

# The same from every room: a photo stands on many pages.
home_urlpatterns = [path("photo/<str:record>/", picture.photo, name="photo")]
