"""The page that a link opens, once: somebody chooses their password and is in.

Opening it changes nothing, because what looks at letters opens links too. Every link that is worth nothing gives one page.
"""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ninefold.base import clock
from ninefold.people import accounts, invitations
from ninefold.people.models import Invitation
from ninefold.web.accounts import log
from ninefold.web.oidc import INVITED


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password, and come in."""
    row = invitations.opened_by(secret, clock.now())
    if row is None:
        return render(request, "accounts/not_good.html", status=404)
    if request.user.is_authenticated:
        return render(request, "accounts/signed_in_as_other.html", {"row": row}, status=409)
    if settings.OIDC_ADDRESS and row.why == Invitation.Why.INVITE:
        request.session[INVITED] = secret
    if request.method == "POST":
        return _chosen(request, row)
    return _page(request, row, "")


def _page(request: HttpRequest, row: Invitation, problem: str) -> HttpResponse:
    single = settings.OIDC_NAME if settings.OIDC_ADDRESS and row.why == Invitation.Why.INVITE else ""
    context = {"row": row, "theirs": row.account, "problem": problem, "single": single}
    return render(request, "accounts/invited.html", context, status=422 if problem else 200)


def _chosen(request: HttpRequest, row: Invitation) -> HttpResponse:
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        return _page(request, row, "The two are not the same. Type the password twice.")
    if weak := accounts.weakness(password, row.account):
        return _page(request, row, weak)
    if not invitations.use(row, clock.now(), password):
        return render(request, "accounts/not_good.html", status=404)
    request.session.pop(INVITED, None)
    log(
        request, "signed up by a link" if row.why == Invitation.Why.INVITE else "password chosen by a link", row.account
    )
    row.account.backend = settings.AUTHENTICATION_BACKENDS[0]  # type: ignore[attr-defined]
    answer: HttpResponse = perform_login(request, Login(user=row.account))
    return answer
