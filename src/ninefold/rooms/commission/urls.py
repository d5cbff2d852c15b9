"""The addresses of the published data, below /sector/."""

from django.urls import path

from ninefold.rooms.commission.views import (
    change,
    compare,
    files,
    first,
    home,
    importing,
    lists,
    reports,
    signing,
    stability,
    watching,
)

app_name = "commission"
urlpatterns = [
    path("", first.first, name="first"),
    path("years.svg", first.years_picture, name="first-picture"),
    path("import/", importing.send, name="import"),
    path("import/<int:id>/", importing.work, name="work"),
    path("import/<int:id>/answer/", importing.answer, name="answer"),
    path("import/<int:id>/leave/", importing.leave, name="leave"),
    path("homes/", home.find, name="find"),
    path("homes/<slug:urn>/", home.home, name="home"),
    path("homes/<slug:urn>/line.svg", home.picture, name="home-picture"),
    path("homes/<slug:urn>/watch/", watching.watch, name="watch"),
    path("homes/<slug:urn>/sign/<slug:kind>/", signing.sign, name="sign"),
    path("stability/", stability.stability, name="stability"),
    path("change/", change.change, name="change"),
    path("change/staying.svg", change.picture, name="change-picture"),
    path("compare/", compare.compare, name="compare"),
    path("compare/<slug:by>/", compare.group, name="group"),
    path("compare/<slug:by>/years.svg", compare.picture, name="group-picture"),
    path("shortlist/", compare.shortlist, name="shortlist"),
    path("shortlist/homes.xlsx", compare.workbook, name="workbook"),
    path("shortlist/homes.csv", compare.table, name="table"),
    path("grid/", compare.grid, name="grid"),
    path("seen/", lists.seen, name="seen"),
    path("lists/", lists.every, name="lists"),
    path("lists/<slug:name>/", lists.one, name="list"),
    path("homes/<slug:urn>/keep/", lists.keep, name="keep"),
    path("reports/", reports.over, name="themes"),
    path("reports/<int:id>/", reports.report, name="report"),
    path("watching/", watching.watching, name="watching"),
    path("area/", signing.area, name="area"),
    path("records/", signing.records, name="records"),
    path("records/<int:id>/", signing.record, name="record"),
    path("files/", files.files, name="files"),
    path("files/<int:id>/", files.file, name="file"),
]
