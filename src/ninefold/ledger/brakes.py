"""Brakes: what is stopped before it is signed, at the one door, whoever brings it: a form, a correction, a story, an import.

A brake is a module that the settings name (NINEFOLD_BRAKES). It has ``WATCHES``, the facts of which it judges the
stating, and ``READS``, those by which it does; ``answers(case)``, what it reckons in place of a person (a dose as charted, what must be left); and
``stops(case)``. A stage's question with ``overrules`` says which roles may sign all the same, by answering it with a
reason: then both the reason and what was stopped stay in the entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings

from ninefold import lawbook
from ninefold.lawbook.facts import Fact, Signed, facts_of
from ninefold.lawbook.model import FormField, RecordType, Stage
from ninefold.ledger.content import Refused
from ninefold.ledger.factrows import from_row
from ninefold.ledger.models import FactRow
from ninefold.ledger.records import Slot
from ninefold.ledger.signing import Author, Signing
from ninefold.people.models import Home

NEW = "new"  # the record and entry that are being signed, until they have an id
KEPT = "_of"  # behind the id of the question that overrules: where what was stopped is kept


@dataclass(frozen=True, slots=True)
class Stop:
    """Why something is not signed: its ``kind``, as the library's ``overrules`` names it, a sentence and its question."""

    kind: str
    sentence: str
    place: str = ""


class Stopped(Refused):
    """Refused by a brake. ``may_overrule`` says whether whoever signs could sign all the same, with a reason; ``field`` is
    the question that overrules, if the stage has one, and ``case`` what was looked at."""

    def __init__(self, stops: Sequence[Stop], may_overrule: bool, field: str, case: "BrakeCase"):
        sentences: dict[str, list[str]] = {}
        for stop in stops:
            sentences.setdefault(stop.place, []).append(stop.sentence)
        super().__init__({place: " ".join(dict.fromkeys(answers)) for place, answers in sentences.items()})
        self.stops = stops
        self.may_overrule = may_overrule
        self.field = field
        self.case = case


@dataclass(frozen=True, slots=True)
class BrakeCase:
    """What a brake looks at. ``facts`` are what the stage would state, ``waiting`` those of a batch not stored yet;
    ``replaced`` is the entry that is corrected, whose own facts do not count, and ``before`` the stages of its record."""

    home: Home
    type: RecordType
    form: Stage
    signing: Signing
    author: Author
    before: Sequence[Slot]
    facts: Sequence[Fact]
    waiting: Sequence[Fact] = ()

    @property
    def content(self) -> dict[str, Any]:
        """The answers."""
        return self.signing.content

    @property
    def replaced(self) -> str:
        """The entry that is corrected."""
        return self.signing.replaces

    def about(self, kind: str) -> list[str]:
        """The ids of those of a kind whom the record is about."""
        return [s["id"] for s in self.signing.subjects if s["kind"] == kind and s["as"] == "about"]

    def kept(self, names: Iterable[str], subjects: Iterable[str], since: datetime | None = None) -> list[Fact]:
        """What stands already of these facts about these subjects, true at ``since`` or later, in order of when."""
        wanted, whom = set(names), set(subjects)
        rows = FactRow.objects.filter(home=self.home, name__in=wanted, subject__in=whom, ended_at=None)
        rows = rows.filter(at__gte=since) if since else rows
        if self.replaced:
            rows = rows.exclude(entry_id=self.replaced)
        facts = [from_row(row) for row in rows]
        facts += [
            one
            for one in self.waiting
            if one.name in wanted
            and one.subject in whom
            and one.entry != self.replaced
            and (not since or one.at >= since)
        ]
        return sorted(facts, key=lambda one: (one.at, one.known_at, one.entry))


class Brake(Protocol):
    """A module of NINEFOLD_BRAKES."""

    WATCHES: frozenset[str]
    READS: frozenset[str]

    def answers(self, case: BrakeCase) -> dict[str, Any]:
        """Answers that are reckoned and not typed, by question."""

    def stops(self, case: BrakeCase) -> list[Stop]:
        """What speaks against signing this."""


@cache
def brakes() -> tuple[Brake, ...]:
    """Every brake, in the settings' order."""
    return tuple(import_module(name) for name in settings.NINEFOLD_BRAKES)


@cache
def watched() -> frozenset[str]:
    """Every fact whose stating some brake judges."""
    return frozenset().union(*(brake.WATCHES for brake in brakes()))


@cache
def read() -> frozenset[str]:
    """Every fact that some brake reads."""
    return frozenset().union(*(brake.READS for brake in brakes()))


def states(record_type: RecordType, form: Stage, names: frozenset[str]) -> bool:
    """Whether a stage can state one of these facts."""
    return any(rule.fact in names for rule in record_type.rules[form.id])


def case_of(
    home: Home,
    record_type: RecordType,
    form: Stage,
    signing: Signing,
    author: Author,
    before: Sequence[Slot] = (),
    waiting: Sequence[Fact] = (),
) -> BrakeCase:
    """What brakes look at of a signing, with the facts that it would state."""
    about = tuple((s["id"], s["kind"]) for s in signing.subjects if s["as"] == "about")
    signed = Signed(
        NEW, signing.record or NEW, home.pk, record_type, form.id, signing.happened_at, signing.written_at, author.person,
        about, signing.content,
    )  # fmt: skip
    try:
        facts = facts_of(signed)
    except (ValueError, TypeError, KeyError, AttributeError):
        facts = []  # answers that are not well formed: the check of the content says so
    return BrakeCase(home, record_type, form, signing, author, before, facts, waiting)


def answered(case: BrakeCase) -> Signing:
    """The signing with what brakes answer for whoever signs it."""
    given: dict[str, Any] = {}
    for brake in brakes():
        if states(case.type, case.form, brake.WATCHES):
            given |= brake.answers(case)
    content = {name: answer for name, answer in {**case.content, **given}.items() if answer is not None}
    return replace(case.signing, content=content)


def hold(case: BrakeCase) -> Signing:
    """The signing as it may stand: with what it overrules. Raises Stopped when a brake holds it and nobody may lift it.

    An answer to the question that overrules, where nothing was stopped, says nothing and is left out.
    """
    stops = [stop for brake in brakes() if states(case.type, case.form, brake.WATCHES) for stop in brake.stops(case)]
    field = next((asked for asked in case.form.fields if asked.overrules), None)
    answers = {name: answer for name, answer in case.content.items() if field is None or name != field.id + KEPT}
    if not stops:
        without = {name: answer for name, answer in answers.items() if field is None or name != field.id}
        return replace(case.signing, content=without)
    may = field is not None and all(may_overrule(field, stop.kind, case.author.role) for stop in stops)
    reason = answers.get(field.id) if field else None
    if field is None or not (may and reason):
        raise Stopped(stops, may, field.id if field else "", case)
    kept = " ".join(dict.fromkeys(stop.sentence for stop in stops))
    return replace(case.signing, content=answers | {field.id + KEPT: [kept]})


def may_overrule(field: FormField, kind: str, role: str) -> bool:
    """Whether a role may sign what a brake of this kind stops."""
    return role in lawbook.current().roles_in(field.overrules.get(kind, ()))
