"""The desk's addresses, below /<urn>/desk/."""

from django.urls import path

from ninefold.rooms.desk.views import (
    asks,
    books,
    changed,
    child,
    children,
    due,
    home,
    reading,
    reporting,
    signoff,
    standards,
    team,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("children/", children.children, name="children"),
    path("child/<str:id>/", child.child, name="child"),
    path("child/<str:id>/timeline/", children.timeline, name="timeline"),
    path("child/<str:id>/helped/<int:number>/", child.step, name="step"),
    path("team/", team.team, name="team"),
    path("worker/<str:id>/", team.worker, name="worker"),
    path("due/", due.due, name="due"),
    path("duty/<str:key>/", due.duty, name="duty"),
    path("signoff/", signoff.queue, name="signoff"),
    path("signoff/<str:record>/", signoff.record, name="signoff-record"),
    path("standards/", standards.standards, name="standards"),
    path("standards/<slug:id>/", standards.standard, name="standard"),
    path("paragraph/<str:ref>/", standards.paragraph, name="paragraph"),
    path("wishes/", asks.wishes, name="wishes"),
    path("actions/", asks.actions, name="actions"),
    path("books/", books.books, name="books"),
    path("register/<slug:id>/", books.register, name="register"),
    path("register/<slug:id>.csv", books.sheet_of, name="register-sheet"),
    path("to-read/", reading.to_read, name="to-read"),
    path("readers/", reading.readers, name="readers"),
    path("readers/<str:record>/", reading.readers_of, name="readers-of"),
    path("changed/", changed.changed, name="changed"),
    path("reports/", reporting.reports, name="reports"),
    path("reports/month/<str:month>.pdf", reporting.report_pdf, name="report-pdf"),
    path("reports/month/<str:month>/", reporting.report, name="report"),
    path("behind/", reporting.behind, name="behind"),
    path("home/", home.home, name="home"),
    path("homes/", home.homes, name="homes"),
]
