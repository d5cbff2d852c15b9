"""Statuses: what somebody is in law, or a home is, from when to when. Told by facts, never kept apart from them.

A status is declared in library/statuses.yaml by the facts that begin and end it, by periods that one record states,
by age, or by other statuses. ``fold`` says from the facts of a home who had it and when; a corrected or withdrawn fact
is simply not among them any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from ninefold.base import clock
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.status import Applies, Status, StatusFact, StatusPeriod, Sum

EVER = datetime(1900, 1, 1, tzinfo=UTC)  # when a status began that nobody saw begin
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
BORN = "child.born"


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """Somebody has a status from ``start`` until just before ``end``; ``because`` and ``ended_by`` are the facts.

    Without ``end`` it goes on. ``aged`` says that time alone, a birthday or a longest stay, ends it: nobody has to write it.
    """

    status: str
    subject: str
    start: datetime
    end: datetime | None = None
    because: Fact | None = None
    ended_by: Fact | None = None
    aged: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether ``at`` lies in it."""
        return self.start <= at and (self.end is None or at < self.end)


Spans = tuple[StatusSpan, ...]
Statuses = Mapping[str, Status]


def facts_read(statuses: Statuses, names: Iterable[str]) -> frozenset[str]:
    """The names of the facts on which the statuses ``names`` rest."""
    read: set[str] = set()
    left = list(names)
    seen: set[str] = set()
    while left:
        name = left.pop()
        if name in seen or name not in statuses:
            continue
        seen.add(name)
        one = statuses[name]
        read.update(word.fact for word in (*one.begins, *one.ends))
        read.update(word.not_before for word in (*one.begins, *one.ends) if word.not_before)
        read.update(period.fact for period in one.periods)
        read.update(period.ends for period in one.periods if period.ends)
        if one.limits:
            read.update(name for name in (one.limits.unless, one.limits.hours_before) if name)
        if one.from_age is not None or one.until_age is not None or one.sum:
            read.add(BORN)
        left += [*one.needs, *one.without]
        if one.sum:
            left.append(one.sum.of)
            read.add(one.sum.unless)
    return frozenset(read)


class Fold:
    """The statuses of everybody, told from the facts that hold (``about``: name and subject to facts, oldest first)."""

    def __init__(self, statuses: Statuses, about: Mapping[tuple[str, str], Sequence[Fact]]) -> None:
        self._statuses = statuses
        self._about = about
        self._done: dict[tuple[str, str], Spans] = {}

    def spans(self, status: str, subject: str) -> Spans:
        """When ``subject`` has ``status``, oldest first; never overlapping."""
        place = (status, subject)
        if place not in self._done:
            self._done[place] = self._spans(self._statuses[status], subject)
        return self._done[place]

    def any_of(self, names: Sequence[str], subject: str) -> Spans:
        """When ``subject`` has any of the statuses ``names``."""
        return _union([span for name in names if name in self._statuses for span in self.spans(name, subject)])

    def certain(self, status: str, subject: str) -> Spans:
        """As ``spans``, by plain words only: what is presumed is left out."""
        one = self._statuses[status]
        found = self._told(one, subject, presuming=False)
        for name in one.needs:
            found = both(found, self.certain(name, subject))
        return self._narrowed(one.model_copy(update={"needs": ()}), subject, found)

    def _spans(self, one: Status, subject: str) -> Spans:
        if one.sum:
            return self._summed(one, one.sum, subject)
        return self._narrowed(one, subject, self._told(one, subject, presuming=True))

    def _narrowed(self, one: Status, subject: str, found: Spans) -> Spans:
        for name in one.needs:
            found = both(found, self.spans(name, subject))
        for name in one.without:
            found = _minus(found, self.spans(name, subject))
        return self._aged(one, subject, found)

    def _aged(self, one: Status, subject: str, found: Spans) -> Spans:
        born = self._born(subject)
        if born is None:
            return found
        day = clock.local(born.at).date()
        if one.from_age is not None:
            found = both(found, (StatusSpan(one.id, subject, birthday(day, one.from_age), None, born),))
        if one.until_age is not None:
            found = both(
                found, (StatusSpan(one.id, subject, EVER, birthday(day, one.until_age), None, born, aged=True),)
            )
        return found

    def born(self, subject: str) -> date | None:
        """The birthday, if somebody has written it."""
        told = self._born(subject)
        return clock.local(told.at).date() if told else None

    def _born(self, subject: str) -> Fact | None:
        told = self._about.get((BORN, subject), ())
        return told[-1] if told else None

    def _told(self, one: Status, subject: str, *, presuming: bool) -> Spans:
        """What the facts say, before age and other statuses narrow it."""
        if not (one.begins or one.ends or one.periods):
            return (StatusSpan(one.id, subject, EVER),)
        toggles = self._toggles(one, subject, presuming=presuming)
        periods = self._periods(one, subject)
        if presuming and one.presumed and not toggles and not periods:
            return (StatusSpan(one.id, subject, EVER),)
        return _union([*_stretches(one, subject, toggles, presuming=presuming), *periods])

    def _toggles(self, one: Status, subject: str, *, presuming: bool) -> list["_Turn"]:
        turns: list[_Turn] = []
        for words, on in ((one.begins, True), (one.ends, False)):
            for word in words:
                if word.presumes and not presuming:
                    continue
                for fact in self._about.get((word.fact, subject), ()):
                    if not word.value or fact.value in word.value:
                        turns.append(self._turn(one, word, fact, on=on))
        turns = [turn for turn in turns if turn.at < NEVER]
        return sorted(turns, key=lambda turn: (turn.at, not turn.weak, turn.known_at, not turn.on, turn.fact.entry))

    def _turn(self, one: Status, word: StatusFact, fact: Fact, *, on: bool) -> "_Turn":
        at = fact.at
        if word.not_before:
            told = [f for f in self._about.get((word.not_before, fact.subject), ()) if f.record == fact.record]
            days = [f.data["due"] for f in told if f.data.get("due")]
            at = max(at, next_day(date.fromisoformat(days[-1][:10]))) if days else NEVER
        elif one.whole_days:
            at = clock.start_of(clock.local(at).date())
        elif fact.day and not on:
            at = next_day(clock.local(at).date()) - timedelta(seconds=1)
        return _Turn(at, word.presumes, fact.known_at, on, fact)

    def _periods(self, one: Status, subject: str) -> list[StatusSpan]:
        found: list[StatusSpan] = []
        for period in one.periods:
            for fact in self._about.get((period.fact, subject), ()):
                if not period.value or fact.value in period.value:
                    found.append(self._period(one, period, fact))
        return found

    def _period(self, one: Status, period: StatusPeriod, fact: Fact) -> StatusSpan:
        first = clock.local(fact.at).date()
        ended_by: Fact | None = None
        end: datetime | None = None
        if period.to and (told := fact.data.get(period.to)):
            end, ended_by = next_day(date.fromisoformat(told[:10])), fact
        for other in self._about.get((period.ends, fact.subject), ()) if period.ends else ():
            if other.record == fact.record and (other.row == fact.row or not other.row):
                end, ended_by = next_day(clock.local(other.at).date()), other
        timed = False
        if period.at_most is not None:
            last = clock.start_of(first + timedelta(days=period.at_most))
            if end is None or end > last:
                end, ended_by, timed = last, fact, True
        begun = clock.start_of(first) if one.whole_days else fact.at
        if ended_by is not None and not one.whole_days and ended_by is not fact:
            end = ended_by.at
        return StatusSpan(one.id, fact.subject, begun, end, fact, ended_by, timed)

    def _summed(self, one: Status, rule: Sum, subject: str) -> Spans:
        found = self.sum_of(rule, subject)
        if found is None:
            return ()
        day, because, _ = found
        return self._aged(one, subject, (StatusSpan(one.id, subject, clock.start_of(day), None, because),))

    def days_of(self, rule: Sum, subject: str, until: date) -> int:
        """The days of a sum that are full before ``until``, and 0 for somebody whose birthday nobody has written."""
        born = self._born(subject)
        if born is None:
            return 0
        first = clock.local(birthday(clock.local(born.at).date(), rule.since_age)).date()
        days = 0
        for span in self.certain(rule.of, subject):
            start = max(clock.local(span.start).date(), first)
            end = min(clock.local(span.end).date(), until) if span.end else until
            days += max(0, (end - start).days)
        return days

    def sum_of(self, rule: Sum, subject: str) -> tuple[date, Fact, str] | None:
        """The day on which the sum is full, the fact that it rests on, and the sum in words; nothing if it never is."""
        born = self._born(subject)
        if born is None:
            return None
        birth = clock.local(born.at).date()
        first = clock.local(birthday(birth, rule.since_age)).date()
        at_age = clock.local(birthday(birth, rule.at_age)).date()
        days, parts = 0, []
        for span in self.certain(rule.of, subject):
            start = max(clock.local(span.start).date(), first)
            end = clock.local(span.end).date() if span.end else date.max
            if end <= start or span.because is None:
                continue
            full = start + timedelta(days=rule.days - days) if rule.days > days else start
            day = max(full, at_age, start)
            if day < end:
                counted = min((day - start).days, 100000)
                parts.append(f"{_day(start)} to {_day(day)}: {counted} days")
                return day, span.because, "; ".join(parts)
            days += (end - start).days
            parts.append(f"{_day(start)} to {_day(end)}: {(end - start).days} days")
        return None


@dataclass(frozen=True, slots=True)
class _Turn:
    """A word that turns a status on or off."""

    at: datetime
    weak: bool
    known_at: datetime
    on: bool
    fact: Fact


def statuses(facts: Iterable[Fact], declared: Statuses, subject: str) -> list[StatusSpan]:
    """Every status of ``subject``, told from facts that hold, in order of their beginnings: for pages and forms."""
    about: dict[tuple[str, str], list[Fact]] = {}
    for fact in sorted(facts, key=lambda f: (f.at, f.known_at, f.entry)):
        if fact.ended_at is None:
            about.setdefault((fact.name, fact.subject), []).append(fact)
    fold = Fold(declared, about)
    found = [span for one in declared for span in fold.spans(one, subject)]
    return sorted(found, key=lambda span: (span.start, span.status))


def applies(wanted: Applies | None, held: Mapping[str, Iterable[str]]) -> bool:
    """Whether something applies, given the statuses that the child and the home have (``held["child"]``,
    ``held["home"]``). What says nothing of a subject, or of one whose statuses are not known, applies."""
    if wanted is None:
        return True
    return all(
        not names or kind not in held or not set(names).isdisjoint(held[kind])
        for kind, names in (("child", wanted.child), ("home", wanted.home))
    )


def birthday(born: date, years: int) -> datetime:
    """The first moment of somebody's birthday; of one born on 29 February it is 1 March in other years."""
    try:
        day = born.replace(year=born.year + years)
    except ValueError:
        day = date(born.year + years, 3, 1)
    return clock.start_of(day)


def next_day(day: date) -> datetime:
    """The first moment after ``day``."""
    return clock.start_of(day + timedelta(days=1))


def _stretches(one: Status, subject: str, turns: Sequence[_Turn], *, presuming: bool) -> list[StatusSpan]:
    spans: list[StatusSpan] = []
    running: StatusSpan | None = None
    if presuming and one.presumed and turns and not turns[0].on:
        running = StatusSpan(one.id, subject, EVER)
    for turn in turns:
        if turn.on and running is None:
            running = StatusSpan(one.id, subject, turn.at, None, turn.fact)
        elif not turn.on and running is not None:
            if turn.at > running.start:
                spans.append(replace(running, end=turn.at, ended_by=turn.fact))
            running = None
    return [*spans, running] if running else spans


def _union(spans: list[StatusSpan]) -> Spans:
    done: list[StatusSpan] = []
    for span in sorted(spans, key=lambda s: s.start):
        last = done[-1] if done else None
        if last is None or (last.end is not None and last.end < span.start):
            done.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            done[-1] = replace(last, end=span.end, ended_by=span.ended_by, aged=span.aged)
    return tuple(done)


def both(first: Spans, second: Spans) -> Spans:
    """When both hold."""
    found: list[StatusSpan] = []
    for one in first:
        for other in second:
            late = other if other.start > one.start else one
            early = other if _ends_before(other, one) else one
            if early.end is None or late.start < early.end:
                found.append(
                    replace(one, start=late.start, because=late.because or one.because or other.because,
                            end=early.end, ended_by=early.ended_by, aged=early.aged)
                )  # fmt: skip
    return tuple(sorted(found, key=lambda s: s.start))


def _ends_before(one: StatusSpan, other: StatusSpan) -> bool:
    return one.end is not None and (other.end is None or one.end < other.end)


def _minus(first: Spans, second: Spans) -> Spans:
    left = list(first)
    for cut in second:
        kept: list[StatusSpan] = []
        for span in left:
            if (cut.end is not None and cut.end <= span.start) or (span.end is not None and cut.start >= span.end):
                kept.append(span)
                continue
            if cut.start > span.start:
                kept.append(replace(span, end=cut.start, ended_by=cut.because, aged=False))
            if cut.end is not None and (span.end is None or cut.end < span.end):
                kept.append(replace(span, start=cut.end, because=cut.ended_by or span.because))
        left = kept
    return tuple(sorted(left, key=lambda s: s.start))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
