"""The story told: home.yaml first, then every event in the order in which it was written down."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from ninefold.base import clock
from ninefold.ops import founding
from ninefold.ops.fortnight import opening, story
from ninefold.ops.fortnight.kinds import KINDS
from ninefold.ops.fortnight.story import StoryError, StoryEvent, Telling
from ninefold.ops.pen import Hand


def replay(folder: Path, progress: Callable[[int], None] = lambda events: None) -> Telling:
    """Write the story in ``folder`` into a home of its own: all of it, or nothing when something is not understood."""
    settings = story.read(folder / "home.yaml")
    told = story.events(folder / "events.yaml")
    if not told:
        raise StoryError("events.yaml: nothing happens in it")
    with transaction.atomic():
        telling = opening.open_story(settings, founding.noon_before(_first_day(told)))
        coming = opening.first_shifts(telling)
        for event in told:
            while coming and coming[0][0] <= event.written:
                _first_shift(telling, *coming.pop(0))
            tell(telling, event)
            progress(1)
    return telling


def last_day(folder: Path) -> date:
    """The day on which the last event of the story in ``folder`` was written down. Raises StoryError."""
    return max(clock.local(event.written).date() for event in story.events(folder / "events.yaml"))


def _first_day(told: list[StoryEvent]) -> date:
    return min(event.day for event in told)


def tell(telling: Telling, event: StoryEvent) -> None:
    """Sign one event. Raises StoryError with its place."""
    write = KINDS.get(event.kind)
    if write is None:
        known = ", ".join(sorted(KINDS))
        raise StoryError(f"{event.place}: there is no kind of event called {event.kind}. There are: {known}")
    try:
        write(telling, event)
    except StoryError as problem:
        raise StoryError(f"{event.place}: {problem}") from None
    except KeyError as missing:
        raise StoryError(f"{event.place}: its facts do not say {missing}") from None
    for child in event.children:
        if event.kind == "moved-in":
            opening.welcome(telling, child, event.written)


def _first_shift(telling: Telling, at: datetime, hand: Hand) -> None:
    manager = next(one for one in telling.hands.values() if one.role == "registered-manager")
    founding.give_role(telling.pen, manager, hand, at)
