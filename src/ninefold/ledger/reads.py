"""Records that must be read (``to_read`` in the library): which of them somebody has not read, and who has read one.

Somebody has read a record when they signed its stage ``read``, or its first stage says so of them (those who were in the
meeting), after its first stage was signed or last corrected. Whoever wrote that change has read it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from ninefold import lawbook
from ninefold.base import clock
from ninefold.lawbook.model import READ, RecordType
from ninefold.lawbook.of_library import of_library
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Entry, FactRow, Record
from ninefold.ledger.queries import records
from ninefold.people.access import SEES, Viewer, may_sign
from ninefold.people.models import Role
from ninefold.people.queries import at_work

YEAR = timedelta(days=365)  # news older than this is news no more; what newcomers read has no such end


@dataclass(frozen=True, slots=True)
class RequiredReader:
    """Somebody who must have read a record: since when they work here, and when they read it."""

    role: Role
    since: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody who works here now and must have read a record."""

    record: Record
    readers: list[RequiredReader]

    @property
    def have(self) -> list[RequiredReader]:
        """Those who have read it, the latest first."""
        return sorted((one for one in self.readers if one.read_at), key=lambda one: str(one.read_at), reverse=True)

    @property
    def have_not(self) -> list[RequiredReader]:
        """Those who have not, by name."""
        return [one for one in self.readers if not one.read_at]

    @property
    def percent(self) -> int:
        """How many of a hundred have read it, rounded down: a hundred only when everybody has."""
        return 100 * len(self.have) // len(self.readers) if self.readers else 100


def types_for(role: str) -> list[RecordType]:
    """The types of record that somebody with ``role`` must have read."""
    return [one for one in lawbook.current().records.values() if _reads(one, role)]


@of_library
def _must_read(type: str, role: str) -> bool:
    """Whether ``role`` must read records of this type."""
    return _reads(lawbook.current().records[type], role)


def _reads(one: RecordType, role: str) -> bool:
    """Whether ``role`` must read records of this type; nobody must who could not see them."""
    return may_sign(role, lawbook.current().roles_in(one.to_read)) and one.sensitivity in SEES.get(role, frozenset())


def to_read(viewer: Viewer) -> QuerySet[Record]:
    """Every record that the viewer may see and somebody must have read as it stands, the latest first.

    Each carries ``said_at``: when what it says last changed, by its first stage or a correction of it. Older editions
    and what counts as closed are to be read no more, and neither is what has lapsed: nobody catches up in November on a
    message about Monday's heating.
    """
    kinds = [one for one in lawbook.current().records.values() if one.to_read]
    over = FactRow.objects.filter(record_id=OuterRef("pk"), name__in=_closing(), ended_at=None)
    wanted = Q(type__in=[one.id for one in kinds if not one.edition])
    for one in kinds:
        if one.edition:
            wanted |= Q(_newest_edition(viewer, one.edition), type=one.id)
    first = Q(pk=None)
    for one in kinds:
        first |= Q(type=one.id, stage=one.stages[0].id)
    said = Entry.objects.filter(first, record_id=OuterRef("pk")).order_by("-seq").values("received_at")[:1]
    found = records(viewer).filter(wanted).exclude(Exists(over)).annotate(said_at=Subquery(said))
    for one in kinds:
        if one.lapses:
            found = found.exclude(_lapsed(viewer, one))
    return found.order_by("-said_at", "-pk")


def _lapsed(viewer: Viewer, one: RecordType) -> Q:
    """That a record of this type matters no more: its own last day is past, or, where it names none, so long ago it was said."""
    today = clock.local(viewer.now).date().isoformat()
    given = FactRow.objects.filter(record_id=OuterRef("pk"), name=one.lapses_on, ended_at=None)
    since = viewer.now - timedelta(days=one.lapses)
    past = Exists(given.filter(value__lt=today))
    return Q(type=one.id) & (Q(past) | (~Q(Exists(given)) & Q(said_at__lt=since)))


def _closing() -> frozenset[str]:
    """The facts after which some register counts a record as closed."""
    return frozenset(fact for one in lawbook.current().registers.values() for fact in one.closed_by)


def _newest_edition(viewer: Viewer, edition: str) -> Exists:
    """That a record is the newest edition of what it is about."""
    stated = FactRow.objects.filter(home=viewer.home, name=edition, ended_at=None)
    newer = stated.filter(value=OuterRef("value"), subject=OuterRef("subject"), known_at__gt=OuterRef("known_at"))
    return Exists(stated.filter(~Exists(newer), record_id=OuterRef("pk")))


def unread(viewer: Viewer) -> QuerySet[Record]:
    """What the viewer must read and has not, what has waited longest first."""
    wanted = types_for(viewer.role)
    if not wanted:
        return Record.objects.none()
    asked = Q(type__in=[one.id for one in wanted if one.newcomers])
    lately = [one.id for one in wanted if not one.newcomers]
    if lately:
        since = _since(viewer, [viewer.person]).get(viewer.person, viewer.now)
        asked |= Q(type__in=lately, said_at__gte=since, happened_at__gte=viewer.now - YEAR)
    found = to_read(viewer).filter(asked)
    return found.exclude(_read_by(viewer.person, wanted)).exclude(_wrote(viewer.person)).order_by(F("said_at"), "pk")


@until_signed
def first_unread(viewer: Viewer, most: int) -> list[Record]:
    """The first ``most`` of it."""
    return list(unread(viewer)[:most])


@until_signed
def all_readers(viewer: Viewer, most: int) -> list[Readers]:
    """The latest ``most`` records that must be read, each with everybody who works here now and must have read it."""
    return readers(viewer, to_read(viewer)[:most])


@until_signed
def unread_count(viewer: Viewer) -> int:
    """How much the viewer must read and has not."""
    return unread(viewer).count()


def _read_by(person: str, wanted: Iterable[RecordType]) -> Exists:
    """That ``person`` has read a record as it stands."""
    own = Q(author=person) | Q(subject=person)
    facts = FactRow.objects.filter(own, record_id=OuterRef("pk"), name__in=[_fact(one) for one in wanted])
    return Exists(facts.filter(ended_at=None, known_at__gte=OuterRef("said_at")))


def _wrote(person: str) -> Exists:
    """That ``person`` wrote the last change of a record."""
    entries = Entry.objects.filter(record_id=OuterRef("pk"), author=person, received_at=OuterRef("said_at"))
    return Exists(entries.exclude(stage=READ))


def _fact(one: RecordType) -> str:
    return f"{one.id}.{READ}"


def readers(viewer: Viewer, found: Iterable[Record]) -> list[Readers]:
    """For each of ``found``, who works here now and has, or has not, read it; in four queries whatever their number."""
    shown = list(found)
    roles = at_work(viewer)
    since = _since(viewer, [role.worker_id for role in roles])
    read = _read_at(viewer, shown)
    return [Readers(one, [r for role in roles if (r := _reader(one, role, since, read))]) for one in shown]


def _reader(
    one: Record, role: Role, since: dict[str, datetime], read: dict[tuple[str, str], datetime]
) -> RequiredReader | None:
    kind = lawbook.current().records[one.type]
    began = since.get(role.worker_id, role.from_at)
    if (
        not _must_read(one.type, role.name)
        or role.worker_id in one.barred
        or (not kind.newcomers and _said(one) < began)
    ):
        return None
    return RequiredReader(role, began, read.get((one.pk, role.worker_id)))


def _said(one: Record) -> datetime:
    """When what a record says last changed, as ``to_read`` found it."""
    return one.said_at  # type: ignore[attr-defined, no-any-return]


def _read_at(viewer: Viewer, shown: list[Record]) -> dict[tuple[str, str], datetime]:
    """When each of ``shown`` was read, by record and person, since what it says last changed."""
    kinds = {lawbook.current().records[one.type].id for one in shown}
    changed = {one.pk: _said(one) for one in shown}
    facts = FactRow.objects.filter(home=viewer.home, record_id__in=changed, ended_at=None)
    read: dict[tuple[str, str], datetime] = {}
    for fact in facts.filter(name__in=[f"{kind}.{READ}" for kind in kinds]).order_by("-known_at"):
        if fact.known_at >= changed[fact.record_id]:
            read[fact.record_id, fact.author] = fact.known_at
            read[fact.record_id, fact.subject] = fact.known_at
    wrote = (
        Entry.objects.filter(record_id__in=changed)
        .exclude(stage=READ)
        .values_list("record_id", "author", "received_at")
    )
    for record, author, at in wrote:
        if at == changed[record]:
            read.setdefault((record, author), at)
    return read


def _since(viewer: Viewer, workers: list[str]) -> dict[str, datetime]:
    """Since when each of ``workers`` has worked in the viewer's home."""
    roles = Role.objects.filter(home=viewer.home, worker__in=workers)
    return dict(roles.values_list("worker").annotate(first=Min("from_at")))
