"""Accounts, for commands and the demo: what they need of ``people.accounts``."""

from ninefold.people.accounts import commissioner, free_username, give, weakness

__all__ = ["commissioner", "free_username", "give", "weakness"]
