"""The device somebody signs in from: a number of its own in a cookie, and who has signed in there before.

Two things rest on it. Whoever has signed in on a device before is counted apart from guessers elsewhere, so that no
guesser shuts them out. And what is typed without a signal is kept on the device under a key that only the same person's
session gets (``kept_key``): derived from the person, the device and the installation's secret, never stored.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ninefold.people.models import Account

SALT = "ninefold.device"
AGE = 400 * 24 * 3600  # seconds; browsers keep none longer
MOST = 30  # people that one device is known for: a home's tablet, with those who came and went
Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Device:
    """A browser on a device: its number, and marks of those who have signed in there, the latest last."""

    number: str
    known: tuple[str, ...] = ()

    def knows(self, account: Account) -> bool:
        """Whether ``account`` has signed in here before."""
        return self._mark(account) in self.known

    def with_known(self, account: Account) -> "Device":
        """This device, on which ``account`` has now signed in."""
        mark = self._mark(account)
        return Device(self.number, (*(one for one in self.known if one != mark), mark)[-MOST:])

    def _mark(self, account: Account) -> str:
        return _derived("known", account, self.number).hex()[:16]


def of(request: Any) -> Device:
    """The device that a request comes from; a new one, known to the browser with the answer, if it has none yet."""
    if not hasattr(request, "_device"):
        known = _read(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""))
        request._device, request._device_told = known or Device(secrets.token_urlsafe(18)), known is not None
    device: Device = request._device
    return device


def keep(request: Any, device: Device) -> None:
    """Tell the browser this about itself with the answer."""
    request._device, request._device_told = device, False


def devices(get_response: Handler) -> Handler:
    """The middleware that hands a device what it was told."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "_device_told", True):
            return response
        device = of(request)
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            signing.dumps([device.number, *device.known], salt=SALT),
            max_age=AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
        return response

    return answer


def kept_key(request: Any) -> str:
    """Whose text this device keeps, and the key it is sealed with: its owner, a dot and the key, for this person's session only.

    The owner's mark says nothing to who reads it. Another person on the device gets another key; the same person gets
    the same one after signing in again, with a new password too.
    """
    number = of(request).number
    owner, key = (_derived(what, request.user, number) for what in ("owner", "key"))
    return f"{owner.hex()[:24]}.{base64.b64encode(key).decode()}"


def _derived(what: str, account: Any, number: str) -> bytes:
    said = f"{SALT}:{what}:{account.pk}:{number}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).digest()


def _read(cookie: str) -> Device | None:
    try:
        number, *known = signing.loads(cookie, salt=SALT) if cookie else ("",)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Device(number, tuple(known)) if number else None
