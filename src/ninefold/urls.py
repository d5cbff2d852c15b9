"""All addresses. A home's pages lie below its URN, each room's below its own prefix (``web.rooms``); what somebody may
see there is decided by their role in the home.
"""

from allauth.account.urls import urlpatterns as account_pages
from django.urls import include, path

from ninefold.web import factors, oidc, rooms, sign_in, views

# Accounts are made by the people who run the home: whatever works by letters to somebody's address is left out.
ACCOUNT = frozenset(
    {
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reauthenticate",
        "account_change_password",
    }
)

urlpatterns = [
    path("", views.front, name="front"),
    path("health/", views.health, name="health"),
    path("account/login/", sign_in.login, name="account_login"),
    path("account/2fa/", include(factors)),
    path("account/single/", include(oidc)),
    path("account/", include([page for page in account_pages if page.name in ACCOUNT])),
    *rooms.addresses(),
]
handler403 = "ninefold.web.views.forbidden"
handler404 = "ninefold.web.views.not_found"
handler500 = "ninefold.web.views.broken"
