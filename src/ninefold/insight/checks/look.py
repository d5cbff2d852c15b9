"""What a check looks at: a home's facts of the last months, its people, what is owed, what was written. Pure.

A check asks nothing of a database: ``gather`` has brought everything together, for one viewer at one moment, and
holds nothing that this viewer may not see.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from ninefold.base import clock
from ninefold.insight import alike
from ninefold.insight.findings import Finding

WINDOW = timedelta(days=120)  # how far back checks look; what is open is looked at however old
NOTES = timedelta(days=28)  # how far back texts are held against each other
EVER = datetime(9999, 12, 31, tzinfo=UTC)  # the end of what goes on


class FactView(NamedTuple):
    """A fact, as light as it can be: what was said of whom, when it was true, when and by whom it was written."""

    name: str
    subject: str
    record: str
    entry: str
    at: datetime
    known_at: datetime
    day: bool = False
    carried: bool = False
    value: str = ""
    row: str = ""
    author: str = ""
    data: dict[str, str] = {}
    answers: tuple[str, ...] = ()

    @property
    def on(self) -> date:
        """The day it was true, in London."""
        return clock.local(self.at).date()


Facts = Sequence[FactView]


class Stay(NamedTuple):
    """A child's stay here. ``ended_at`` is EVER while it goes on."""

    child: str
    began_at: datetime
    ended_at: datetime = EVER


class RoleSpan(NamedTuple):
    """A role that a worker has or had here, or their being a child's key-worker (``name`` is then the child's id)."""

    worker: str
    name: str
    from_at: datetime
    to_at: datetime = EVER


class Note(NamedTuple):
    """Something written about one child in whole sentences. ``text`` is no longer than a record's headline."""

    record: str
    child: str
    at: datetime
    author: str
    text: str


class Halt(NamedTuple):
    """A dose that somebody wanted to sign and that was stopped: whose, of what, when it was to be, by whom, and why."""

    child: str
    medicine: str
    at: datetime
    person: str
    token: str
    kinds: tuple[str, ...]
    why: str


class OpenDuty(NamedTuple):
    """Something that is still owed: by which duty, about whom, since when, until when, and the record that opened it.

    ``by_others`` says that somebody outside the home owes it, and the home chases.
    """

    duty: str
    title: str
    subject: str
    record: str
    opened_at: datetime
    due_at: datetime
    key: str
    by_others: bool = False


class Found(NamedTuple):
    """What a check found: a sentence, whom it is about, the facts it stands on, and days or values that belong to it.

    ``records`` opens more than the facts do; the record to put right first comes first. ``gathers`` says that more facts
    join as time goes by and the oldest fall out of what checks look at: then the latest alone tells whether anything
    has changed, and what was explained does not come back for the passing of a day.
    """

    sentence: str
    about: str
    facts: Facts = ()
    also: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    gathers: bool = False

    def finding(self, check: str) -> Finding:
        """The same as everybody else sees it."""
        records = tuple(dict.fromkeys([*self.records, *(fact.record for fact in self.facts)]))
        counts = [max(self.facts, key=lambda fact: (fact.known_at, fact.entry))] if self.gathers else self.facts
        behind = [f"{fact.entry}#{fact.row}" if fact.row else fact.entry for fact in counts]
        stands_on = (*behind, *self.also) or records or (check,)
        return Finding(check, self.sentence, self.about, records, stands_on)


Checker = Callable[..., Iterable[Found | Finding]]


@dataclass(frozen=True)
class Look:
    """A home as the checks see it at ``now``.

    ``said`` holds facts by name, each list in the order of time. ``stays`` and ``held`` are all that ever were.
    ``elsewhere`` says which other home each worker signed in, by the minute. ``plans`` says what kind of plan each record of one is,
    ``strengths`` counts what is written of what each child is good at, ``voiced`` says when each child was last heard in
    their own words; both have a row for every child who lives here. ``limited`` are the facts of more than a year that are
    counted against a limit of the law, of everybody: who has gone home again too. ``halted`` are the doses of the last fortnight that were stopped before they were signed.
    """

    home: str
    now: datetime
    called: str = "the home"
    places: int = 0
    ages: tuple[int, int] = (0, 99)
    names: dict[str, str] = field(default_factory=dict)
    born: dict[str, date] = field(default_factory=dict)
    said: dict[str, list[FactView]] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    held: list[RoleSpan] = field(default_factory=list)
    keys: list[RoleSpan] = field(default_factory=list)
    owed: list[OpenDuty] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    elsewhere: dict[str, dict[datetime, str]] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    strengths: dict[str, int] = field(default_factory=dict)
    drift: list[Finding] = field(default_factory=list)
    voiced: dict[str, datetime] = field(default_factory=dict)
    limited: list[FactView] = field(default_factory=list)
    halted: list[Halt] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day it is, in London."""
        return clock.local(self.now).date()

    @cached_property
    def here(self) -> dict[str, Stay]:
        """The stays of the children who live here now, by the child."""
        return {stay.child: stay for stay in self.stays if stay.began_at <= self.now < stay.ended_at}

    @cached_property
    def twins(self) -> list[tuple[Note, Note]]:
        """Each note with the latest one before it that is nearly the same: of the same child, and of another."""
        words = alike.name_words(self.name(child) for child in {note.child for note in self.notes})
        return list(_twins(self.notes, words))

    def facts(self, names: Iterable[str]) -> list[FactView]:
        """Every fact of these names that was true by now, in the order of time."""
        found = [fact for name in names for fact in self.said.get(name, ()) if fact.at <= self.now]
        return sorted(found, key=lambda fact: (fact.at, fact.entry, fact.row))

    def name(self, who: str) -> str:
        """What somebody is called."""
        return self.names.get(who, "somebody")

    def roles(self, worker: str, at: datetime) -> set[str]:
        """What a worker is here at a moment."""
        return {one.name for one in self._roles.get(worker, ()) if one.from_at <= at < one.to_at}

    @cached_property
    def _roles(self) -> dict[str, list[RoleSpan]]:
        found: dict[str, list[RoleSpan]] = defaultdict(list)
        for one in self.held:
            found[one.worker].append(one)
        return found

    def lived_here(self, child: str, at: datetime) -> bool:
        """Whether a child lived here at a moment."""
        return any(stay.child == child and stay.began_at <= at < stay.ended_at for stay in self.stays)

    def moment(self, at: datetime) -> str:
        """ "Tue 3 Nov at 21:05"."""
        return f"{self.day(at)} at {clock.wall_time(at)}"

    def day(self, at: datetime | date) -> str:
        """ "Tue 3 Nov", with the year when it is another."""
        on = clock.local(at).date() if isinstance(at, datetime) else at
        return f"{on:%a} {on.day} {on:%b}" + (f" {on.year}" if on.year != self.today.year else "")


def by_subject(facts: Facts) -> dict[str, list[FactView]]:
    """Facts by whom they are about, each list in the order it came."""
    found: dict[str, list[FactView]] = defaultdict(list)
    for fact in facts:
        found[fact.subject].append(fact)
    return dict(found)


def by_record(facts: Facts) -> dict[str, list[FactView]]:
    """Facts by the record they stand in."""
    found: dict[str, list[FactView]] = defaultdict(list)
    for fact in facts:
        found[fact.record].append(fact)
    return dict(found)


def within(facts: Facts, begins: datetime, ends: datetime) -> list[FactView]:
    """Those of ``facts`` that were true from one moment to the other, both among them."""
    return [fact for fact in facts if begins <= fact.at <= ends]


def _twins(notes: list[Note], names: frozenset[str]) -> Iterator[tuple[Note, Note]]:
    """Walks through the notes once, in the order of time: of earlier ones only the last of each text and child matters."""
    texts = {note: alike.runs(note.text, names) for note in notes}
    kinds = {text: str(number) for number, text in enumerate(set(texts.values()) - {frozenset()})}
    near = {kind: {kind} for kind in kinds.values()}
    for pair in alike.pairs({kind: text for text, kind in kinds.items()}):
        near[pair.first].add(pair.second)
        near[pair.second].add(pair.first)
    about: dict[str, set[str]] = defaultdict(set)
    for note in notes:
        about[note.record].add(note.child)
    last: dict[str, dict[str, Note]] = defaultdict(dict)
    told: set[tuple[str, str]] = set()
    for note in sorted((note for note in notes if texts[note]), key=lambda one: (one.at, one.record)):
        kind = kinds[texts[note]]
        before = [one for other in near[kind] for one in last[other].values() if one.record != note.record]
        same = [one for one in before if one.child == note.child]
        # What is written of several children at once is not carried from one of them to another.
        others = [one for one in before if not about[one.record] & about[note.record]]
        for found in (same, others):
            twin = max(found, key=lambda one: (one.at, one.record), default=None)
            if twin and (twin.record, note.record) not in told:
                told.add((twin.record, note.record))
                yield twin, note
        last[kind][note.child] = note
