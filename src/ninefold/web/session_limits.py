"""When a session ends: without a touch for as long as its holder's role allows, after so many hours whatever they do, with
their last role, with their account, with the tablet they took a turn on, and with the grace for a second factor.

What these rest on stands in the session itself, so that a page asks the database no more than before.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth import logout as django_logout
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ninefold.base import clock
from ninefold.people import accounts, pins
from ninefold.people.models import Account, OpenSession, Tablet
from ninefold.web import device

_log = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN, IDLE, LONGEST, TABLET = "began", "seen", "idle", "longest", "tablet"
A_MINUTE = 60  # seconds; so often at most a session is written because it was used
LOCKS_AFTER = 4 * A_MINUTE  # seconds without a touch until a shared tablet locks
NOT_LIMITED = ("/account/", "/health/", "/static/")
BROWSERS = ("Firefox", "Edg", "SamsungBrowser", "OPR", "Chrome", "Safari")
DEVICES = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")


def begin(request: Any, account: Account, tablet: Tablet | None = None) -> None:
    """Write down that this session began, for whom, and when it ends."""
    now = clock.now()
    idle, longest = accounts.limits_of(account, now)
    session = request.session
    session[BEGAN] = session[SEEN] = int(now.timestamp())
    session[IDLE] = LOCKS_AFTER if tablet else idle * A_MINUTE
    session[LONGEST] = longest * 3600
    if tablet:
        session[TABLET] = tablet.pk
    told = {
        "account": account,
        "began_at": now,
        "ends_at": now + timedelta(hours=longest),
        "browser": browser_of(request.headers.get("User-Agent", "")),
        "tablet": tablet,
    }
    OpenSession.objects.update_or_create(key=session.session_key, defaults=told)


def locks_after(request: Any) -> int:
    """On a shared tablet: after how many seconds without a touch its screen locks, a little before the session ends; else 0."""
    return LOCKS_AFTER - 30 if request.session.get(TABLET) else 0


def forget(request: Any) -> None:
    """This session is not open any more."""
    OpenSession.objects.filter(key=request.session.session_key or "").delete()


def limited(get_response: Handler) -> Handler:
    """The middleware: ends what is over before a page is asked for, and sends whoever must first do something there."""

    def answer(request: Any) -> HttpResponse:
        if SESSION_KEY not in request.session:
            return get_response(request)
        why = _over(request, clock.now())
        if why:
            return _out(request, why)
        _touch(request.session, clock.now())
        if not request.user.is_authenticated:
            return get_response(request)
        if way := _first(request):
            return way
        response = get_response(request)
        gone = response.status_code == 403 and not accounts.is_anybody(request.user, clock.now())
        return _out(request, "You have no role here any more.") if gone else response

    return answer


def _over(request: Any, now: datetime) -> str:
    """Why this session is over, in words for its holder; "" while it is not."""
    session, at = request.session, now.timestamp()
    if at - session.get(SEEN, at) >= session.get(IDLE, accounts.A_SESSION_IDLE):
        return "Nothing was touched for a while, so you were signed out. What you had begun is kept."
    if at - session.get(BEGAN, at) >= session.get(LONGEST, accounts.A_SESSION):
        return "You were signed in for a long time. Please sign in again; what you had begun is kept."
    if session.get(TABLET) and not _still_there(request, now):
        return "This tablet is not for taking turns any more, or not for you."
    if request.path.startswith("/account/") and request.path != reverse("account_logout"):
        user = request.user
        if user.is_authenticated and not accounts.is_anybody(user, now):
            return "You have no role here any more."
    return ""


def _still_there(request: Any, now: datetime) -> bool:
    tablet = pins.tablet_of(device.of(request).number)
    here = tablet is not None and tablet.pk == request.session[TABLET]
    return bool(here and tablet and request.user.is_authenticated and pins.takes_turns(request.user, tablet.home, now))


def _touch(session: Any, now: datetime) -> None:
    """Keep when the session was last used, once a minute at most; oftener where it locks soon."""
    at = int(now.timestamp())
    if BEGAN in session and at - session.get(SEEN, 0) < (15 if session.get(TABLET) else A_MINUTE):
        return
    session.setdefault(BEGAN, at)
    session[SEEN] = at
    try:
        session.save()
    except (DatabaseError, UpdateError) as problem:  # a full disk: it is read on, and ends a little sooner
        _log.warning("When a session was last used is not kept: %s", type(problem).__name__)
    session.modified = False


def _first(request: Any) -> HttpResponse | None:
    """Where somebody must go before anything else: to their second factor, once the grace is over."""
    ends = accounts.grace_ends(request.user)
    if ends is None or clock.now() < ends or request.path.startswith(NOT_LIMITED):
        return None
    messages.warning(request, "The week is over: set up a second way to prove who you are, then go on.")
    return redirect("mfa_index")


def _out(request: Any, why: str) -> HttpResponse:
    forget(request)
    tablet = request.session.get(TABLET)
    django_logout(request)
    messages.info(request, why)
    if tablet and pins.tablet_of(device.of(request).number):
        return redirect("turns")
    back = request.get_full_path() if request.method == "GET" and not request.path.startswith("/account/") else "/"
    return redirect(f"{reverse('account_login')}?next={back}" if back != "/" else reverse("account_login"))


def browser_of(agent: str) -> str:
    """What somebody calls the browser that says this of itself, as far as it tells: "Chrome on Android"."""
    browser = next((one for one in BROWSERS if one in agent), "")
    names = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung"}
    machine = next((one for one in DEVICES if one in agent), "")
    machines = {
        "Macintosh": "a Mac",
        "CrOS": "a Chromebook",
        "Windows": "Windows",
        "iPhone": "an iPhone",
        "iPad": "an iPad",
    }
    parts = [names.get(browser, browser), machines.get(machine, machine)]
    return " on ".join(part for part in parts if part) or "a browser"
