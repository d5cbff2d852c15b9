"""Derives providers, inspections and times on the register from all statements. The only writer of these tables.

Everything is made anew from everything, in an order that the statements' own content gives. So neither the order of
files nor how often one was sent can make a difference, and ``rebuild`` is the same as an import.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from ninefold.sector import natures, registrations, words, years
from ninefold.sector.inspections import Inspection, merged
from ninefold.sector.models import Event, Import, InspectedHome, Registration, SourceSheet, StoredStatement
from ninefold.sector.natures import IN_YEAR, MOVES, REGISTERS
from ninefold.sector.registrations import UNPUBLISHED, DayRegister, Evidence, Moves
from ninefold.sector.rows import COLUMNS, Refusal
from ninefold.sector.sourced import SourcedStatement, StatementSource, sourced

AT_ONCE = 2000  # rows written by one command
_KEPT = (
    *("name", "owner", "company", "sector", "authority", "region", "constituency", "town", "postcode", "places"),
    *("short_breaks", "registered_on", "status"),
)


@dataclass(slots=True)
class Folding:
    """What came of a fold, by file: how many inspections it was the first to tell of, and which of its rows count
    otherwise than they say."""

    new: Counter[int] = field(default_factory=Counter)
    differing: dict[int, list[Refusal]] = field(default_factory=lambda: defaultdict(list))


@transaction.atomic
def fold() -> Folding:
    """Make the derived tables anew. Statements stay as they are."""
    sources = _sources()
    registers, moves = _registers(sources), _moves(sources)
    regions = _regions_of_authorities()
    folding = Folding()
    providers: list[tuple[Any, ...]] = []
    events: list[tuple[Any, ...]] = []
    spans: list[tuple[Any, ...]] = []
    for urn, said in _by_provider(sources):
        inspections = merged(said)
        times = _times(said, inspections, registers, moves)
        providers.append(_provider(urn, said, inspections, times, regions))
        events += (_event(urn, one, regions) for one in inspections)
        spans += ((urn, *time) for time in times)
        for one in inspections:
            folding.new[one.first_file] += 1
            for word, why in otherwise(one) if one.differs else ():
                folding.differing[word.source.file].append(Refusal(word.line, urn, "differs", why))
    _write(_one_owner_a_company(providers), events, spans)
    Import.objects.filter(folded=False).update(folded=True)
    return folding


def _sources() -> dict[int, StatementSource]:
    return {row[0]: StatementSource(*row) for row in SourceSheet.objects.order_by("id").values_list(*_OF_SOURCE)}


def _by_provider(sources: dict[int, StatementSource]) -> Iterator[tuple[str, list[SourcedStatement]]]:
    """Each provider with all that is said of it, the newest last."""
    rows = StoredStatement.objects.order_by("urn").values_list(*COLUMNS, "day", "source_id").iterator(chunk_size=5000)
    for urn, theirs in groupby(rows, lambda row: row[0]):
        yield urn, sorted((sourced(row, sources[row[-1]]) for row in theirs), key=attrgetter("order"))


def _registers(sources: dict[int, StatementSource]) -> list[DayRegister]:
    """The registers by their day. Two files of one day are one; an as-at file with its list of those that wait is whole."""
    kinds: dict[date, set[str]] = defaultdict(set)
    whole: set[date] = set()
    for source in sources.values():
        if source.kind in REGISTERS and source.national:
            kinds[source.day].add(source.kind)
            if source.whole:
                whole.add(source.day)
    spoken: dict[date, set[tuple[str, bool]]] = defaultdict(set)
    rows = StoredStatement.objects.filter(source__kind__in=REGISTERS, source__national=True).order_by()
    for day, region, is_home in rows.values_list("source__day", "region", "is_home").distinct():
        spoken[day].add((region, is_home))
    return [
        DayRegister(
            day,
            day in whole or {natures.AS_AT, natures.WAITING} <= kinds[day],
            frozenset(region for region, _ in spoken[day] if region),
            any(is_home for _, is_home in spoken[day]),
            any(not is_home for _, is_home in spoken[day]),
        )
        for day in sorted(kinds)
    ]


def _moves(sources: dict[int, StatementSource]) -> list[Moves]:
    every = {Moves(one.since, one.day) for one in sources.values() if one.kind == MOVES and one.since and one.national}
    return sorted(every, key=attrgetter("day", "since"))


def _regions_of_authorities() -> dict[str, str]:
    """The region of each authority by the newest statements: a few files know only Ofsted's own, larger regions."""
    rows = StoredStatement.objects.filter(region__in=words.NINE).exclude(authority="").order_by()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for authority, region in rows.values_list("authority", "region").distinct().order_by("authority", "region"):
        counted[authority][region] += 1
    return {authority: next(iter(found)) for authority, found in counted.items() if len(found) == 1}


def _times(
    said: Sequence[SourcedStatement],
    inspections: Sequence[Inspection],
    registers: Sequence[DayRegister],
    moves: Sequence[Moves],
) -> list[tuple[date, bool, date | None, bool, bool]]:
    """The times on the register as a children's home, and whether national files tell of them."""
    national = [word for word in said if word.source.national]
    words_of = national or said
    homes = [(word.day, word.is_home) for word in words_of]
    if not any(is_home for _, is_home in homes):
        return []
    evidence = _evidence(words_of, [one for one in inspections if one.national == bool(national)])
    found = registrations.spans(evidence, registers if national else [], moves if national else [])
    return [(*time, bool(national)) for span in found for time in _as_home(span, homes)]


def _evidence(said: Sequence[SourcedStatement], inspections: Sequence[Inspection]) -> Evidence:
    newest = said[-1]
    region = next((word.region for word in reversed(said) if word.region), "")
    evidence = Evidence(region=region, is_home=any(word.is_home for word in said) or newest.is_home)
    for word in said:
        kind = word.source.kind
        if kind in REGISTERS:
            there = word.on_register is not False
            evidence.on_registers[word.day] = evidence.on_registers.get(word.day, False) or there
        elif kind == MOVES and word.source.since:
            evidence.moved[word.day] = (word.source.since, word.joined, word.left)
        elif word.on_register is not None:
            evidence.states[word.day] = word.on_register
        if word.registered_on:
            evidence.registered.add(word.registered_on)
        if word.closed_on:
            evidence.closed.add(word.closed_on)
    evidence.inspected = {one.on for one in inspections}
    full = [one for one in inspections if one.kind == words.FULL]
    evidence.published = {one.published_on or one.on + UNPUBLISHED for one in full}
    return evidence


def _as_home(
    span: registrations.TimeOnRegister, homes: Sequence[tuple[date, bool]]
) -> Iterator[tuple[date, bool, date | None, bool]]:
    """The parts of a span in which the provider was a children's home, by the newest word of each day."""
    changes = [homes[0]] + [later for earlier, later in pairwise(homes) if later[1] != earlier[1]]
    for place, (day, is_home) in enumerate(changes):
        starts = day if place else date.min
        ends = changes[place + 1][0] if place + 1 < len(changes) else None
        since = max(span.since, starts)
        until = min((end for end in (span.until, ends) if end), default=None)
        if is_home and (until is None or since < until):
            exact = span.until_known if until == span.until else False
            yield since, span.since_known and since == span.since, until, exact


def _provider(
    urn: str,
    said: Sequence[SourcedStatement],
    inspections: Sequence[Inspection],
    times: Sequence[tuple[date, bool, date | None, bool, bool]],
    regions: dict[str, str],
) -> tuple[Any, ...]:
    """A provider's row: of each thing the newest word that says something."""
    national = [word for word in said if word.source.national] or list(said)
    newest = {
        name: next((value for word in reversed(said) if (value := getattr(word, name)) not in ("", None)), None)
        for name in _KEPT
    }
    values = [_blank(name, newest[name]) for name in _KEPT]
    region = newest["region"] or ""
    if region not in words.NINE:
        values[_KEPT.index("region")] = regions.get(newest["authority"] or "", region)
    is_open = bool(times) and times[-1][2] is None
    closed = max((word.closed_on for word in said if word.closed_on), default=None)
    gone_by = None if is_open else max((time[2] for time in times if time[2]), default=None)
    name_on = next((word.day for word in reversed(said) if word.name), None)
    days = [one.on for one in inspections]
    return (
        urn,
        national[-1].provision,
        national[-1].is_home,
        words.owner_key(newest["owner"] or ""),
        min(days, default=None),
        max(days, default=None),
        None if is_open else closed,
        name_on,
        is_open,
        gone_by,
        national[0].source.national,
        *values,
    )


_PROVIDER = (
    *("urn", "provision", "is_home", "owner_key", "first_on", "last_on", "closed_on", "name_on", "is_open", "gone_by"),
    *("national", *_KEPT),
)


def _one_owner_a_company(providers: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The providers, with one owner for each company number: who changed the name of a company still owns its homes.

    Names that share a number, in whatever chain, are one owner, kept by the name that most of its homes have.
    """
    key_at, name_at, number_at = (_PROVIDER.index(column) for column in ("owner_key", "owner", "company"))
    homes = Counter(row[key_at] for row in providers if row[key_at])
    joined: dict[str, str] = {}

    def first(key: str) -> str:
        while key in joined:
            key = joined[key]
        return key

    by_number: dict[str, str] = {}
    for row in sorted(providers, key=lambda row: str(row[0])):
        key, number = row[key_at], words.company_number(row[number_at]) or words.company_in(row[name_at])
        if not key or not number:
            continue
        one, other = first(key), first(by_number.setdefault(number, key))
        if one != other:
            keeps, goes = sorted((one, other), key=lambda name: (-homes[name], name))
            joined[goes] = keeps
    return [(*row[:key_at], first(row[key_at]), *row[key_at + 1 :]) for row in providers]


def _blank(name: str, value: Any) -> Any:
    return "" if value is None and name not in ("places", "short_breaks", "registered_on") else value


_EVENT = (
    *("id", "urn", "number", "kind", "on", "year", "grade", "protection", "leadership", "outcome", "published_on"),
    *("provision", "is_home", "name", "owner", "sector", "authority", "region", "places", "registered_on"),
    *("closed_on", "status", "national", "differs", "late"),
)


def _event(urn: str, one: Inspection, regions: dict[str, str]) -> tuple[Any, ...]:
    region = one.about["region"]
    region = region if region in words.NINE else regions.get(one.about["authority"], region)
    return (
        *(urn, one.number, one.kind, one.on, years.year_of(one.on), one.grade, one.protection, one.leadership),
        *(one.outcome, one.published_on, one.about["provision"], one.about["is_home"], one.about["name"]),
        *(one.about["owner"], one.about["sector"], one.about["authority"], region, one.about["places"]),
        *(one.about["registered_on"], one.about["closed_on"], one.about["status"]),
        *(one.national, one.differs, IN_YEAR not in one.source_kinds),
    )


_SPAN = ("id", "urn", "since", "since_known", "until", "until_known", "national")


def _write(
    providers: Sequence[tuple[Any, ...]], events: Sequence[tuple[Any, ...]], spans: Sequence[tuple[Any, ...]]
) -> None:
    """Write the derived rows over those that are there. Numbers follow the order of the content."""
    Event.objects.all()._raw_delete(Event.objects.db)  # no signal and no cascade hangs on these rows
    Registration.objects.all()._raw_delete(Registration.objects.db)
    insert(InspectedHome, _PROVIDER, providers, over="urn")
    kept = {row[0] for row in providers}
    gone = [urn for urn in InspectedHome.objects.values_list("urn", flat=True) if urn not in kept]
    for start in range(0, len(gone), 500):
        InspectedHome.objects.filter(urn__in=gone[start : start + 500]).delete()
    insert(Event, _EVENT, [(number, *row) for number, row in enumerate(events, start=1)])
    insert(Registration, _SPAN, [(number, *row) for number, row in enumerate(spans, start=1)])
    if len(events) > 1000:
        with connection.cursor() as cursor:  # without it PostgreSQL takes minutes over what needs milliseconds
            for model in (Event, InspectedHome, Registration):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], over: str = "") -> None:
    """Plain inserts, many at once: several times as quick as rows made into objects first, on both databases.

    With ``over``, a row that is there already under that key is written over.
    """
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    marks = ", ".join(["%s"] * len(columns))
    changed = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in columns if name != over)
    conflict = f" ON CONFLICT ({quote(over)}) DO UPDATE SET {changed}" if over else ""
    command = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks}){conflict}"  # noqa: S608 - our names
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            cursor.executemany(command, [tuple(map(_plain, row)) for row in rows[start : start + AT_ONCE]])


def _plain(value: Any) -> Any:
    """A day as text, which both databases read as a day."""
    return value.isoformat() if isinstance(value, date) else value


def otherwise(one: Inspection) -> Iterator[tuple[SourcedStatement, str]]:
    """The statements that say otherwise of an inspection than what counts, each with a sentence."""
    for word in one.words:
        if (word.kind, word.on) != (one.kind, one.on) or (word.grade and word.grade != one.grade):
            yield word, f"Here {_in_words(word)}; what counts is {_in_words(one)}."


def _in_words(one: Any) -> str:
    judged = words.GRADES.get(one.grade or 0, "")
    return " ".join(filter(None, (one.kind, f"{one.on:%d/%m/%Y}", judged)))


def differing(said: Iterable[SourcedStatement]) -> list[tuple[Inspection, list[SourcedStatement]]]:
    """The inspections of a provider of which files say different things, each with all its statements."""
    return [(one, list(one.words)) for one in merged(list(said)) if one.differs]


_OF_SOURCE = ("id", "file_id", "file__sha256", "sheet", "kind", "day", "since", "whole", "national")


def words_of(urns: Iterable[str]) -> dict[str, list[SourcedStatement]]:
    """Everything that files say of some providers, for each the newest last."""
    fields = (*COLUMNS, "day", *(f"source__{name}" for name in _OF_SOURCE))
    found: dict[str, list[SourcedStatement]] = {}
    for row in StoredStatement.objects.filter(urn__in=list(urns)).values_list(*fields):
        found.setdefault(row[0], []).append(sourced(row, StatementSource(*row[len(COLUMNS) + 1 :])))
    return {urn: sorted(said, key=attrgetter("order")) for urn, said in found.items()}


def words_about(urn: str) -> list[SourcedStatement]:
    """Everything that files say of one provider, the newest last."""
    return words_of([urn]).get(urn, [])
