"""What is everybody's own: where they are signed in, their second factor and their PIN."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ninefold.base import clock
from ninefold.features.accounts.queries import FACTORS, days_left
from ninefold.people import accounts, pins
from ninefold.people.mandates import of_account
from ninefold.people.models import Home, Pin
from ninefold.web.accounts import log


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: Any) -> HttpResponse:
    """Signed in here and here; end one, or all the others."""
    account, now = request.user, clock.now()
    key = request.session.session_key
    if request.method == "POST":
        return _ended(request)
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    context = {
        "sessions": [{"row": one, "this": one.key == key} for one in accounts.sessions_of(account, now)],
        "factors": [FACTORS[kind] for kind in FACTORS if kind in kinds],
        "needs": accounts.needs_factor(account, now),
        "ends": accounts.grace_ends(account),
        "days": days_left(accounts.grace_ends(account), now),
        "turns": _turns(account),
        "has_pin": Pin.objects.filter(account=account).exists(),
        "limits": accounts.limits_of(account, now),
        "on_tablet": bool(request.session.get("tablet")),
    }
    return render(request, "accounts/you.html", context)


def _turns(account: Any) -> bool:
    now = clock.now()
    homes = Home.objects.filter(pk__in={one.home for one in of_account(account, now)})
    return any(pins.takes_turns(account, home, now) for home in homes)


def _ended(request: Any) -> HttpResponse:
    one = request.POST.get("end", "")
    if one == "others":
        number = accounts.end_sessions(request.user, besides=request.session.session_key)
        messages.success(request, f"Signed out everywhere else ({number}).")
    elif one.isascii() and one.isdigit() and len(one) < 19:
        accounts.end_session(request.user, int(one))
        messages.success(request, "That one is signed out.")
    log(request, "sessions ended", request.user)
    return redirect("account_you")


@login_required
@reauthentication_required(app="allauth.mfa")
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: Any) -> HttpResponse:
    """Choose the six figures for the tablets of one's home. The password is asked for first."""
    if not _turns(request.user):
        messages.info(request, "You sign in fully everywhere: turns with a PIN are for who has no second factor.")
        return redirect("account_you")
    problem = ""
    if request.method == "POST":
        figures = request.POST.get("pin", "")
        problem = pins.weak(figures) or _unlike(figures, request)
        if not problem:
            pins.choose(request.user, figures, clock.now())
            log(request, "PIN chosen", request.user)
            messages.success(request, "Your PIN is set. It opens the tablets of your home, and nothing else.")
            return redirect("account_you")
    return render(request, "accounts/pin.html", {"problem": problem}, status=422 if problem else 200)


def _unlike(figures: str, request: HttpRequest) -> str:
    return "" if figures == request.POST.get("again", "") else "The two are not the same. Type the six figures twice."
