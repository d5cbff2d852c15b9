"""How people get in: somebody makes accounts for them, their name is known however it is typed, and guesses are counted.

A guesser who is counted by address alone shuts out a whole home, which has one address; one counted by name alone shuts
out that person. So whoever has signed in on a device before is counted there and nowhere else (``web.device``), and all
others by address, by name at that address, and by name in an hour.
"""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ninefold.base import clock
from ninefold.base.letters import plainly
from ninefold.people import accounts, pins
from ninefold.people.models import AccessLog, Account
from ninefold.web import device, session_limits
from ninefold.web.room_to_write import keep_looks

APP = "ninefold.web"
PER_DEVICE = "5/5m/key"
PER_ADDRESS = "10/m/key"
PER_NAME_THERE = "5/5m/key"
PER_NAME = "30/1h/key"


class Backend(AuthenticationBackend):
    """Who signs in, by a name as people type it: capitals, accents and kinds of apostrophe make no difference.

    Every page asks whose session it is, in one plain statement.
    """

    def _authenticate_by_username(self, username: str, password: str) -> Any:
        account = account_called(username)
        return self._check_password(account, password) if account else None

    def get_user(self, user_id: int) -> Account | None:
        """The account with this id, if it may be used."""
        found = next(iter(Account.objects.raw("SELECT * FROM people_account WHERE id = %s", [user_id])), None)
        return found if found is not None and self.user_can_authenticate(found) else None


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an administrator makes accounts. What goes wrong is said plainly."""

    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "This name and password do not belong together. Check them, capitals too.",
        "too_many_login_attempts": "That was too often. Wait five minutes, or ask the manager for a new password.",
        "incorrect_password": "That is not your password now.",
        "incorrect_code": "That code is not right, or was used already. Wait for the next one, or try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count one more try, before any password is looked at. Raises ValidationError when it was too often."""
        name = plainly(str(credentials.get("username", "")))
        self._tries: list[Any] = []
        for action, rate, key in self._counted(request, name):
            usage = ratelimit.consume(request, app=APP, action=action, config={action: rate}, key=key)
            if not usage:
                log(request, "sign-in refused, too often", account_called(name))
                raise self.validation_error("too_many_login_attempts")
            self._tries.append(usage)

    def _counted(self, request: HttpRequest, name: str) -> list[tuple[str, str, str]]:
        here, account = device.of(request), account_called(name)
        if account and here.knows(account):
            return [("device", PER_DEVICE, f"{here.number} {account.pk}")]
        address = address_of(request)
        return [
            ("address", PER_ADDRESS, address),
            ("name_there", PER_NAME_THERE, f"{address} {name}"),
            ("name", PER_NAME, name),
        ]

    def _rollback_login_failed_rl_usage(self) -> None:
        """Whoever got in has not guessed."""
        for usage in self._tries:
            usage.rollback()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down that somebody tried. A name that is nobody's may be a password in the wrong place: it is not kept."""
        log(request, "sign-in failed", account_called(str(credentials.get("username", ""))))

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Nobody comes in whose account is closed, or who is nobody here any more, by whatever way they prove who they are."""
        now = clock.now()
        if user.is_active and accounts.is_anybody(user, now):
            answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
            return answer
        log(request, "sign-in refused, no access", user)
        messages.error(request, "This account opens nothing here now. Ask the manager.")
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Any) -> None:
        """Let somebody in, and know the device from now on."""
        super().login(request, user)
        here = device.of(request)
        device.keep(request, here.with_known(user))
        accounts.ask_for_factor(user, clock.now())
        session_limits.begin(request, user)
        pins.forgive(here.number, user)
        log(request, "signed in", user)

    def logout(self, request: HttpRequest) -> None:
        """Let somebody go."""
        log(request, "signed out", request.user if isinstance(request.user, Account) else None)
        session_limits.forget(request)
        super().logout(request)


def account_called(name: str) -> Account | None:
    """Whose name to sign in with this is: exactly so, else the only one who is called so but for letters' marks."""
    exact = Account.objects.filter(username__iexact=name).first()
    if exact:
        return exact
    alike = list(Account.objects.filter(plain_name=plainly(name))[:2])
    return alike[0] if len(alike) == 1 else None


def address_of(request: HttpRequest) -> str:
    """The network address of who asks, behind as many web servers of our own as the settings say."""
    return ratelimit.truncate_ip(get_client_ip(request) or "")


def log(request: Any, what: str, account: Account | None) -> None:
    """Write down who signed in, tried to or went, beside who looked at what."""
    now = getattr(request, "now", None) or clock.now()
    username = account.username if account else ""
    keep_looks([AccessLog(at=now, account=username, what=what, words=f"from {address_of(request)}")])
