"""Somebody at the desk: the room that has every feature."""

from tests.features.desk import at_desk, desk, two_hours_later

__all__ = ["at_desk", "desk", "two_hours_later"]
