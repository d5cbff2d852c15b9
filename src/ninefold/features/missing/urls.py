"""Where it lies in a room that mounts it."""

from django.urls import path

from ninefold.features.missing import views

urlpatterns = [
    path("missing/", views.start, name="missing"),
    path("missing/<str:record>/", views.page, name="episode"),
    path("missing/<str:record>/step/", views.stamp, name="missing-step"),
    path("missing/<str:record>/back/", views.home_again, name="home-again"),
    path("missing/<str:record>/sheet/", views.show_sheet, name="sheet"),
    path("missing/<str:record>/photo/", views.photo, name="sheet-photo"),
    path("missing/<str:record>/print/", views.print_sheet, name="print-sheet"),
]
