"""The page to sign in on: on a tablet of a home people take turns first, and sign in fully if they like."""

from typing import Any

from allauth.account import views as account
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from ninefold.people import pins
from ninefold.web import device

FULLY = "fully"


def login(request: HttpRequest) -> HttpResponseBase:
    """allauth's page, but for a tablet on which somebody may take a turn."""
    known: Any = request.COOKIES
    if request.method == "GET" and known and FULLY not in request.GET and not request.user.is_authenticated:
        if pins.tablet_of(device.of(request).number):
            return redirect("turns")
    answer: HttpResponseBase = account.login(request)
    return answer
