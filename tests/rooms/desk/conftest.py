"""The desk, two hours after noon on Saturday 24 October 2026."""

import pytest

from tests.features.desk import (
    LATER,
    Desk,
    about_me,
    action,
    at_desk,
    behind,
    calming_plan,
    desk,
    hold,
    managers_check,
    note,
    two_hours_later,
)

__all__ = [
    "LATER",
    "Desk",
    "about_me",
    "action",
    "at_desk",
    "behind",
    "calming_plan",
    "desk",
    "hold",
    "managers_check",
    "note",
    "two_hours_later",
]


@pytest.fixture(autouse=True)
def _it_is_two_hours_later(two_hours_later: None) -> None:
    """For every test here."""
