"""How people get accounts: somebody makes one for them, sign-up is closed."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from ninefold.people.models import Account


class Backend(AuthenticationBackend):
    """Who signs in, as allauth has it. Every page asks whose session it is, in one plain statement."""

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
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
