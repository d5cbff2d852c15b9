"""Facts written by hand, as the engine's tests need them: short to write, in London time."""

from datetime import datetime
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.facts import Fact

HOME = "home"


def at(told: str) -> datetime:
    """The moment that ``told`` names in London; a day alone is its first moment."""
    return clock.parse(told if "T" in told else f"{told}T00:00")


def fact(name: str, subject: str, when: str, *, known: str = "", record: str = "", **more: Any) -> Fact:
    """A fact of its own record; known ten minutes after it was true unless said otherwise; a day alone has no hour."""
    moment = at(when)
    day = "T" not in when
    known_at = at(known) if known else moment.replace(second=0)
    record = record or f"{name}-{subject}-{when}"
    more.setdefault("entry", f"{record}-{name}")
    return Fact(name=name, subject=subject, record=record, at=moment, known_at=known_at, day=day, **more)


def carried(name: str, subject: str, when: str, *, known: str = "2026-10-18T12:00", **more: Any) -> Fact:
    """What was so before the home kept its records here."""
    return fact(name, subject, when, known=known, carried=True, **more)
