"""The facts of a home as they were known at a moment, ready to be asked by name, subject and record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import calendar
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.status import Sum
from ninefold.lawbook.statuses import BORN, Fold, Spans, Statuses, facts_read
from ninefold.lawbook.timing import FactTest

Place = tuple[str, str, str, str, datetime | None]

OF_HOME = "home."
WHOLE = "care.history-whole"  # whether all of a child's periods in care are written down

_NONE: list[Fact] = []


class FactIndex:
    """What the home knew at ``at``: facts that held then, and facts it had believed and no longer did."""

    def __init__(self, facts: Iterable[Fact], at: datetime, declared: Statuses | None = None) -> None:
        self.at = at
        self._declared = lawbook.current().statuses if declared is None else declared
        self._live: dict[str, list[Fact]] = defaultdict(list)
        self._ended: dict[str, list[Fact]] = defaultdict(list)
        self._about: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._in_record: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._answering: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._in_matter: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        heard = sorted((fact for fact in facts if fact.known_at <= at), key=_order)
        self._written = {_place(fact, fact.known_at) for fact in heard}
        self._restated = {(fact.name, fact.record, fact.known_at) for fact in heard}
        corrected = {_place(fact): fact for fact in heard if fact.ended_at is not None and not fact.withdrawn}
        for fact in heard:
            self._add(_as_first_written(fact, corrected))
        self.statuses = Fold(self._declared, self._about)
        self._home_spans: dict[tuple[str, ...], Spans] = {}
        for status in self._declared.values():
            if status.sum:
                self._derive(status.sum)

    def _derive(self, rule: Sum) -> None:
        """State what a sum of days comes to, for everybody of whom nobody has said how it is.

        Where it was full before the child came here, that was for others to see to, and is asked instead: unless the
        history of their care is known to be whole.
        """
        for subject in self.subjects(BORN):
            told = self.about(rule.unless, subject) or self.about(rule.states, subject)
            found = None if told else self.statuses.sum_of(rule, subject)
            if found is None:
                continue
            day, because, counted = found
            start = clock.start_of(day)
            came = self.about("child.moved-in", subject)
            before = bool(came) and day < calendar.day_of(came[0].at)
            if before:
                start = came[0].at
            if start > self.at or (before and not self._whole(subject)):
                continue
            self._add(
                replace(because, name=rule.states, at=start, day=not before, value="", row="", carried=False,
                        data={"due": day.isoformat(), "sum": counted}, answers=(), ended_at=None)
            )  # fmt: skip

    def _whole(self, subject: str) -> bool:
        told = self.about(WHOLE, subject)
        return bool(told) and told[-1].value == "yes"

    def home_spans(self, names: tuple[str, ...]) -> Spans:
        """When the home has any of the statuses ``names``."""
        if names not in self._home_spans:
            read = facts_read(self._declared, names)
            homes = {fact.subject for name in read for fact in self.named(name)}
            self._home_spans[names] = self.statuses.any_of(names, min(homes, default=""))
        return self._home_spans[names]

    def _add(self, fact: Fact) -> None:
        if fact.ended_at is not None and fact.ended_at <= self.at:
            self._ended[fact.name].append(fact)
            return
        self._live[fact.name].append(fact)
        self._about[fact.name, fact.subject].append(fact)
        self._in_record[fact.name, fact.record].append(fact)
        for record in {record for record, _ in fact.answers}:
            self._answering[fact.name, record].append(fact)
        self._in_matter[fact.name, matter_of(fact)].append(fact)

    def named(self, name: str) -> list[Fact]:
        """Facts of this name that hold, oldest first."""
        return self._live.get(name, _NONE)

    def ended(self, name: str) -> list[Fact]:
        """Facts of this name that were corrected or withdrawn by then."""
        return self._ended.get(name, _NONE)

    def undone(self, name: str, opening: Fact) -> list[Fact]:
        """Facts of this name in the record of ``opening`` that ended because the text they looked at was corrected.

        They were not taken back, nor corrected themselves: what ended them stated the opening anew. The earliest first.
        """
        found = [
            fact
            for fact in self.ended(name)
            if (fact.record, fact.subject) == (opening.record, opening.subject)
            and not fact.withdrawn
            and _place(fact) not in self._written
            and (opening.name, fact.record, fact.ended_at) in self._restated
        ]
        return sorted(found, key=lambda fact: (fact.ended_at or fact.known_at, fact.entry))

    def about(self, name: str, subject: str) -> list[Fact]:
        """Facts of this name about ``subject``."""
        return self._about.get((name, subject), _NONE)

    def in_record(self, name: str, record: str) -> list[Fact]:
        """Facts of this name stated in ``record``."""
        return self._in_record.get((name, record), _NONE)

    def answering(self, name: str, record: str) -> list[Fact]:
        """Facts of this name stated in entries that link to ``record``."""
        return self._answering.get((name, record), _NONE)

    def in_matter(self, name: str, opening: Fact) -> list[Fact]:
        """Facts of this name about the same subject in the matter of ``opening``; those too whose entry answers its
        record or the head of its matter, for a plan is one record and answers many matters."""
        matter = matter_of(opening)
        found = [*self._in_matter.get((name, matter), _NONE)]
        for record in dict.fromkeys((opening.record, matter)):
            found += [fact for fact in self.answering(name, record) if fact not in found]
        return [fact for fact in found if fact.subject == opening.subject]

    def subjects(self, name: str) -> list[str]:
        """Everybody (and every home) that a fact of this name is about, in order of the first."""
        return list(dict.fromkeys(fact.subject for fact in self.named(name)))

    def value(self, name: str, subject: str, by: datetime) -> str:
        """What a standing fact said of ``subject``, or of its home, on the day of ``by``; the first when it came later."""
        told = self._standing(name, subject)
        then = [fact for fact in told if calendar.day_of(fact.at) <= calendar.day_of(by)]
        return then[-1].value if then else told[0].value if told else ""

    def holds(self, test: FactTest, subject: str, by: datetime) -> bool:
        """Whether the latest word on the subject, or on its home, passes ``test`` on the day of ``by``."""
        day = calendar.day_of(by)
        then = [fact for fact in self._standing(test.fact, subject) if calendar.day_of(fact.at) <= day]
        return bool(then) and (not test.value or then[-1].value in test.value)

    def passes(self, test: FactTest, opening: Fact) -> bool:
        """Whether ``test`` holds when ``opening`` opens something: in its matter, or of its subject as it then stood."""
        if test.scope == "standing":
            return self.holds(test, opening.subject, opening.at)
        return any(
            fact is not opening
            and calendar.day_of(fact.at) <= calendar.day_of(opening.at)
            and (not test.value or fact.value in test.value)
            for fact in self.in_matter(test.fact, opening)
        )

    def _standing(self, name: str, subject: str) -> list[Fact]:
        """Facts about ``subject``, or about the home: those are called home.something."""
        return self.named(name) if name.startswith(OF_HOME) else self.about(name, subject)


def matter_of(fact: Fact) -> str:
    """The matter a fact belongs to: its record, when it is of no other."""
    return fact.matter or fact.record


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
