"""Writing: choose, write, keep as a draft, read a record, add to it, correct it, withdraw it."""

from django.urls import path

from ninefold.features.writing import choose, compare, files, matter, reading, record, views

# The same from every room: below the home itself, where people keep them.
home_urlpatterns = [
    path("write/", choose.choose, name="choose"),
    path("write/<slug:type>/", views.first_stage, name="form"),
    path("names/", views.names, name="names"),
    path("draft/<str:token>/", views.draft, name="draft"),
    path("draft/<str:token>/drop/", views.drop_draft, name="drop"),
    path("file/<str:sha>/", files.file, name="file"),
    path("file/<str:sha>/read/", files.read, name="read-file"),
    path("record/<str:record>/sent/<str:sha>/", files.original, name="original"),
    path("record/<str:record>/", record.page, name="record"),
    path("record/<str:record>/matter/", matter.page, name="matter"),
    path("record/<str:record>/have-read/", reading.have_read, name="have-read"),
    path("record/<str:record>/versions/", compare.page, name="versions"),
    path("record/<str:record>/<slug:stage>/", views.next_stage, name="stage"),
    path("record/<str:record>/<str:entry>/correct/", views.correct, name="correct"),
    path("record/<str:record>/<str:entry>/withdraw/", views.withdraw, name="withdraw"),
]
