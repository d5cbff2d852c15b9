"""Answers over the whole country, worked out once after each import and kept in memory by this process.

The data changes only when a file is taken, so the newest import tells whether what is kept still holds.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Q

from ninefold.sector import authorities, figures, lists, queries, rates, years
from ninefold.sector.lists import HomeRow, Shortlist
from ninefold.sector.models import INVENTED_NAME, Import, InspectedHome
from ninefold.sector.rates import BY, InspectionStep, Rate, transitions
from ninefold.sector.words import GOOD, folded, owner_key

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
def decades() -> dict[str, list[figures.GradeAnswer]]:
    """The share of homes outstanding, and good or better, three years running, for each run of years."""
    return {
        "outstanding": figures.decade(figures.GradeQuestion(1, 3)),
        "good or better": figures.decade(figures.GradeQuestion(2, 3, or_better=True)),
    }


@kept
def summary() -> dict[str, dict[str, int]]:
    """``queries.summary``."""
    return queries.summary()


@kept
def steps() -> list[InspectionStep]:
    """``queries.steps`` of the whole country."""
    return queries.steps()


@kept
def changes() -> dict[str, list[Rate]]:
    """The table of changes of the whole country by each thing it can be told by (``rates.BY``)."""
    return {by: transitions(steps(), by) for by in BY}


@kept
def newest_changes() -> dict[str, list[Rate]]:
    """The same of steps whose two inspections both lie under the newest framework."""
    newest = [step for step in steps() if rates.step_era(step) == rates.NEWEST_ERA]
    return {by: transitions(newest, by) for by in BY}


@kept
def every_home() -> dict[str, HomeRow]:
    """Every provider that was a children's home at any time, by its number; those that have closed among them."""
    once = InspectedHome.objects.filter(Q(registrations__isnull=False) | Q(events__is_home=True)).values("urn")
    return {row.urn: row for row in lists.rows(InspectedHome.objects.filter(urn__in=once), most=None)}


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


@kept
def _owner_keys() -> dict[str, str]:
    """For every name of an owner, the key of the owner that has the homes: its own, or that of its company's other name."""
    rows = InspectedHome.objects.exclude(owner_key="").values_list("owner", "owner_key").order_by("owner").distinct()
    return {owner_key(name): key for name, key in rows}


def owner(name: str) -> str:
    """What every spelling of one owner shares, and every name of one company."""
    key = owner_key(name)
    return _owner_keys().get(key, key)


def _owners() -> list[tuple[str, int, int]]:
    """Owners by the newest spelling of their name, however many there are."""
    counted: dict[str, list[Any]] = defaultdict(lambda: ["", 0, 0])
    for name, homes, places in lists.names("owner"):
        one = counted[owner(name)]
        one[0], one[1], one[2] = one[0] or name, one[1] + homes, one[2] + places
    return [(name, homes, places) for name, homes, places in counted.values()]


def rows_of(urns: list[str]) -> list[HomeRow]:
    """The rows of these homes, in their order; one that is no children's home is left out."""
    every = every_home()
    return [every[urn] for urn in urns if urn in every]


def shortlist(wanted: Shortlist) -> list[HomeRow]:
    """The homes that a shortlist asks for: all of them, however many."""
    near = frozenset((authorities.spelt(wanted.near), *authorities.neighbours(wanted.near))) if wanted.near else None
    with one_state():
        return [
            row
            for row in every_home().values()
            if (row.is_open or not wanted.open_only) and (near is None or row.authority in near) and fits(row, wanted)
        ]


def left_out(wanted: Shortlist) -> dict[str, list[HomeRow]]:
    """The homes that an enquiry would have found but for one thing: off the register, or without a grade yet."""
    closed = [row for row in shortlist(replace(wanted, open_only=False)) if not row.is_open]
    ungraded = []
    if wanted.grades or wanted.good_since or wanted.unbroken_years or wanted.in_class:
        loose = replace(wanted, grades=(), good_since=0, unbroken_years=0, in_class="")
        ungraded = [row for row in shortlist(loose) if not row.grades]
    return {"closed": closed, "ungraded": ungraded}


_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?( ?\d[A-Z]{2})?|[A-Z]{1,2}")


def has_text(row: HomeRow, asked: str) -> bool:
    """Whether a home is what somebody typed: its number, a postcode district, or words of name, owner, town or area."""
    typed = " ".join(asked.upper().split())
    if row.postcode and _POSTCODE.fullmatch(typed):
        district = row.postcode.split()[0]
        if typed in (district, row.postcode) or (typed.isalpha() and re.match(rf"{typed}\d", district)):
            return True
    return all(f" {word}" in row.haystack for word in folded(asked).split())


def fits(row: HomeRow, wanted: Shortlist) -> bool:
    """Whether a home is what a shortlist asks for."""
    same = all(
        not getattr(wanted, name) or getattr(wanted, name).casefold() == getattr(row, name).casefold()
        for name in ("authority", "region", "sector", "provision")
    )
    return (
        same
        and (not wanted.text or has_text(row, wanted.text))
        and (not wanted.good_since or _good_since(row, wanted.good_since))
        and (not wanted.owner or owner(wanted.owner) == row.owner_key)
        and _within(row.places, wanted.places_from, wanted.places_to)
        and (not wanted.grades or row.grade in wanted.grades)
        and (not wanted.in_class or wanted.in_class in row.classes)
        and row.unbroken_years >= wanted.unbroken_years
    )


def _good_since(row: HomeRow, year: int) -> bool:
    """Whether a home has been judged since the inspection year began, and never below good."""
    since = [grade for on, grade in row.grades if years.year_of(on) >= year]
    return bool(since) and max(since) <= GOOD


def _within(places: int | None, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        return True
    return places is not None and (least or 0) <= places and (most is None or places <= most)


def inspected_in(row: HomeRow, year: int) -> bool:
    """Whether the home had a full inspection with a grade in the inspection year."""
    return any(years.year_of(on) == year for on, _ in row.grades)


def warm() -> None:
    """Work out all of it now, so that the first reader after an import does not wait."""
    for make in (
        here,
        newest_outstanding,
        decades,
        summary,
        steps,
        changes,
        newest_changes,
        every_home,
        open_urns,
        places_named,
    ):
        make()
