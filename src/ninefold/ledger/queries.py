"""Reading records: one, a timeline, what changed. The first argument is who looks; ``visible`` says what they see."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from ninefold import lawbook
from ninefold.lawbook.model import RecordType
from ninefold.ledger import kept_types as kept_types  # noqa: PLC0414 - so that lost types are looked up in what it keeps
from ninefold.ledger import search
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import FactRow, Record, RecordSubject, Seal
from ninefold.people.access import Viewer, visible
from ninefold.people.models import Person
from ninefold.people.prepared import prepared
from ninefold.people.queries import names_then_and_now

_MARKED = re.compile(r"@(?=\w)")
QUARTER = timedelta(days=91)
LATE = timedelta(days=1)  # written later than this is welcome, and shown

Place = tuple[datetime, str]  # where a page of a timeline ended: the last record's time and id


@dataclass(frozen=True, slots=True)
class Line:
    """A record as one line of a list: what it is, whom it is about, who else was there, who wrote it."""

    record: Record
    type: RecordType
    about: list[str]
    present: list[str]
    author: str
    renamed: tuple[tuple[str, str], ...] = ()  # former names of those it is about, and what they are called now

    @property
    def headline(self) -> str:
        """What happened in one line, names as people say them now."""
        return named(self.record.headline, self.renamed)

    @property
    def voice(self) -> str:
        """The child's own words, names as people say them now."""
        return named(self.record.voice, self.renamed)

    @property
    def late(self) -> bool:
        """Whether it was written more than a day after it happened."""
        return self.record.written_at - self.record.happened_at > LATE

    @property
    def newest(self) -> str:
        """The title of the stage that was signed last."""
        return self.type.stage(self.record.stages.split(",")[-1]).title


def named(text: str, renamed: Iterable[tuple[str, str]] = ()) -> str:
    """Plain text without the sign that marks a person; who is marked by a former name is called as they are now."""
    for before, now in renamed:
        text = re.sub(rf"@{re.escape(before)}(?!\w)", lambda _, now=now: f"@{now}", text)  # type: ignore[misc]
    return _MARKED.sub("", text)


def records(viewer: Viewer) -> QuerySet[Record]:
    """Every record the viewer may see in their home that has not been withdrawn."""
    return visible(viewer, Record.objects.filter(withdrawn=False))


def stated(viewer: Viewer) -> QuerySet[FactRow]:
    """Every fact that stands in a record the viewer may see: neither corrected since, nor withdrawn."""
    return FactRow.objects.filter(
        _holds(viewer, Record.objects.filter(withdrawn=False)), home=viewer.home, ended_at=None
    )


def record(viewer: Viewer, id: str) -> Record:
    """The record with this id. Raises Http404, the same for one that is not theirs to see and one that never was."""
    found = visible(viewer, Record.objects.filter(pk=id)).first()
    if found is None:
        raise Http404
    return found


def lines(viewer: Viewer, found: Iterable[Record]) -> list[Line]:
    """Each of ``found`` as a line, with everybody's names, in two queries whatever their number."""
    found = list(found)
    rows = _subjects_of(viewer, tuple(one.pk for one in found)) if found else []
    people = names_then_and_now(viewer, [row.subject for row in rows] + [one.author for one in found])
    named = {id: name for id, (name, _) in people.items()}
    renamed: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        name, formerly = people.get(row.subject, ("", []))
        renamed.setdefault(row.record_id, []).extend((before, name) for before in formerly)
    called: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.subject in named and row.kind != "home":
            called.setdefault((row.record_id, row.role), []).append(named[row.subject])
    types = lawbook.current().records
    return [
        Line(
            record=one,
            type=types[one.type],
            about=called.get((one.pk, "about"), []),
            present=called.get((one.pk, "present"), []),
            author=named.get(one.author, ""),
            renamed=tuple(renamed.get(one.pk, ())),
        )
        for one in found
    ]


@until_signed
def _subjects_of(viewer: Viewer, records: tuple[str, ...]) -> list[RecordSubject]:
    return _subjects(records)


@prepared
def _subjects(records: tuple[str, ...]) -> QuerySet[RecordSubject]:
    return RecordSubject.objects.filter(record__in=records).order_by("subject")


@until_signed
def these(viewer: Viewer, ids: tuple[str, ...]) -> list[Record]:
    """Those of the records with these ids that the viewer may see, in no order."""
    return _these(viewer, ids)


@prepared
def _these(viewer: Viewer, ids: tuple[str, ...]) -> QuerySet[Record]:
    return records(viewer).filter(pk__in=ids).order_by()


def timeline(
    viewer: Viewer,
    subject: str,
    *,
    before: Place | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    types: Collection[str] = (),
    areas: Collection[str] = (),
    without: Collection[str] = (),
    words: str = "",
    voiced: bool = False,
    limit: int = 50,
) -> list[Record]:
    """What happened in ``subject``'s life here, newest first, from where the last page ended (``before``).

    ``types`` and ``areas`` narrow it to kinds of record, ``without`` leaves areas out, ``since`` and ``until`` narrow
    it to days, ``words`` to records that hold them, ``voiced`` to those with the child's own words.
    """
    shelves = (frozenset(types), frozenset(areas), frozenset(without))
    if words:
        rows = _told(viewer, subject, before, since, until, shelves, voiced)
        return _newest(rows.filter(record__in=search.matching(viewer, words), record__withdrawn=False), limit)
    if not (before or since or until):
        return _first_of_timeline(viewer, subject, shelves, voiced, limit)
    return [row.record for row in _timeline(viewer, subject, before, since, until, shelves, voiced, limit)]


Shelves = tuple[frozenset[str], frozenset[str], frozenset[str]]  # types, areas, and areas that are left out


@until_signed
def _first_of_timeline(viewer: Viewer, subject: str, shelves: Shelves, voiced: bool, limit: int) -> list[Record]:
    """Where a timeline begins, which a child's page shows each time."""
    return [row.record for row in _timeline(viewer, subject, None, None, None, shelves, voiced, limit)]


@prepared
def _timeline(
    viewer: Viewer,
    subject: str,
    before: Place | None,
    since: datetime | None,
    until: datetime | None,
    shelves: Shelves,
    voiced: bool,
    limit: int,
) -> QuerySet[RecordSubject]:
    rows = _told(viewer, subject, before, since, until, shelves, voiced)
    return rows.select_related("record").order_by("-happened_at", "-record_id")[:limit]


def _told(
    viewer: Viewer,
    subject: str,
    before: Place | None,
    since: datetime | None,
    until: datetime | None,
    shelves: Shelves,
    voiced: bool,
) -> QuerySet[RecordSubject]:
    types, areas, without = shelves
    wanted = Record.objects.exclude(type__in=_types_in(without))
    kinds = set(types) | _types_in(areas)
    if kinds:
        wanted = wanted.filter(type__in=kinds)
    if voiced:
        wanted = wanted.exclude(voice="")
    return _between(RecordSubject.objects.filter(_holds(viewer, wanted), subject=subject), before, since, until)


def _holds(viewer: Viewer, wanted: QuerySet[Record]) -> Exists:
    """That a row's record is one of ``wanted`` and the viewer's to see.

    Asked of each row in turn, so that the subject's index leads the way: of a join a database may read the whole
    home first and the subject last.
    """
    return Exists(visible(viewer, wanted.filter(pk=OuterRef("record_id"))))


def _between(
    rows: QuerySet[RecordSubject], before: Place | None, since: datetime | None, until: datetime | None
) -> QuerySet[RecordSubject]:
    """Those of ``rows`` that lie between two moments and after the place where the last page ended."""
    if before:
        rows = rows.filter(happened_at__lte=before[0]).exclude(happened_at=before[0], record_id__gte=before[1])
    if since:
        rows = rows.filter(happened_at__gte=since)
    return rows.filter(happened_at__lte=until) if until else rows


def _newest(rows: QuerySet[RecordSubject], limit: int) -> list[Record]:
    """The records of the newest rows."""
    return [row.record for row in rows.select_related("record").order_by("-happened_at", "-record_id")[:limit]]


def _types_in(areas: Collection[str]) -> set[str]:
    return {one.id for one in lawbook.current().records.values() if one.area in areas}


def changed(viewer: Viewer, since: datetime, limit: int = 200, without: Collection[str] = ()) -> list[Record]:
    """What was written, answered, corrected or withdrawn since ``since``, newest first; ``without`` leaves areas out."""
    return _changed(viewer, since, limit, frozenset(without))


@prepared
def _changed(viewer: Viewer, since: datetime, limit: int, without: frozenset[str]) -> QuerySet[Record]:
    found = Record.objects.filter(changed_at__gt=since)
    if without:
        found = found.exclude(type__in=_types_in(without))
    return visible(viewer, found).order_by("-changed_at", "-pk")[:limit]


@until_signed
def recent_voice(viewer: Viewer, child: str, limit: int = 3) -> list[Record]:
    """The latest records that hold this child's own words, and nobody else's."""
    return _newest(_own_words(viewer).filter(subject=child), limit)


def last_words(viewer: Viewer, children: Collection[str]) -> dict[str, Record]:
    """The latest record with the own words of each of ``children``, by the child's id."""
    latest = _own_words(viewer).filter(subject=OuterRef("pk")).order_by("-happened_at", "-record_id")
    found = Person.objects.filter(pk__in=children).values_list("pk", Subquery(latest.values("record")[:1]))
    held = {child: record for child, record in found if record}
    kept = Record.objects.in_bulk(held.values())
    return {child: kept[record] for child, record in held.items()}


def _own_words(viewer: Viewer) -> QuerySet[RecordSubject]:
    """Rows that lead to a record of one child's own words: where several speak, whose words are whose is not known."""
    spoken = Record.objects.filter(about_one=OuterRef("subject"), withdrawn=False).exclude(voice="")
    return RecordSubject.objects.filter(_holds(viewer, spoken))


@until_signed
def last_seal(viewer: Viewer) -> Seal | None:
    """The latest seal of the home's chain."""
    return next(iter(_seals(viewer)), None)


@prepared
def _seals(viewer: Viewer) -> QuerySet[Seal]:
    return Seal.objects.filter(home=viewer.home).order_by("-sealed_at", "-pk")[:1]


def written_by(viewer: Viewer, author: str, limit: int = 10) -> list[Record]:
    """The latest records that ``author`` began in the last quarter, newest first."""
    lately = records(viewer).filter(author=author, happened_at__gt=viewer.now - QUARTER)
    return list(lately.order_by("-happened_at", "-pk")[:limit])


@until_signed
def counts(viewer: Viewer, subject: str, since: datetime, areas: Collection[str]) -> dict[str, int]:
    """How many records of each type from these shelves ``subject`` has had since ``since``, the most first."""
    wanted = Record.objects.filter(withdrawn=False, type__in=_types_in(areas))
    rows = RecordSubject.objects.filter(_holds(viewer, wanted), subject=subject, role="about", happened_at__gte=since)
    return dict(rows.values_list("record__type").annotate(number=Count("id")).order_by("-number", "record__type"))
