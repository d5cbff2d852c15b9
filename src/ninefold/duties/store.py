"""The engine's results, kept: brought up to date by every append, made again by rebuild. A projection.

Only the groups that a changed fact can change are reckoned again, and always by the engine, from the facts kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.db.models import Q

from ninefold.duties import engine
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import Obligation
from ninefold.duties.touch import Change, Group, reads, rules, standing, touched, ways
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty
from ninefold.ledger.factrows import from_row as from_fact_row
from ninefold.ledger.models import FactRow
from ninefold.ledger.projections import Written
from ninefold.people.models import Home

# Whatever is kept is known: the engine is asked about a moment after everything.
AFTER_ALL = datetime(9000, 1, 1, tzinfo=UTC)

CHANGES = [field.name for field in ObligationRow._meta.fields if field.name not in ("id", "home", "key")]


def clear(home: Home) -> None:
    """Forget what the home owes."""
    ObligationRow.objects.filter(home=home).delete()


def project(batch: list[Written]) -> None:
    """Bring up to date what the facts of ``batch`` can change."""
    homes: dict[str, list[Written]] = defaultdict(list)
    for item in batch:
        homes[item.home.id].append(item)
    for items in homes.values():
        groups = touched(change for item in items for change in _changes(item))
        if groups:
            refresh(items[0].home, Scope(groups))


def _changes(item: Written) -> Iterator[Change]:
    for fact in item.facts:
        yield Change(fact.name, fact.subject, fact.record, tuple(record for record, _ in fact.answers))
    for name, subject in item.ended:
        yield Change(name, subject, item.entry.record_id, ended=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """The groups being reckoned again."""

    groups: set[Group]

    def holds(self, duty: str, subject: str, record: str) -> bool:
        """Whether an obligation is among them."""
        ways_in = ((subject, record), (subject, ""), ("", record), ("", ""))
        return any(Group(duty, *way) in self.groups for way in ways_in)

    def duties(self) -> list[Duty]:
        """The duties they are of."""
        known = rules().duties
        return [duty for id in sorted({group.duty for group in self.groups}) for duty in known[id]]

    def of(self, duty: str) -> list[Group]:
        """Those of one duty."""
        return [group for group in self.groups if group.duty == duty]


def refresh(home: Home, scope: Scope) -> None:
    """Reckon the obligations in ``scope`` again and keep the result."""
    facts = [from_fact_row(row) for row in FactRow.objects.filter(_facts_for(home, scope), home=home)]
    found = engine.reckon(scope.duties(), facts, AFTER_ALL, rules().titles, ahead=True)
    fresh = {o.key: to_row(o, home) for o in found if scope.holds(o.duty, o.subject, o.record)}
    kept = {row.key: row for row in _kept(home, scope)}
    _keep(fresh, kept)


def _keep(fresh: dict[str, ObligationRow], kept: dict[str, ObligationRow]) -> None:
    """Write only what is new or different, and drop what is no longer said."""
    changed = []
    for key in fresh.keys() & kept.keys():
        fresh[key].id = kept[key].id
        if any(getattr(fresh[key], name) != getattr(kept[key], name) for name in CHANGES):
            changed.append(fresh[key])
    gone = [kept[key].id for key in kept.keys() - fresh.keys()]
    if gone:
        ObligationRow.objects.filter(id__in=gone).delete()
    if changed:
        ObligationRow.objects.bulk_update(changed, CHANGES, batch_size=200)
    ObligationRow.objects.bulk_create((fresh[key] for key in fresh if key not in kept), batch_size=500)


def _kept(home: Home, scope: Scope) -> Iterator[ObligationRow]:
    """The rows kept for ``scope``."""
    where = Q()
    for duty in {group.duty for group in scope.groups}:
        groups = scope.of(duty)
        if Group(duty) in groups:
            where |= Q(duty=duty)
        else:
            where |= Q(duty=duty) & (_records(groups) | _subjects(groups))
    for row in ObligationRow.objects.filter(where, home=home):
        if scope.holds(row.duty, row.subject, row.record_id):
            yield row


def _records(groups: Iterable[Group]) -> Q:
    return Q(record_id__in={group.record for group in groups if group.record})


def _subjects(groups: Iterable[Group]) -> Q:
    return Q(subject__in={group.subject for group in groups if not group.record})


def _facts_for(home: Home, scope: Scope) -> Q:
    """Which facts the engine needs for ``scope``: everything each group can depend on, and little else."""
    where = Q()
    for duty in scope.duties():
        where |= _facts_of(duty, scope.of(duty.id), home)
    return where


def _facts_of(duty: Duty, groups: list[Group], home: Home) -> Q:
    if any(_needs_all(duty, group) for group in groups):
        return Q(name__in=reads(duty))
    subjects = {group.subject for group in groups if group.subject}
    always = Q(name__in=standing(duty), subject__in={*subjects, home.id})
    linked = Q(name__in={way.fact for way in ways(duty) if way.scope in ("link", "row")})
    wide = {group.subject for group in groups if not group.record}
    narrow = {group.record for group in groups if group.record}
    by_subject = Q(name__in={way.fact for way in ways(duty) if way.scope == "subject"}, subject__in=subjects)
    here = Q(name__in=reads(duty)) & (Q(record_id__in=narrow) | Q(subject__in=wide))
    return here | by_subject | linked | always


def _needs_all(duty: Duty, group: Group) -> bool:
    """Whether a group's facts cannot be told beforehand: its subject is not known, and its duty asks about one."""
    asks = standing(duty) or any(way.scope == "subject" for way in ways(duty))
    return not group.subject and (not group.record or bool(asks))


def to_row(obligation: Obligation, home: Home) -> ObligationRow:
    """An obligation as its row."""
    duty = rules().duties[obligation.duty][0]
    said = {name: value for name, value in asdict(obligation).items() if name != "record"}
    return ObligationRow(home=home, record_id=obligation.record, weight=duty.weight, **said)


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
    )


def facts_at(home: Home, at: datetime) -> list[Fact]:
    """The facts of ``home`` that any duty reads, as they were known at ``at``, for the pure engine."""
    rows = FactRow.objects.filter(home=home, name__in=rules().readers.keys(), known_at__lte=at)
    return [from_fact_row(row) for row in rows]
