"""The page that the first link opens, once: the home as its certificate says, and a password."""

import re
from datetime import date
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ninefold.base import clock
from ninefold.movein import opening
from ninefold.movein.models import FirstLink
from ninefold.people import access, accounts
from ninefold.people.models import Account, Home
from ninefold.web import rooms

NUMBERS = {"places": (1, 60), "age_from": (0, 17), "age_to": (1, 25)}
ASKED = ("home", "urn", "registered_on", "places", "age_from", "age_to", "host_authority", "started_on", "username")

# Each question of the page: its field, its words, how it is typed, and the heading that it begins.
FIELDS = (
    ("home", "What is the home called?", "text", "The home"),
    ("urn", "Its number at Ofsted (URN)", "text", ""),
    ("registered_on", "Registered on", "date", ""),
    ("places", "How many children may live there?", "number", ""),
    ("age_from", "From what age?", "number", ""),
    ("age_to", "To what age?", "number", ""),
    ("host_authority", "In which local authority's area does it stand?", "text", ""),
    ("started_on", "When did you start there?", "date", "You"),
    ("username", "What will you sign in as?", "text", ""),
    ("password", "A password of at least twelve characters", "password", ""),
    ("again", "The same again", "password", ""),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the home, and come in."""
    now = clock.now()
    beginning = opening.opened_by(secret, now)
    if beginning is None:
        return render(request, "movein/not_good.html", status=404)
    typed = {name: " ".join(request.POST.get(name, "").split()) for name in ASKED}
    if request.method != "POST":
        typed["username"] = accounts.free_username(beginning.name)
        return _page(request, beginning, typed, {})
    password = request.POST.get("password", "")
    errors = _wrong(beginning, typed, password, request.POST.get("again", ""))
    if errors:
        return _page(request, beginning, typed, errors)
    certificate = opening.Certificate(
        name=typed["home"], urn=typed["urn"].upper().replace(" ", ""), registered_on=date.fromisoformat(typed["registered_on"]),
        places=int(typed["places"]), age_from=int(typed["age_from"]), age_to=int(typed["age_to"]),
        host_authority=typed["host_authority"],
    )  # fmt: skip
    account = opening.open_home(
        beginning=beginning, certificate=certificate, started_on=date.fromisoformat(typed["started_on"]),
        username=typed["username"], password=password, at=now,
    )  # fmt: skip
    if account is None:
        return render(request, "movein/not_good.html", status=404)
    account.backend = settings.AUTHENTICATION_BACKENDS[0]
    viewer = access.viewer_for(account, certificate.urn, now)
    to = rooms.address(viewer, "moving-in")
    answer: HttpResponse = perform_login(request, Login(user=account, redirect_url=to))
    return answer


def _page(request: HttpRequest, beginning: FirstLink, typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    fields = [
        {
            "id": id,
            "label": label,
            "type": type,
            "heads": heads,
            "value": typed.get(id, ""),
            "error": errors.get(id, ""),
        }
        for id, label, type, heads in FIELDS
    ]
    context: dict[str, Any] = {"beginning": beginning, "fields": fields, "errors": errors}
    return render(request, "movein/begin.html", context, status=422 if errors else 200)


def _wrong(beginning: FirstLink, typed: dict[str, str], password: str, again: str) -> dict[str, str]:  # noqa: C901 - one step a thing that a list tells
    errors = {name: "Write this down, please." for name in ASKED if not typed[name]}
    today = clock.local(clock.now()).date()
    for name in ("registered_on", "started_on"):
        if typed[name] and not _past(typed[name], today):
            errors[name] = "Choose a day that has been."
    for name, (least, most) in NUMBERS.items():
        if typed[name] and not (typed[name].isdigit() and least <= int(typed[name]) <= most):
            errors[name] = f"A whole number from {least} to {most}."
    if not errors and int(typed["age_to"]) < int(typed["age_from"]):
        errors["age_to"] = "The oldest age lies below the youngest."
    urn = typed["urn"].upper().replace(" ", "")
    if urn and not re.fullmatch(r"[A-Z]{0,3}\d{3,9}", urn):
        errors["urn"] = "It looks like SC033174 or 1027077."
    elif urn and Home.objects.filter(urn=urn).exists():
        errors["urn"] = "There is a home with this number already."
    if typed["username"] and Account.objects.filter(username=typed["username"]).exists():
        errors["username"] = "Somebody signs in as this already."
    known = " ".join([typed["username"], beginning.name, typed["home"], beginning.provider])
    if password != again:
        errors["password"] = "The two are not the same. Type the password twice."  # noqa: S105
    elif weak := accounts.weakness(password, Account(username=known)):
        errors["password"] = weak
    return errors


def _past(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) <= today
    except ValueError:
        return False
