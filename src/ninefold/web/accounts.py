"""How people get accounts: somebody makes one for them, sign-up is closed."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


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
