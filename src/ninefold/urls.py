"""All addresses. A home's pages lie below its URN; what somebody may see there is decided by their role in it."""

from django.urls import include, path

from ninefold.web import views

urlpatterns = [
    path("", views.front, name="front"),
    path("health/", views.health, name="health"),
    path("account/", include("allauth.account.urls")),
    path("sector/", include("ninefold.rooms.commission.urls")),
    path("<slug:urn>/", include("ninefold.rooms.write.urls")),
    path("<slug:urn>/shift/", include("ninefold.rooms.shift.urls")),
    path("<slug:urn>/desk/", include("ninefold.rooms.desk.urls")),
]
handler403 = "ninefold.web.views.forbidden"
handler404 = "ninefold.web.views.not_found"
handler500 = "ninefold.web.views.broken"
