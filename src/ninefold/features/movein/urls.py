"""Where it lies: below a home in a room that mounts it; the link that begins everything below none."""

from django.urls import path

from ninefold.features.movein import begin, dates, views

urlpatterns = [
    path("moving-in/", views.steps, name="moving-in"),
    path("moving-in/lists/", views.lists, name="moving-in-lists"),
    path("moving-in/dates/", dates.dates, name="moving-in-dates"),
    path("moving-in/workbook.xlsx", views.workbook, name="moving-in-workbook"),
    path("moving-in/lists/<str:id>/", views.brought, name="moving-in-plan"),
]
house_urlpatterns = [path("begin/<str:secret>/", begin.begin, name="begin")]
