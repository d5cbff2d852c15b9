"""Single sign-on by OpenID Connect, from settings alone. It opens accounts that are there, and never makes one or a role.

Whose account it is, the provider's own word for a person (the subject) says once it is bound. It is bound at the first
time: by the invitation that a manager made and that stands open in this very session, or by an address which a manager
wrote on exactly one account and which the provider says it has verified. A second factor is asked for as with a password.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import path

from ninefold.base import clock
from ninefold.people import invitations
from ninefold.people.models import Account

INVITED = "invited"  # in a session: the secret of the invitation whose page was left for the provider
NOT_KNOWN = "Nobody here is known by that sign-in. Ask the manager for an invitation, and open it on this device first."


class KnownOnly(DefaultSocialAccountAdapter):
    """Providers of the settings alone, for people who have an account."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """The settings' own: whoever could write a row into the database adds no provider."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for several in apps.values() for app in several]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Bind a subject that is seen for the first time, or send its owner back."""
        if request.user.is_authenticated:
            self._refuse(request, "Sign out first, then sign in with it.")
        secret = request.session.pop(INVITED, "")
        if sociallogin.is_existing:
            return
        account = _invited(secret) or _addressed(sociallogin)
        if account is None:
            self._refuse(request, NOT_KNOWN)
        sociallogin.connect(request, account)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """Back to where one signs in, with a sentence."""
        self._refuse(request, "That sign-in did not work. Try again, or use your password.")

    def _refuse(self, request: HttpRequest, why: str) -> None:
        from ninefold.web.accounts import log

        log(request, "sign-in refused, single sign-on", None)
        messages.error(request, why)
        raise ImmediateHttpResponse(redirect("account_login"))


def _invited(secret: str) -> Account | None:
    """The account of an invitation that is still good, used with this. One that is bound to a subject stays bound."""
    now = clock.now()
    row = invitations.opened_by(secret, now) if secret else None
    if row is None or _bound(row.account) or not invitations.use(row, now):
        return None
    return row.account


def _addressed(sociallogin: Any) -> Account | None:
    """The only open account with the address that the provider has verified, if no other subject is bound to it."""
    verified = [one.email.lower() for one in sociallogin.email_addresses if one.verified is True and one.email]
    if len(verified) != 1:
        return None
    rows = list(Account.objects.filter(email__iexact=verified[0], is_active=True).select_related("person")[:2])
    return rows[0] if len(rows) == 1 and not _bound(rows[0]) else None


def _bound(account: Account) -> bool:
    return SocialAccount.objects.filter(user=account).exists()


urlpatterns = [
    path("<str:provider_id>/", views.login, name="openid_connect_login"),
    path("<str:provider_id>/back/", views.callback, name="openid_connect_callback"),
]
