"""A story's files read: the home, its people, and events that know their moment and their answers."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from ninefold.base import clock
from ninefold.lawbook import current
from ninefold.ledger.actions import append
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Author, Signing
from ninefold.ops import mentions
from ninefold.ops.mentions import Reference, Runs
from ninefold.ops.pen import Hand, Pen
from ninefold.people.models import Home

WRITTEN_AFTER = timedelta(minutes=10)
BY_WHEN = re.compile(r"^(?P<what>.*?)(?: - (?P<who>\w+)(?= - ))?(?: -)? (?:consider )?by (?P<day>\d{1,2} \w+)$")


class StoryError(Exception):
    """Something in a story's files that cannot be understood, said with its file and place."""


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One thing that happened. ``place`` is where it stands in its file, for messages."""

    place: str
    kind: str
    by: str
    at: datetime
    written: datetime
    children: list[str]
    text: str
    facts: dict[str, Any]

    @property
    def day(self) -> date:
        """The day it was in London."""
        return clock.local(self.at).date()

    def moment(self, wall: str) -> str:
        """A time of that day ("16:50") as the ledger writes it."""
        hour, minute = (int(part) for part in wall.split(":"))
        return clock.text(clock.from_local(datetime(self.day.year, self.day.month, self.day.day, hour, minute)))

    def sentences(self) -> list[str]:
        """The text, sentence by sentence."""
        return [one.strip() for one in re.split(r"(?<=[.!?])\s+", self.text) if one.strip()]


@dataclass
class Telling:
    """A story while it is told: the home, everybody in it by id, and the records that later events speak of."""

    home: Home
    settings: dict[str, Any]
    pen: Pen
    opened: datetime
    hands: dict[str, Hand] = field(default_factory=dict)
    people: dict[str, Reference] = field(default_factory=dict)  # by the story's id
    known: dict[str, str] = field(default_factory=dict)  # the entry that made a child known
    records: dict[tuple[str, str], str] = field(default_factory=dict)  # the latest record of a type about a child
    wishes: dict[str, str] = field(default_factory=dict)  # the record in which a wish was made
    limbs: dict[str, str] = field(default_factory=dict)  # under which part of the law a child's matter is notified
    events: list[tuple[str, str, str]] = field(default_factory=list)  # child, type and record, as they were begun

    def hand(self, id: str) -> Hand:
        """The worker with this id."""
        return self._found(self.hands, id)

    def person(self, id: str) -> Reference:
        """Anybody with this id."""
        return self._found(self.people, id)

    def _found(self, table: dict[str, Any], id: str) -> Any:
        if id not in table:
            raise StoryError(f"there is nobody called {id}; there are {', '.join(sorted(table))}")
        return table[id]

    def named(self) -> dict[str, Reference]:
        """Everybody by the name that stories use."""
        return {person["name"]: person for person in self.people.values()}

    def runs(self, text: str) -> Runs:
        """A text with its mentions."""
        try:
            return mentions.runs(text, self.named())
        except mentions.UnknownName as problem:
            raise StoryError(str(problem)) from None

    def mentioned(self, text: str) -> list[Reference]:
        """Everybody a text names, each once, in order."""
        found = [run for run in self.runs(text) if isinstance(run, dict)]
        return list({person["who"]: person for person in found}.values())

    def begun(self, child: str, since: str, types: Collection[str]) -> list[str]:
        """The records of ``types`` about ``child`` that were begun after the last one of the type ``since``."""
        found: list[str] = []
        for who, type, record in self.events:
            if who == child and type == since:
                found = []
            elif who == child and type in types:
                found.append(record)
        return found

    def record(self, type: str, child: str) -> str:
        """The latest record of ``type`` about ``child``."""
        if (type, child) not in self.records:
            raise StoryError(f"there is no {type} about {child} before this")
        return self.records[type, child]


def read(path: Path) -> Any:
    """A YAML file. Raises StoryError with the file's name."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoryError(f"{path} is not there") from None
    except yaml.YAMLError as problem:
        raise StoryError(f"{path.name}: {problem}") from None


def events(path: Path) -> list[StoryEvent]:
    """The events of a file, in the order in which they were written down."""
    found = list(_events(path))
    return sorted(found, key=lambda event: event.written)


def _events(path: Path) -> Iterator[StoryEvent]:
    for number, raw in enumerate(read(path), 1):
        place = f"{path.name}, event {number}"
        try:
            at = clock.parse(str(raw["at"]))
            yield StoryEvent(
                place=f"{place} ({raw['kind']}, {raw['at']})",
                kind=raw["kind"],
                by=raw["by"],
                at=at,
                written=clock.parse(str(raw["written"])) if "written" in raw else at + WRITTEN_AFTER,
                children=list(raw.get("children", [])),
                text=raw.get("text", ""),
                facts=dict(raw.get("facts", {})),
            )
        except KeyError as missing:
            raise StoryError(f"{place}: it does not say {missing}") from None
        except ValueError as problem:
            raise StoryError(f"{place}: {problem}") from None


def option(type: str, stage: str, field_id: str, words: str) -> str:
    """The option of a question whose id or label the words are, or contain. Raises StoryError."""
    asked = next(f for f in current().records[type].stage(stage).fields if f.id == field_id)
    said = words.lower().replace("-", " ")
    for choice in asked.options:
        if said == choice.id.replace("-", " ") or said == choice.label.lower():
            return choice.id
    for choice in sorted(asked.options, key=lambda one: -len(one.id)):
        if choice.id.replace("-", " ") in said or words in choice.label:
            return choice.id
    raise StoryError(f"{field_id} is {words!r}, and is none of: {', '.join(o.id for o in asked.options)}")


def by_when(words: str, year: int) -> tuple[str, str, str]:
    """ "Book the caves - Luis - by 23 October" as what, who and the day; who and day may be missing."""
    found = BY_WHEN.match(words)
    if not found:
        return words, "", ""
    day = datetime.strptime(f"{found['day']} {year}", "%d %B %Y").date()
    return found["what"].removesuffix(" -").strip(), found["who"] or "", day.isoformat()


def door(home: Home) -> Pen:
    """A pen at the home's own door; what is refused becomes a sentence."""

    def sign(signing: Signing, author: Author) -> Entry:
        try:
            return append(home, signing, author)
        except Refused as refused:
            raise StoryError(f"it was refused: {refused}") from None

    return Pen(sign)
