"""How people get accounts: somebody makes one for them, sign-up is closed."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an administrator makes accounts (``ninefold account``)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
