"""Two homes of one provider, founded through their own ledgers as every real home is: nothing but what entries say."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ninefold import lawbook
from ninefold.ledger.models import Entry
from ninefold.ops.founding import Leader, open_home
from ninefold.ops.pen import Hand
from ninefold.people.models import Home

BEGAN = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
NOW = datetime.fromisoformat("2026-10-24T12:00:00+00:00")


@dataclass
class Event:
    """A signed stage as the test remembers it, to fold it in its own way."""

    kind: str
    home: str
    subject: str
    happened_at: datetime
    said: dict[str, Any]
    order: int
    received_at: datetime
    entry: Entry
    record: str
    stands: bool = True
    names: list[str] = field(default_factory=list)


@dataclass
class Founded:
    """Larch House and Rowan House, what their managers sign, and the moment they sign it."""

    homes: list[Home]
    managers: dict[str, Hand]
    now: datetime = NOW
    events: list[Event] = field(default_factory=list)
    door: Callable[..., Entry] = field(default=lambda **_: None)  # type: ignore[assignment, return-value]

    def sign(
        self,
        home: Home,
        type: str,
        content: dict[str, Any],
        about: str = "",
        kind: str = "",
        at: datetime | None = None,
        stage: str = "",
        **more: Any,
    ) -> Entry:
        """The home's manager signs a stage about somebody, a minute after the last one."""
        self.now += timedelta(minutes=1)
        subjects = [{"id": about, "kind": kind, "as": "about"}] if about else []
        hand = self.managers[home.id]
        return self.door(
            home=home,
            type=type,
            stage=stage or lawbook.current().records[type].stages[0].id,
            content=content,
            author=hand.ref["who"],
            role=hand.role,
            happened_at=at or self.now,
            written_at=self.now,
            received_at=self.now,
            subjects=subjects,
            **more,
        )


def found() -> Founded:
    """Open the two homes; a manager each."""
    homes, managers = [], {}
    for name, urn, manager in (("Larch House", "9900001", "Helen Marsh"), ("Rowan House", "9900002", "Ola Finch")):
        leader = Leader(manager, "registered-manager", date(2025, 1, 6))
        home, hand = open_home(
            provider="Birchfield Care",
            urn=urn,
            name=name,
            registered_on=date(2024, 3, 1),
            places=4,
            ages=(8, 17),
            host_authority="Northmoor",
            leader=leader,
            at=BEGAN,
        )
        homes.append(home)
        managers[home.id] = hand
    return Founded(homes, managers)


def some_moment(dice: random.Random) -> datetime:
    """One of few moments, so that many things happen at the same one."""
    return BEGAN + timedelta(days=dice.randrange(1, 40) * 7)
