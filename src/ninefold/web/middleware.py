"""What every request passes through: headers that close the page to others, the clock, and the promise that reading writes nothing."""

from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from ninefold.base import clock, once
from ninefold.web.readonly import only_reads

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    ]
)
# Signing in and out writes, and the check of health tries whether it could.
WRITING = ("/account/", "/health/")
_PROVIDER = urlsplit(settings.OIDC_ADDRESS)
_FORMS_LEAD = f"form-action 'self' {_PROVIDER.scheme}://{_PROVIDER.netloc}"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def security_headers(get_response: Handler) -> Handler:
    """Add the headers above to every answer, and keep signed-in pages out of every cache."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.OIDC_ADDRESS and request.path.startswith("/account/"):
            # A form that is answered with the way to the provider: browsers hold that way to this line too.
            response.headers["Content-Security-Policy"] = POLICY.replace("form-action 'self'", _FORMS_LEAD)
        if request.method == "POST" and request.path == reverse("account_logout"):
            # Nothing of what was shown stays behind. What was typed without a signal does, sealed (web.device).
            response.headers["Clear-Site-Data"] = '"cache"'
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
            patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def no_nul(get_response: Handler) -> Handler:
    """There is no page at an address with a NUL in it, nor behind a form whose own inputs hold one.

    No keyboard types it and PostgreSQL cannot even be asked for it. In an answer it is refused beside the question.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        own = (one for name in request.POST if name.startswith("_") for one in (name, *request.POST.getlist(name)))
        asked = (one for name in request.GET for one in (name, *request.GET.getlist(name)))
        if any("\x00" in one for one in (request.path, *asked, *own)):
            raise Http404
        return get_response(request)

    return answer


def clock_and_reading(get_response: Handler) -> Handler:
    """Give the request its time (``request.now``), and ask the database each thing once (``base.once``). While somebody only
    reads, refuse writes to it."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.now = clock.now()  # type: ignore[attr-defined]
        reading = request.method in ("GET", "HEAD") and not request.path.startswith(WRITING)
        with connection.execute_wrapper(only_reads) if reading else nullcontext(), once.reading():
            return get_response(request)

    return answer
