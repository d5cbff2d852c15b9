"""The only writes to the sector's tables: take a file, follow a home. Each is one transaction.

An inspection is known by its number and provider. Where either file lost the number, it is known by provider, day and
kind. The first file to tell of an inspection stays; a later one that says otherwise is listed and changes nothing. A
grade that the first left open is no contradiction: the later file completes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from ninefold.base import clock
from ninefold.sector import words
from ninefold.sector.models import INVENTED_NAME, Event, Import, Provider, Refused, Watch
from ninefold.sector.reading import FileReading, Progress, read
from ninefold.sector.rows import Inspection, Refusal

BATCH = 500
MANY = 1000  # new inspections after which the database counts its tables again
_KEPT = ("name", "owner", "sector", "authority", "region", "places", "registered_on", "closed_on", "status")
_COMPARED = ("kind", "on", "grade")
_WRITTEN = (
    *("number", "year", "protection", "leadership", "outcome", "published_on", "provision", "is_home"),
    *_COMPARED,
    *_KEPT,
)
_TELLING = ("on", "provision", "is_home", *_KEPT)


@dataclass(slots=True)
class Taken:
    """What came of a file. ``new`` is 0 when everything in it was known before."""

    reading: FileReading
    new: int = 0
    known: int = 0
    completed: list[Inspection] = field(default_factory=list)
    invented_gone: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    file: Import | None = None


def import_file(
    *,
    path: Path,
    name: str,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    anyway: bool = False,
    progress: Progress | None = None,
) -> Taken:
    """Take a file of inspections. Raises ``Damaged``, ``NotSure`` or ``MappingWrong``, and then nothing has changed."""
    tomorrow = clock.local(at).date() + timedelta(days=1)
    return take(reading=read(path, name, tomorrow, mapping, anyway=anyway, progress=progress), at=at)


@transaction.atomic
def take(*, reading: FileReading, at: datetime) -> Taken:
    """Store what a reading holds and the database does not. A file that brings nothing new leaves no trace twice."""
    taken = Taken(reading, refusals=list(reading.refusals))
    if reading.name != INVENTED_NAME:
        taken.invented_gone = _clear_invented()
    fresh = _fresh(reading.inspections, taken)
    taken.new = len(fresh)
    if not fresh and not taken.completed and Import.objects.filter(sha256=reading.sha256).exists():
        return taken
    taken.file = _write_import(taken, at)
    _write_events(fresh, taken.file)
    _complete(taken.completed)
    refresh({one.urn for one in fresh})
    if taken.new >= MANY:
        _count_again()
    return taken


def _clear_invented() -> int:
    """Invented homes go when real ones come, so that no figure ever mixes them. Gives how many there were."""
    files = list(Import.objects.filter(name=INVENTED_NAME).values_list("pk", flat=True))
    if not files:  # asked by itself: joined to the events, the question is slow on tables without statistics
        return 0
    invented = Provider.objects.filter(urn__in=Event.objects.filter(file__in=files).values("provider"))
    count = invented.count()
    invented.delete()
    Import.objects.filter(pk__in=files).delete()
    return count


def _complete(inspections: Iterable[Inspection]) -> None:
    """Fill the grades that an earlier file left open."""
    for one in inspections:
        open_one = Event.objects.filter(provider=one.urn, on=one.on, kind=one.kind, grade=None)
        open_one.update(grade=one.grade, protection=one.protection, leadership=one.leadership)


class _Known:
    """The inspections that are known already, found by number or by provider, day and kind."""

    def __init__(self, urns: Sequence[str]) -> None:
        self.by_number: dict[tuple[str, str], tuple[object, ...]] = {}
        self.by_day: dict[tuple[str, date, str], dict[str, tuple[object, ...]]] = defaultdict(dict)
        for some in _batches(urns):
            rows = Event.objects.filter(provider__in=some).values_list("provider_id", "number", *_COMPARED)
            for urn, number, *said in rows.iterator(chunk_size=2000):
                self.add(urn, number, tuple(said))

    def add(self, urn: str, number: str, said: tuple[object, ...]) -> None:
        kind, on, _ = said
        if number:
            self.by_number[urn, number] = said
        self.by_day[urn, on, kind][number] = said  # type: ignore[index]

    def find(self, one: Inspection) -> tuple[object, ...] | None:
        """What is known of this inspection, or None when it is new."""
        if one.number and (found := self.by_number.get((one.urn, one.number))):
            return found
        same_day = self.by_day.get((one.urn, one.on, one.kind), {})
        if one.number:
            return same_day.get("")
        return next(iter(same_day.values()), None)


def _fresh(inspections: Iterable[Inspection], taken: Taken) -> list[Inspection]:
    """The inspections that are new. Those that are known are counted, and listed when they say otherwise."""
    inspections = list(inspections)
    known = _Known(sorted({one.urn for one in inspections}))
    fresh = []
    for one in inspections:
        said: tuple[object, ...] = (one.kind, one.on, one.grade)
        before = known.find(one)
        if before is None:
            known.add(one.urn, one.number, said)
            fresh.append(one)
        elif before == said or (before[:2] == said[:2] and one.grade is None):
            taken.known += 1
        elif before[:2] == said[:2] and before[2] is None:
            known.add(one.urn, one.number, said)
            taken.completed.append(one)
        else:
            taken.refusals.append(Refusal(one.line, one.urn, "differs", _difference(one, before)))
    return fresh


def _difference(one: Inspection, before: tuple[object, ...]) -> str:
    here = _in_words(one.kind, one.on, one.grade)
    return f"Inspection {one.number or 'without a number'}: here {here}, before {_in_words(*before)}."


def _in_words(kind: object, on: object, grade: object) -> str:
    judged = words.GRADES.get(grade, "") if isinstance(grade, int) else ""
    return " ".join(filter(None, (str(kind), f"{on:%d/%m/%Y}", judged)))


def _write_import(taken: Taken, at: datetime) -> Import:
    days = [one.on for one in taken.reading.inspections]
    file = Import.objects.create(
        name=taken.reading.name[:200],
        sha256=taken.reading.sha256,
        at=at,
        rows=taken.reading.rows,
        new=taken.new,
        known=taken.known,
        refused=len(taken.refusals),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
    )
    rows = (Refused(file=file, line=no.line, urn=no.urn, code=no.code, why=no.why[:300]) for no in taken.refusals)
    Refused.objects.bulk_create(rows, batch_size=BATCH)
    return file


def _write_events(fresh: list[Inspection], file: Import) -> None:
    """Write the events. Their providers follow in the same transaction (``refresh``), which both databases allow."""
    values = attrgetter("urn", *_WRITTEN)
    _insert(Event, ("urn", *_WRITTEN, "file_id"), [(*values(one), file.pk) for one in fresh])


def refresh(urns: set[str]) -> None:
    """Work out again what these providers are now, from their events: so the order of the files does not matter."""
    now = []
    for some in _batches(sorted(urns)):
        rows = Event.objects.filter(provider__in=some).order_by("provider_id", "on", "number")
        events = rows.values_list("provider_id", *_TELLING).iterator(chunk_size=2000)
        now += [_as_of_now(urn, list(theirs)) for urn, theirs in groupby(events, itemgetter(0))]
    columns = ("urn", "provision", "is_home", "owner_key", "first_on", "last_on", *_KEPT)
    _insert(Provider, columns, now, over="urn")


def _as_of_now(urn: str, events: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """A provider's row by its events, oldest first: the newest that says something is believed."""
    _, newest_on, provision, is_home, *newest = events[-1]
    told = [
        next((event[place] for event in reversed(events) if event[place] not in ("", None)), last)
        for place, last in enumerate(newest, start=4)
    ]
    key = words.owner_key(told[_KEPT.index("owner")])
    return (urn, provision, is_home, key, events[0][1], newest_on, *told)


def _insert(model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], over: str = "") -> None:
    """Plain inserts, many at once: several times as quick as rows made into objects first, on both databases.

    With ``over``, a row that is there already under that key is written over.
    """
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    marks = ", ".join(["%s"] * len(columns))
    changed = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in columns if name != over)
    conflict = f" ON CONFLICT ({quote(over)}) DO UPDATE SET {changed}" if over else ""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks}){conflict}",  # noqa: S608 - our names
            [tuple(map(_plain, row)) for row in rows],
        )


def _count_again() -> None:
    """Let the database know how full the tables are: without it PostgreSQL takes minutes over what needs milliseconds."""
    with connection.cursor() as cursor:
        for model in (Event, Provider):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _plain(value: Any) -> Any:
    """A day as text, which both databases read as a day."""
    return value.isoformat() if isinstance(value, date) else value


def watch(*, watcher: str, urn: str, note: str, at: datetime) -> Watch:
    """Follow a home, or change the note on it."""
    kept, _ = Watch.objects.update_or_create(
        watcher=watcher,
        provider_id=urn,
        defaults={"note": note.strip()},
        create_defaults={"note": note.strip(), "at": at},
    )
    return kept


def unwatch(*, watcher: str, urn: str) -> None:
    """Follow a home no longer."""
    Watch.objects.filter(watcher=watcher, provider_id=urn).delete()


def _batches(items: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(items)
    while some := list(islice(rest, BATCH)):
        yield some
