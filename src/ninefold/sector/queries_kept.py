"""Answers over the whole country, worked out once after each import and kept in memory by this process.

The data changes only when a file is taken, so the newest import tells whether what is kept still holds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Q

from ninefold.sector import lists, queries, years
from ninefold.sector.lists import HomeRow, Shortlist
from ninefold.sector.models import INVENTED_NAME, Import, Provider
from ninefold.sector.rates import BY, Rate, Step, transitions
from ninefold.sector.words import owner_key

T = TypeVar("T")
_seen: ContextVar[tuple[object, ...] | None] = ContextVar("the state of the files that a page shows", default=None)
_made: dict[str, tuple[object, Any]] = {}


@contextmanager
def one_state() -> Iterator[None]:
    """Within, the newest import is asked for once: a page shows one state of the files throughout."""
    token = _seen.set(stamp())
    try:
        yield
    finally:
        _seen.reset(token)


def stamp() -> tuple[object, ...]:
    """What the newest import is known by; it changes when the data does."""
    seen = _seen.get()
    if seen is not None:
        return seen
    newest = Import.objects.order_by("-id").values_list("id", "sha256", "at", "new").first()
    return newest or ()


def kept(make: Callable[[], T]) -> Callable[[], T]:
    """Keep what ``make`` gives until the next import."""

    @wraps(make)
    def answer() -> T:
        now = stamp()
        found = _made.get(make.__name__)
        if found is None or found[0] != now:
            found = (now, make())
            _made[make.__name__] = found
        answer_of: T = found[1]
        return answer_of

    return answer


@kept
def here() -> dict[str, Any]:
    """``queries.what_is_here``."""
    return queries.what_is_here()


@kept
def is_invented() -> bool:
    """Whether what is here was invented to try things with (``sector.invented``)."""
    return Import.objects.filter(name=INVENTED_NAME).exists()


@kept
def newest_outstanding() -> queries.Stable | None:
    """The homes outstanding in each of the newest three inspection years in a row that the data covers."""
    return queries.newest_stable(1, 3)


@kept
def summary() -> dict[str, dict[str, int]]:
    """``queries.summary``."""
    return queries.summary()


@kept
def steps() -> list[Step]:
    """``queries.steps`` of the whole country."""
    return queries.steps()


@kept
def changes() -> dict[str, list[Rate]]:
    """The table of changes of the whole country by each thing it can be told by (``rates.BY``)."""
    return {by: transitions(steps(), by) for by in BY}


@kept
def every_home() -> dict[str, HomeRow]:
    """Every provider that was a children's home at any time, by its number; those that have closed among them."""
    once = Provider.objects.filter(Q(registrations__isnull=False) | Q(events__is_home=True)).values("urn")
    return {row.urn: row for row in lists.rows(Provider.objects.filter(urn__in=once), most=None)}


@kept
def open_urns() -> frozenset[str]:
    """The homes on the register."""
    return frozenset(lists.open_homes().values_list("urn", flat=True))


@kept
def places_named() -> dict[str, list[tuple[str, int, int]]]:
    """What homes can be grouped by, and the groups with their open homes and places."""
    return {column: lists.names(column) for column in ("authority", "region", "sector", "provision")} | {
        "owner": _owners()
    }


def _owners() -> list[tuple[str, int, int]]:
    """Owners by the newest spelling of their name, however many there are."""
    counted: dict[str, list[Any]] = defaultdict(lambda: ["", 0, 0])
    for name, homes, places in lists.names("owner"):
        one = counted[owner_key(name)]
        one[0], one[1], one[2] = one[0] or name, one[1] + homes, one[2] + places
    return [(name, homes, places) for name, homes, places in counted.values()]


def rows_of(urns: list[str]) -> list[HomeRow]:
    """The rows of these homes, in their order; one that is no children's home is left out."""
    every = every_home()
    return [every[urn] for urn in urns if urn in every]


def shortlist(wanted: Shortlist) -> list[HomeRow]:
    """The homes that a shortlist asks for: all of them, however many."""
    still_open = open_urns() if wanted.open_only else None
    return [row for row in every_home().values() if (still_open is None or row.urn in still_open) and fits(row, wanted)]


def fits(row: HomeRow, wanted: Shortlist) -> bool:
    """Whether a home is what a shortlist asks for."""
    same = all(
        not getattr(wanted, name) or getattr(wanted, name).casefold() == getattr(row, name).casefold()
        for name in ("authority", "region", "sector", "provision")
    )
    return (
        same
        and (not wanted.owner or owner_key(wanted.owner) == owner_key(row.owner))
        and _within(row.places, wanted.places_from, wanted.places_to)
        and (not wanted.grades or row.grade in wanted.grades)
        and (not wanted.in_class or wanted.in_class in row.classes)
        and row.unbroken_years >= wanted.unbroken_years
    )


def _within(places: int | None, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        return True
    return places is not None and (least or 0) <= places and (most is None or places <= most)


def inspected_in(row: HomeRow, year: int) -> bool:
    """Whether the home had a full inspection with a grade in the inspection year."""
    return any(years.year_of(on) == year for on, _ in row.grades)


def warm() -> None:
    """Work out all of it now, so that the first reader after an import does not wait."""
    for make in (here, newest_outstanding, summary, steps, changes, every_home, open_urns, places_named):
        make()
