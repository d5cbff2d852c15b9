"""Everything that ``verify`` looks at, and what to do about what it sees: the same for the command and for the night.

The database itself, the chains with the words that entries were signed with, the rows about who lives and works here, all that
is derived, the files, and the log of who looked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import F, Window
from django.db.models.functions import Lag

from ninefold.ledger import export
from ninefold.ledger.attachments import whole
from ninefold.ledger.rebuild import differences as derived_differences
from ninefold.ledger.standing.verify import differences as standing_differences
from ninefold.ledger.verify import Tally, check
from ninefold.people import look_seals
from ninefold.people.models import AccessLog, Home, Provider

Seals = dict[tuple[str, int], str]
Lines = Iterator[dict[str, object]]

MOST = 20  # faults of one kind in one place that are named one by one
AHEAD = timedelta(days=1)  # a look that lies so far ahead was not written by this clock

TO_DO = {
    "database": "The database is damaged. Stop Ninefold, keep a copy of the data folder as it is, and put the newest proved "
    "backup back: ninefold restore (docs/backups.md).",
    "ledger": "What was signed is not what is here. Change nothing more. Compare with the newest proved backup and with the "
    "seals that your witnesses hold, and put the backup back.",
    "people": "Rows about who lives and works here were changed by hand. Make them again from the entries: ninefold rebuild",
    "derived": "What follows from the entries is not what they make. Make it again: ninefold rebuild. If it comes back, it "
    "is a fault of ours.",
    "files": "Put the files that are named back from a backup; every other stays as it is.",
    "looks": "The log of who looked was changed by hand. Keep a copy, and compare it with the newest backup.",
}


@dataclass(frozen=True, slots=True)
class UnsoundPart:
    """Something that is not as it should be: in which area (a key of ``TO_DO``), and what."""

    area: str
    what: str

    def __str__(self) -> str:
        return self.what


def findings(
    now: datetime,
    tally: Tally,
    *,
    shown: Callable[[Lines, Home], Lines] = lambda lines, home: lines,
    seals_of: Callable[[Home], Seals] = export.seals,
) -> Iterator[UnsoundPart]:
    """All that is wrong. ``tally`` is filled while reading; ``shown`` may count the lines of a home as they are read."""
    yield from _named("database", database())
    homes = list(Home.objects.order_by("urn"))
    named = set[str]()  # of what is gone every home tells again, because a later entry may let it go
    for home in homes:
        faults = [str(fault) for fault in check(shown(export.lines(home), home), tally, seals_of(home))]
        yield from _named("ledger", iter([one for one in faults if one not in named]))
        named.update(faults)
        yield from _named("ledger", map(str, export.head_findings(home, tally.heads.get(home.urn))))
    for provider in Provider.objects.order_by("name"):
        yield from _named("people", map(str, standing_differences(provider)))
    for home in homes:
        yield from _named("derived", derived(home))
    yield from _named("files", map(str, whole.faults()))
    yield from _named("looks", looks(now))


def _named(area: str, sentences: Iterator[str]) -> Iterator[UnsoundPart]:
    for sentence in sentences:
        yield UnsoundPart(area, sentence)


def advice(unsound: list[UnsoundPart]) -> list[str]:
    """What to do about ``unsound``, a sentence for each area, in the order in which one would put things right."""
    areas = {one.area for one in unsound}
    return [sentence for area, sentence in TO_DO.items() if area in areas]


def database() -> Iterator[str]:
    """What the database says is broken in itself: pages, indexes, references."""
    try:
        yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()
    except DatabaseError as problem:
        yield f"The database cannot be read through: {str(problem).splitlines()[0]}."


def _sqlite() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA integrity_check({MOST:d})")
        yield from (f"The database: {row[0]}." for row in cursor.fetchall() if row[0] != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        for table, _, parent, _ in cursor.fetchmany(MOST):
            yield f"The database: a row of {table} names one of {parent} that is not there."
        try:
            cursor.execute("INSERT INTO ledger_search(ledger_search, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            yield "The database: the index of words does not fit the words. Run: ninefold rebuild"


def _postgresql() -> list[str]:
    """Every table is read through, which tells of broken pages; indexes too, where the extension amcheck is there."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(t.*) FROM "{table}" t')  # noqa: S608 - a table of ours
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'")
        if not cursor.fetchone():
            return []
        cursor.execute(
            "SELECT bt_index_check(c.oid) FROM pg_class c JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE c.relkind = 'i' AND a.amname = 'btree' AND n.nspname = current_schema()"
        )
    return []


def derived(home: Home) -> Iterator[str]:
    """Derived rows that are not what the entries make. A home that is being worked out again is left out till then."""
    from ninefold.work import anew

    if any(one.pk == home.pk for one in anew.behind()):
        return
    for table, values in derived_differences(home).items():
        some = ", ".join(sorted(values)[:3])
        more = f" and {len(values) - 3} more" if len(values) > 3 else ""
        yield f"{home.urn}, {table}: not what the entries make, of {some}{more}."


def looks(now: datetime) -> Iterator[str]:
    """Rows of the log of looks that were taken away, as far as seals and numbers tell, or moved into the future.

    SQLite numbers them without a gap; PostgreSQL leaves some out when a request fails, so that there a gap says nothing.
    """
    yield from look_seals.access_log_faults()
    ahead = AccessLog.objects.filter(at__gt=now + AHEAD).count()
    if ahead:
        yield f"The log of looks: {ahead} stand in the future."
    if connection.vendor != "sqlite":
        return
    numbered = AccessLog.objects.annotate(before=Window(Lag("pk"), order_by=F("pk").asc()))
    gaps = numbered.filter(before__isnull=False, pk__gt=F("before") + 1).order_by("pk").values_list("before", "pk")
    for before, after in list(gaps[:MOST]):
        yield f"The log of looks: {after - before - 1} are missing after number {before}."
    first, last = AccessLog.objects.order_by("pk").first(), AccessLog.objects.order_by("-pk").first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [AccessLog._meta.db_table])
        row = cursor.fetchone()
    if row and row[0] > (last.pk if last else 0):
        yield f"The log of looks: the last {row[0] - (last.pk if last else 0)} are missing."
    if first and first.pk > 1:
        yield f"The log of looks: the first {first.pk - 1} are missing."
