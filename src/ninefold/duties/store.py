"""The engine's results, kept: brought up to date by every append, made again by rebuild. A projection.

Only the groups that a changed fact can change are reckoned again, and always by the engine, from the facts kept.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Q

from ninefold.duties import engine, settled
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.duties.touch import (
    ABOUT_SUBJECT,
    FactChange,
    ObligationGroup,
    Width,
    arrived,
    carries,
    of_home,
    reads,
    rules,
    standing,
    touched,
    ways,
)  # fmt: skip
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from ninefold.ledger import rows, sisters
from ninefold.ledger.beside import Derived
from ninefold.ledger.factrows import from_row as from_fact_row
from ninefold.ledger.models import FactRow
from ninefold.ledger.projections import Written
from ninefold.people.models import Home

PLACE = ("home_id", "key")
WIDTHS: tuple[Width, ...] = ("whole", "subject", "record")

# Whatever is kept is known: the engine is asked about a moment after everything.
AFTER_ALL = datetime(9000, 1, 1, tzinfo=UTC)

COLUMNS = (
    "home_id", "key", "duty", "weight", "subject", "record_id", "row", "started_by", "opened_at", "due_at", "target",
    "why", "owner", "text", "met_at", "met_by", "void_at", "ends_at", "ended_by", "spared",
)  # fmt: skip


DERIVES = (Derived(ObligationRow, "key", asked_by=(("record_id",), ("home_id", "subject"))),)


def project(batch: list[Written]) -> None:
    """Bring up to date what the facts of ``batch`` can change."""
    homes: dict[str, list[Written]] = defaultdict(list)
    for item in batch:
        homes[item.home.id].append(item)
    for items in homes.values():
        groups = touched(change for item in items for change in _changes(item))
        groups |= touched(_moved(record for item in items for record in item.moved))
        stated = {(change.name, change.subject) for item in items for change in _changes(item)}
        for child in sorted({who for name, who in stated if name == sisters.CAME}):
            groups |= arrived(child)
        if groups:
            refresh(items[0].home, ReckonedGroups(groups))
        kept = rules()
        _tell_sisters(items[0].home, {who for name, who in stated if name in kept.details or name in kept.done})


def _tell_sisters(home: Home, children: Collection[str]) -> None:
    """Reckon again what sister homes owe to ``children``, of whom ``home`` states something else than before."""
    if not children:
        return
    homes = sisters.homes_of(home, children)
    groups: dict[Home, set[ObligationGroup]] = defaultdict(set)
    for child in sorted(homes):
        for other in homes[child]:
            groups[other] |= arrived(child)
    for other in sorted(groups, key=lambda one: one.pk):
        refresh(other, ReckonedGroups(groups[other]))


def project_all(home: Home) -> None:
    """Reckon everything that the home owes again, as a rebuild does when all its facts are there."""
    duties = [duty for ways in rules().duties.values() for duty in ways]
    facts = facts_at(home, AFTER_ALL)
    owed = engine.reckon(duties, facts, AFTER_ALL, rules().titles, ahead=True)
    rows.add(ObligationRow, [to_row(one, home) for one in owed], unique=PLACE)


def from_elsewhere(home: Home) -> tuple[type[FactRow], list[rows.Row]]:
    """The facts of sister homes that are carried to this one: what it owes cannot be reckoned without them."""
    known = rules()
    return FactRow, sisters.of_children(home, known.details | known.done)


def rebuilt(home: Home) -> None:
    """After a rebuild: sister homes hear of it, and what they have written meanwhile is reckoned with."""
    children = sisters.shared(home)
    if children:
        with transaction.atomic():
            refresh(home, ReckonedGroups({group for child in sorted(children) for group in arrived(child)}))
            _tell_sisters(home, children)


def _changes(item: Written) -> Iterator[FactChange]:
    for fact in item.facts:
        yield FactChange(
            fact.name, fact.subject, fact.record, tuple(record for record, _ in fact.answers), value=fact.value
        )
    for name, subject in item.ended:
        yield FactChange(name, subject, item.entry.record_id, ended=True)
    if any(name in settled.NAMED_BY_KEY | settled.OF_CUSTOMS for name, _ in item.ended):
        yield from _decided_before(item.entry.record_id)


def _decided_before(record: str) -> Iterator[FactChange]:
    """What a record of decisions said before it was corrected or withdrawn: that changes as well."""
    names = settled.NAMED_BY_KEY | settled.OF_CUSTOMS
    for name, value in FactRow.objects.filter(record_id=record, name__in=names).values_list("name", "value"):
        yield FactChange(name, "", record, ended=True, value=value)


def _moved(records: Iterable[str]) -> Iterator[FactChange]:
    """What may change because ``records`` belong to another matter now: all that their facts open or meet."""
    moved = list(records)
    for row in FactRow.objects.filter(record_id__in=moved) if moved else ():
        fact = from_fact_row(row)
        yield FactChange(fact.name, fact.subject, fact.record, tuple(record for record, _ in fact.answers))


@dataclass(frozen=True, slots=True)
class ReckonedGroups:
    """The groups being reckoned again."""

    groups: set[ObligationGroup]

    def holds(self, duty: str, subject: str, record: str) -> bool:
        """Whether an obligation is among them."""
        ways_in = ((subject, record), (subject, ""), ("", record), ("", ""))
        return any(ObligationGroup(duty, *way) in self.groups for way in ways_in)

    def duties(self) -> list[Duty]:
        """The duties they are of."""
        known = rules().duties
        return [duty for id in sorted({group.duty for group in self.groups}) for duty in known[id]]

    def pairs(self) -> Iterator[tuple[Duty, ObligationGroup]]:
        """Each group with each duty of its id."""
        return ((duty, group) for group in self.groups for duty in rules().duties[group.duty])

    def subjects(self) -> set[str]:
        """Everybody they are about."""
        return {group.subject for group in self.groups if group.subject}

    def records(self) -> set[str]:
        """The records that opened them."""
        return {group.record for group in self.groups if group.record}

    def duties_by(self, width: Width) -> set[str]:
        """The ids of the duties that are reckoned wholly, by subject, or by record."""
        return {group.duty for group in self.groups if group.width == width}


def refresh(home: Home, scope: ReckonedGroups) -> None:
    """Reckon the obligations in ``scope`` again; write what is new or different, drop what is no longer said."""
    carried = _carried_for(home, scope)
    facts = [from_fact_row(row) for row in FactRow.objects.filter(_facts_for(home, scope))] + carried
    owed = engine.reckon(scope.duties(), facts, AFTER_ALL, rules().titles, ahead=True)
    fresh = {one.key: to_row(one, home) for one in owed if scope.holds(one.duty, one.subject, one.record)}
    kept = {row["key"]: row for row in _kept(home, scope)}
    gone = kept.keys() - fresh.keys()
    if gone:
        ObligationRow.objects.filter(home=home, key__in=gone).delete()
    rows.add(ObligationRow, [row for key, row in fresh.items() if kept.get(key) != row], unique=PLACE)


def _kept(home: Home, scope: ReckonedGroups) -> Iterator[rows.Row]:
    """The rows kept for ``scope``."""
    whole, wide, narrow = (scope.duties_by(width) for width in WIDTHS)
    where = Q(home=home, duty__in=whole) | Q(record_id__in=scope.records(), duty__in=narrow)
    if wide:
        where |= Q(home=home, subject__in=scope.subjects(), duty__in=wide)
    for row in ObligationRow.objects.filter(where).values(*COLUMNS):
        if scope.holds(row["duty"], row["subject"], row["record_id"]):
            yield row


def _facts_for(home: Home, scope: ReckonedGroups) -> Q:
    """Which facts the engine needs for ``scope``: all that its groups can depend on, and little else.

    Each part of the condition is one that an index answers, or the database would read the whole home.
    """
    everywhere: set[str] = {*settled.ALWAYS_READ}
    by_subject: set[str] = set()
    for duty, group in scope.pairs():
        if _needs_all(duty, group):
            everywhere |= reads(duty) | of_home(duty)
            continue
        everywhere.update(way.fact for way in ways(duty) if way.scope in ("link", "row"))
        by_subject |= standing(duty) | of_home(duty)
        by_subject.update(way.fact for way in ways(duty) if way.scope in ABOUT_SUBJECT)
        by_subject |= frozenset() if group.record else reads(duty)
    where = Q(home=home, name__in=everywhere)
    if by_subject:
        where |= Q(home=home, name__in=by_subject, subject__in={*scope.subjects(), home.id})
    return where | Q(record_id__in=scope.records())


def _carried_for(home: Home, scope: ReckonedGroups) -> list[Fact]:
    """What came along with the children of ``scope`` from a sister home; no question when nothing in it could."""
    pairs = [(duty, group) for duty, group in scope.pairs() if carries(duty)]
    everybody = any(_needs_all(duty, group) for duty, group in pairs)
    subjects = {group.subject for _, group in pairs if group.subject}
    if not (everybody or subjects):
        return []
    kept, wanted = rules(), frozenset[str]().union(*(reads(duty) for duty, _ in pairs))
    sisters.lock(subjects)
    return sisters.carried(home, kept.details & wanted, kept.done & wanted, subjects=None if everybody else subjects)


def _needs_all(duty: Duty, group: ObligationGroup) -> bool:
    """Whether a group's facts cannot be told beforehand: its subject is not known, and its duty asks about one."""
    asks = standing(duty) or any(way.scope in ABOUT_SUBJECT for way in ways(duty))
    return not group.subject and (not group.record or bool(asks))


def to_row(obligation: Obligation, home: Home) -> rows.Row:
    """An obligation as its row."""
    weight = rules().duties[obligation.duty][0].weight
    return {
        "home_id": home.id,
        "key": obligation.key,
        "duty": obligation.duty,
        "weight": weight,
        "subject": obligation.subject,
        "record_id": obligation.record,
        "row": obligation.row,
        "started_by": obligation.started_by,
        "opened_at": obligation.opened_at,
        "due_at": obligation.due_at,
        "target": obligation.target,
        "why": obligation.why,
        "owner": obligation.owner,
        "text": obligation.text,
        "met_at": obligation.met_at,
        "met_by": obligation.met_by,
        "void_at": obligation.void_at,
        "ends_at": obligation.ends_at,
        "ended_by": obligation.ended_by,
        "spared": obligation.spared,
    }


def from_row(row: ObligationRow) -> Obligation:
    """A row as the obligation it keeps."""
    return Obligation(
        key=row.key,
        duty=row.duty,
        subject=row.subject,
        record=row.record_id,
        started_by=row.started_by,
        opened_at=row.opened_at,
        due_at=row.due_at,
        target=row.target,
        why=row.why,
        row=row.row,
        owner=row.owner,
        text=row.text,
        met_at=row.met_at,
        met_by=row.met_by,
        void_at=row.void_at,
        ends_at=row.ends_at,
        ended_by=row.ended_by,
        spared=row.spared,
    )


def facts_at(home: Home, at: datetime) -> list[Fact]:
    """The facts that any duty of ``home`` reads, as they were known at ``at``, for the pure engine."""
    known = rules()
    kept = FactRow.objects.filter(home=home, name__in={*known.readers, *settled.ALWAYS_READ}, known_at__lte=at)
    return [from_fact_row(row) for row in kept] + sisters.carried(home, known.details, known.done, at=at)
