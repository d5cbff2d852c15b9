"""Turns on a tablet of the home: tap your name, type your PIN; it locks by itself, and what was typed waits for its writer."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ninefold.base import clock
from ninefold.people import pins
from ninefold.people.models import Account, Tablet, Turn
from ninefold.web import device, session_limits
from ninefold.web.accounts import log


def _tablet(request: HttpRequest) -> Tablet:
    tablet = pins.tablet_of(device.of(request).number)
    if tablet is None:
        raise Http404
    return tablet


@never_cache
@require_safe
def turns(request: Any) -> HttpResponse:
    """Who takes the next turn."""
    if request.user.is_authenticated:
        return redirect("front")
    tablet = _tablet(request)
    return render(request, "accounts/turns.html", {"tablet": tablet, "rows": pins.at_tablet(tablet, clock.now())})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: Any, number: int) -> HttpResponse:
    """Their PIN."""
    tablet = _tablet(request)
    if request.user.is_authenticated:
        return redirect("front")
    account = next((one for one in pins.at_tablet(tablet, clock.now()) if one.pk == number), None)
    if account is None:
        raise Http404
    problem = _tried(request, tablet, account) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect(_where(tablet, account))
    context = {"tablet": tablet, "account": account, "problem": problem}
    return render(request, "accounts/turn.html", context, status=422 if problem else 200)


def _tried(request: Any, tablet: Tablet, account: Account) -> str:
    if not pins.check(tablet, account, request.POST.get("pin", ""), clock.now()):
        log(request, "sign-in failed, PIN", account)
        left = pins.MOST_WRONG - pins.turn(tablet, account).wrong
        if left <= 0:
            return "That was wrong too often. Sign in with your password here; then your PIN works again."
        return f"That is not the PIN. You can try {left} more time{'' if left == 1 else 's'}."
    account.backend = settings.AUTHENTICATION_BACKENDS[0]  # type: ignore[attr-defined]
    get_adapter().login(request, account)
    session_limits.begin(request, account, tablet)
    return ""


def _where(tablet: Tablet, account: Account) -> str:
    """The page that they were at when it locked, of the tablet's own home; else where they begin."""
    row = pins.turn(tablet, account)
    at, row.at_page = row.at_page, ""
    row.save(update_fields=["at_page"])
    return at if at.startswith(f"/{tablet.home.urn}/") else "/"


@require_POST
def lock(request: Any) -> HttpResponse:
    """Lock the tablet. Where they were is kept for their next turn on it."""
    tablet = _tablet(request)
    at = request.POST.get("at", "")[:300]
    if request.user.is_authenticated and request.session.get(session_limits.TABLET) == tablet.pk:
        row = pins.turn(tablet, request.user)
        safe = url_has_allowed_host_and_scheme(at, allowed_hosts=None) and at.startswith(f"/{tablet.home.urn}/")
        Turn.objects.filter(pk=row.pk).update(at_page=at if safe else "")
    if SESSION_KEY in request.session:
        get_adapter().logout(request)
    return redirect("turns")


@require_safe
def here(request: Any) -> HttpResponse:
    """Somebody still reads: passing through here is enough (``web.session_limits``)."""
    return HttpResponse(status=204 if request.user.is_authenticated else 403)
