"""The facts of a home as they were known at a moment, ready to be asked by name, subject and record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ninefold.duties import calendar
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.timing import FactTest

Place = tuple[str, str, str, str, datetime | None]

OF_HOME = "home."

_NONE: list[Fact] = []


class Known:
    """What the home knew at ``at``: facts that held then, and facts it had believed and no longer did."""

    def __init__(self, facts: Iterable[Fact], at: datetime) -> None:
        self.at = at
        self._live: dict[str, list[Fact]] = defaultdict(list)
        self._ended: dict[str, list[Fact]] = defaultdict(list)
        self._about: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._in_record: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._answering: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        heard = sorted((fact for fact in facts if fact.known_at <= at), key=_order)
        corrected = {_place(fact): fact for fact in heard if fact.ended_at is not None and not fact.withdrawn}
        for fact in heard:
            self._add(_as_first_written(fact, corrected))

    def _add(self, fact: Fact) -> None:
        if fact.ended_at is not None and fact.ended_at <= self.at:
            self._ended[fact.name].append(fact)
            return
        self._live[fact.name].append(fact)
        self._about[fact.name, fact.subject].append(fact)
        self._in_record[fact.name, fact.record].append(fact)
        for record in {record for record, _ in fact.answers}:
            self._answering[fact.name, record].append(fact)

    def named(self, name: str) -> list[Fact]:
        """Facts of this name that hold, oldest first."""
        return self._live.get(name, _NONE)

    def ended(self, name: str) -> list[Fact]:
        """Facts of this name that were corrected or withdrawn by then."""
        return self._ended.get(name, _NONE)

    def about(self, name: str, subject: str) -> list[Fact]:
        """Facts of this name about ``subject``."""
        return self._about.get((name, subject), _NONE)

    def in_record(self, name: str, record: str) -> list[Fact]:
        """Facts of this name stated in ``record``."""
        return self._in_record.get((name, record), _NONE)

    def answering(self, name: str, record: str) -> list[Fact]:
        """Facts of this name stated in entries that link to ``record``."""
        return self._answering.get((name, record), _NONE)

    def subjects(self, name: str) -> list[str]:
        """Everybody (and every home) that a fact of this name is about, in order of the first."""
        return list(dict.fromkeys(fact.subject for fact in self.named(name)))

    def value(self, name: str, subject: str, by: datetime) -> str:
        """What a standing fact said of ``subject``, or of its home, on the day of ``by``; the first when it came later."""
        told = self._standing(name, subject)
        then = [fact for fact in told if calendar.day_of(fact.at) <= calendar.day_of(by)]
        return then[-1].value if then else told[0].value if told else ""

    def holds(self, test: FactTest, subject: str, by: datetime) -> bool:
        """Whether a fact about the subject, or about its home, passes ``test`` on the day of ``by``."""
        return any(
            calendar.day_of(fact.at) <= calendar.day_of(by) and (not test.value or fact.value in test.value)
            for fact in self._standing(test.fact, subject)
        )

    def _standing(self, name: str, subject: str) -> list[Fact]:
        """Facts about ``subject``, or about the home: those are called home.something."""
        return self.named(name) if name.startswith(OF_HOME) else self.about(name, subject)


def _order(fact: Fact) -> tuple[datetime, datetime, str, str, str, str]:
    return (fact.at, fact.known_at, fact.entry, fact.row, fact.subject, fact.value)


def _place(fact: Fact, ended_at: datetime | None = None) -> Place:
    return (fact.name, fact.subject, fact.record, fact.row, ended_at or fact.ended_at)


def _as_first_written(fact: Fact, corrected: dict[Place, Fact]) -> Fact:
    """``fact``, known since the first of the entries that it corrects: a late correction makes nothing late."""
    first = fact
    while (earlier := corrected.get(_place(first, first.known_at))) and earlier.known_at < first.known_at:
        first = earlier
    return fact if first is fact else replace(fact, known_at=first.known_at)


def same_day_or_after(fact: Fact, other: Fact) -> bool:
    """Whether ``fact`` came no earlier than ``other``; what is only known to the day is compared by day."""
    if fact.day or other.day:
        return calendar.day_of(fact.at) >= calendar.day_of(other.at)
    return fact.at >= other.at
