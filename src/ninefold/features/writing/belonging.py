"""What a piece of writing belongs to: the open matters that a form offers, and the link that the choice becomes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from ninefold.duties import queries, store
from ninefold.duties.belonging import Ties, begins, ties
from ninefold.duties.obligation import Obligation
from ninefold.features.due.lines import duty
from ninefold.lawbook.model import Duty, RecordType, Stage
from ninefold.ledger import queries as ledger
from ninefold.ledger.matters import BELONGS, Link, joining
from ninefold.ledger.models import Record, RecordSubject
from ninefold.ledger.queries import Line
from ninefold.people.access import Viewer

NEW = "new"  # the choice "something new"
LATELY = timedelta(days=30)  # so long after it happened, what nothing is owed of any more is still offered
MOST_OWED, MOST = 40, 8


@dataclass(frozen=True, slots=True)
class MatterChoice:
    """One matter that the form offers: the record it would name, and the most urgent of what that would answer."""

    line: Line
    row: str = ""
    obligation: Obligation | None = None
    duty: Duty | None = None

    @property
    def value(self) -> str:
        """What the form sends: the record, and the row of it."""
        return f"{self.line.record.pk}#{self.row}"

    @property
    def what(self) -> str:
        """What happened, in the words of whoever asked or wrote it."""
        asked = self.obligation.text if self.obligation and self.obligation.text else ""
        return asked or self.line.headline


@dataclass(frozen=True, slots=True)
class BelongingQuestion:
    """The question as the page shows it. ``needed`` says that it cannot be left open."""

    choices: list[MatterChoice]
    chosen: str
    needed: bool
    more: bool
    later: bool

    @property
    def named(self) -> MatterChoice | None:
        """The choice that is made, unless it is something new."""
        return next((one for one in self.choices if one.value == self.chosen), None)


def target_of(value: str) -> tuple[str, str]:
    """The record and the row that a choice names; nothing for something new."""
    record, _, row = ("" if value == NEW else value).partition("#")
    return record, row


def asked(
    viewer: Viewer, type: RecordType, stage: Stage, people: Collection[str], chosen: str, own: str = ""
) -> BelongingQuestion | None:
    """The question for ``stage`` about ``people``, or nothing where it is not asked or nothing is open to choose.

    ``own`` is the record that is written in or corrected: nothing belongs to itself.
    """
    theirs = ties(type, stage)
    target, _ = target_of(chosen)
    found = _owed(viewer, theirs, people, own)
    owed = {one.duty.id for one in found if one.duty}
    if people and stage.id == type.stages[0].id:
        found += _recent(viewer, theirs, people, own, {one.line.record.matter for one in found})
    if target and all(one.value != chosen for one in found):
        found = [*_named(viewer, chosen), *(one for one in found if one.line.record.pk != target or one.row)]
    if not found:
        return None
    later = stage.id != type.stages[0].id
    chosen = chosen or ("" if owed & (theirs.bound | theirs.near) else NEW)
    return BelongingQuestion(found[:MOST], chosen, bool(owed & theirs.bound), len(found) > MOST, later)


def _owed(viewer: Viewer, theirs: Ties, people: Collection[str], own: str) -> list[MatterChoice]:
    """What is still owed of the people and this would answer, the most urgent first; each matter, or row, once."""
    if not theirs.answers:
        return []
    due = queries.due(viewer).filter(duty__in=theirs.answers if people else theirs.bound).exclude(record_id=own)
    if people:
        due = due.filter(subject__in=[*people, viewer.home.pk])
    rows = [store.from_row(row) for row in due[:MOST_OWED]]
    lines = {line.record.pk: line for line in _lines(viewer, {one.record for one in rows})}
    rows.sort(key=lambda one: (one.duty not in theirs.bound, one.duty in theirs.spared))  # stays in order of its days
    found: dict[tuple[str, str], MatterChoice] = {}
    for one in rows:
        line = lines.get(one.record)
        if line is not None and not (own and line.record.matter == own):
            found.setdefault((line.record.matter, one.row), MatterChoice(line, one.row, one, duty(one.duty)))
    return sorted(found.values(), key=lambda choice: choice.obligation.due_at if choice.obligation else viewer.now)


def _recent(viewer: Viewer, theirs: Ties, people: Collection[str], own: str, without: set[str]) -> list[MatterChoice]:
    """Events of the last weeks that this may be another part of, the newest first."""
    events = [kind for kind in theirs.kin if begins(kind)]
    if not events:
        return []
    about = RecordSubject.objects.filter(subject__in=people, role="about", happened_at__gte=viewer.now - LATELY).values(
        "record"
    )
    rows = ledger.records(viewer).filter(pk__in=about, type__in=events).exclude(pk=own or "").order_by("happened_at")
    first: dict[str, Record] = {}
    for record in rows:
        if record.matter not in without and record.matter != own:
            first.setdefault(record.matter, record)
    newest = sorted(first.values(), key=lambda record: record.happened_at, reverse=True)[:MOST]
    return [MatterChoice(line) for line in ledger.lines(viewer, newest)]


def _named(viewer: Viewer, value: str) -> list[MatterChoice]:
    """The record that an address or a draft names, with what it asks for."""
    target, row = target_of(value)
    lines = _lines(viewer, {target})
    found = [
        one for one in map(store.from_row, queries.for_record(viewer, target)) if one.row == row and not one.met_at
    ]
    first = found[0] if row and found else None
    return [MatterChoice(line, row, first, duty(first.duty) if first else None) for line in lines]


def _lines(viewer: Viewer, ids: Iterable[str]) -> list[Line]:
    return ledger.lines(viewer, ledger.records(viewer).filter(pk__in=list(ids)))


def standing(links: Iterable[dict[str, str]], own: str) -> str:
    """The choice that a signed entry stands for: what it names, or that it is something new."""
    link = next((one for one in joining(list(links)) if one["to"] != own), None)
    return f"{link['to']}#{link.get('row', '')}" if link else NEW


def links(viewer: Viewer, type: RecordType, stage: Stage, value: str) -> tuple[Link, ...]:
    """The link that a choice becomes: an answer to what asks for it, else one that follows the event."""
    target, row = target_of(value)
    if not target:
        return ()
    found = ledger.record(viewer, target)
    wanted = ties(type, stage).answers
    asks = type.answers == found.type or queries.for_record(viewer, target).filter(duty__in=wanted).exists()
    return ({"rel": "answers" if asks or row else "follows", "to": target} | ({"row": row} if row else {}),)


def changed(links_now: Iterable[dict[str, str]], own: str, value: str, made: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links of a correction: none where the choice stays as it was, its own record where it is something new."""
    before = standing(links_now, own)
    if not value or value == before:
        return ()
    return made or ({"rel": "follows", "to": own},)


def refusal(question: BelongingQuestion | None) -> dict[str, str]:
    """What is said when the question was left open and cannot be."""
    if question is None or question.chosen or not question.needed:
        return {}
    return {BELONGS: "Please choose what this belongs to, or that it is something new."}


def words(question: BelongingQuestion | None) -> str:
    """The words of what is asked for, when the choice names a wish or an action."""
    named = question.named if question else None
    return named.obligation.text if named and named.obligation else ""
