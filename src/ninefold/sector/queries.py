"""What the sector's tables are asked. The data is public, so there is no viewer here; every question is bounded.

Children's homes are the events whose own row said so; a provider that became a home counts from then on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, QuerySet

from ninefold.sector import fold, histories, rates, register, words, years
from ninefold.sector.histories import History
from ninefold.sector.models import Event, Import, InspectedHome
from ninefold.sector.rates import InspectionStep
from ninefold.sector.words import FULL, GRADES, owner_key

# Ofsted, "Outstanding children's homes", March 2011.
IN_2011 = {"inspected": 1439, "count": 35}


@dataclass(frozen=True, slots=True)
class Stable:
    """The homes at one grade at each full inspection in each of some inspection years."""

    grade: int
    years: list[int]
    homes: list[str]
    inspected: int
    not_covered: list[int]

    @property
    def share(self) -> float | None:
        """Their share of the homes inspected in the last of the years."""
        return len(self.homes) / self.inspected if self.inspected else None


def graded() -> QuerySet[Event]:
    """The graded full inspections of children's homes: what every count rests on."""
    return Event.objects.filter(is_home=True, national=True, grade__isnull=False)


class Graded(NamedTuple):
    """A graded full inspection of a children's home, with what the home was on that day."""

    urn: str
    on: date
    grade: int
    region: str
    sector: str
    places: int | None
    kind: str = FULL


def graded_by_home() -> dict[str, tuple[Graded, ...]]:
    """The graded full inspections of every home, oldest first. Read once for each state of the files, and then kept.

    Whole histories are what most questions need, and all of them are a few megabytes that change only with an import.
    """
    return _graded_by_home(state())


def state() -> tuple[object, ...]:
    """What tells one state of the files from another: everything here follows from them."""
    return tuple(Import.objects.values_list("id", "sha256", "at", "new"))


@lru_cache(maxsize=1)
def _graded_by_home(state: tuple[object, ...]) -> dict[str, tuple[Graded, ...]]:
    rows = graded().order_by("provider", "on", "number")
    fields = ("provider_id", "on", "grade", "region", "sector", "places")
    every = (Graded(*row) for row in rows.values_list(*fields).iterator(chunk_size=5000))
    return {urn: tuple(theirs) for urn, theirs in groupby(every, itemgetter(0))}


def stable(grade: int, count: int, to: date, *, or_better: bool = False) -> Stable:
    """Homes with a full inspection in each of the ``count`` inspection years ended by ``to``, each at ``grade``; with
    ``or_better`` each at that grade or a better one."""
    wanted = years.ended_by(to, count)
    within = graded().filter(year__gte=wanted[0], year__lte=wanted[-1])
    homes = (
        within.values("provider")
        .order_by("provider")
        .annotate(worst=Max("grade"), best=Min("grade"), in_years=Count("year", distinct=True))
        .filter(in_years=count, **({"worst__lte": grade} if or_better else {"worst": grade, "best": grade}))
    )
    inspected = graded().filter(year=wanted[-1]).aggregate(homes=Count("provider", distinct=True))["homes"]
    missing = sorted(set(wanted) - set(covered_years()))
    return Stable(grade, wanted, [row["provider"] for row in homes], inspected, missing)


def newest_stable(grade: int, count: int) -> Stable | None:
    """The same for the newest years in a row that the data covers; None when there are not so many."""
    run = years.newest_run(covered_years(), count)
    return stable(grade, count, years.last_day(run[-1])) if run else None


def covered_years() -> list[int]:
    """The inspection years that the data covers: in 2020-21, for one, no routine inspections took place."""
    return list(_covered_years(state()))


@lru_cache(maxsize=1)
def _covered_years(state: tuple[object, ...]) -> tuple[int, ...]:
    """From files of whole inspection years where there are any: a register tells of a year's last inspections alone."""
    whole_years = graded().filter(late=False)
    counted = (whole_years if whole_years.exists() else graded()).order_by().values("year")
    homes = counted.annotate(homes=Count("provider", distinct=True))
    return tuple(years.covered(dict(homes.values_list("year", "homes"))))


def data_until() -> date | None:
    """The last day that national files tell of: what happened after it is not known. One home's report moves nothing."""
    newest: date | None = Event.objects.filter(national=True).aggregate(newest=Max("on"))["newest"]
    day = register.newest()
    return max(filter(None, (newest, day)), default=None)


def summary() -> dict[str, dict[str, int]]:
    """Full inspections of children's homes by inspection year and grade. A year without any is left out."""
    counted: dict[str, dict[str, int]] = {}
    rows = graded().order_by("year").values("year", "grade").annotate(count=Count("id"))
    for year, grade, count in rows.values_list("year", "grade", "count"):
        by_grade = counted.setdefault(str(year), dict.fromkeys(GRADES.values(), 0))
        by_grade[GRADES[grade or 0]] = count
    return counted


def what_is_here() -> dict[str, Any]:
    """What the imported files hold: homes, inspections by kind, the days between which they lie, the gaps."""
    known = covered_years()
    national = Event.objects.filter(national=True)
    kinds = national.filter(is_home=True).order_by().values("kind").annotate(count=Count("id"))
    return {
        **national.aggregate(events=Count("id"), first_on=Min("on")),
        "last_on": data_until(),
        "providers": InspectedHome.objects.count(),
        "homes": national.filter(is_home=True).aggregate(homes=Count("provider", distinct=True))["homes"],
        "open": InspectedHome.objects.filter(is_home=True, is_open=True, national=True).count(),
        "register": register.newest(),
        "files": register.kinds_here(),
        "late": late(),
        "kinds": {row["kind"]: row["count"] for row in sorted(kinds, key=lambda row: -row["count"])},
        "ungraded": national.filter(is_home=True, kind="full", grade__isnull=True).count(),
        "years": known,
        "gaps": years.gaps(known),
    }


def late() -> dict[int, int]:
    """By inspection year, the graded full inspections of homes that only registers tell of, in years that a file of
    inspections covers: that file came out before their reports did."""
    known = set(covered_years())
    rows = graded().filter(late=True).order_by("year").values("year").annotate(count=Count("id"))
    return {year: count for year, count in rows.values_list("year", "count") if year in known}


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A row that says otherwise of an inspection than what counts, because a newer file or row does."""

    file: str
    line: int
    urn: str
    why: str


def otherwise() -> list[Otherwise]:
    """Every such row, by provider. What counts does not depend on which file came first, and neither does this."""
    names = dict(Import.objects.values_list("id", "name"))
    urns = Event.objects.filter(differs=True).order_by("provider").values_list("provider_id", flat=True).distinct()
    return [
        Otherwise(names[word.source.file], word.line, urn, why)
        for urn in urns
        for one, _ in fold.differing(fold.words_about(urn))
        for word, why in fold.otherwise(one)
    ]


def imports() -> QuerySet[Import]:
    """The files that were taken, newest first."""
    return Import.objects.order_by("-id").prefetch_related("sources")


@dataclass(frozen=True, slots=True)
class TimelinePoint:
    """A point on a home's line of time: an inspection, or a change between two of them."""

    on: date
    what: str
    event: Event | None = None
    before: str = ""
    after: str = ""


_CHANGES = ("owner", "region", "authority", "places", "provision", "name")
_AGREED = ("", None)


def provider(urn: str) -> InspectedHome | None:
    """The provider with this number."""
    return InspectedHome.objects.filter(urn=urn.strip().upper()).prefetch_related("registrations").first()


def line(home: InspectedHome) -> list[TimelinePoint]:
    """Everything known of a home over the years, oldest first: on and off the register, inspections, changes, gaps."""
    events = list(home.events.order_by("on", "number"))
    moments = [TimelinePoint(event.on, "inspection", event) for event in events]
    moments += _changes(fold.words_about(home.urn))
    missing = set(years.gaps(covered_years()))
    seen = {event.year for event in events}
    moments += [
        TimelinePoint(date(year, 4, 1), "no data", after=years.title(year))
        for year in sorted(missing - seen)
        if seen and min(seen) < year < max(seen)
    ]
    for span in home.registrations.all():
        if span.since_known:
            moments.append(TimelinePoint(span.since, "registered"))
        if span.until and span.until_known and home.closed_on:
            moments.append(TimelinePoint(home.closed_on, "closed"))
        elif span.until:
            moments.append(TimelinePoint(span.until, "off the register", after=f"{span.until:%-d %B %Y}"))
    return sorted(moments, key=lambda moment: (moment.on, moment.what != "registered"))


def _changes(said: Sequence[fold.SourcedStatement]) -> Iterator[TimelinePoint]:
    """What a later file says otherwise about the provider. What either leaves open is no change."""
    before: dict[str, Any] = {}
    for word in said:
        for name in _CHANGES:
            value = getattr(word, name)
            if value in _AGREED or (name == "region" and value not in words.NINE):
                continue
            if name in before and _folded(name, before[name]) != _folded(name, value):
                yield TimelinePoint(word.day, name, None, str(before[name]), str(value))
            before[name] = value


def _folded(name: str, value: Any) -> Any:
    """As it is compared: two spellings of a name are no change."""
    return owner_key(value) if name in ("owner", "name") else words.folded(value) if isinstance(value, str) else value


def history(home: InspectedHome, day: date) -> History:
    """The home's history by ``day`` in a few figures. Its own reports cover their years for this home alone."""
    events = list(home.events.only("on", "kind", "grade", "national"))
    own = {years.year_of(one.on) for one in events if not one.national and one.grade}
    return histories.of(events, day, home.registered_on, sorted({*covered_years(), *own}))


def steps() -> list[InspectionStep]:
    """Each pair of successive full inspections of a home, with what the home was at the second."""
    known = set(covered_years())
    owners = owner_homes()
    homes = dict(InspectedHome.objects.filter(is_home=True).values_list("urn", "owner_key"))
    return [
        InspectionStep(
            urn=urn,
            before=before.grade,
            after=after.grade,
            began=before.on,
            ended=after.on,
            region=after.region,
            sector=after.sector,
            places=after.places,
            owner_homes=owners.get(homes.get(urn, ""), 0),
            over_gap=_over_gap(before.on, after.on, known),
        )
        for urn, theirs in graded_by_home().items()
        for before, after in pairwise(theirs)
    ]


def _over_gap(began: date, ended: date, known: set[int]) -> bool:
    """Whether a year that the data does not cover lies between: an inspection there would not be known."""
    return any(year not in known for year in range(years.year_of(began), years.year_of(ended) + 1))


def owner_homes() -> dict[str, int]:
    """How many homes each owner has on the register."""
    rows = InspectedHome.objects.filter(is_home=True, is_open=True, national=True).exclude(owner_key="")
    return {row["owner_key"]: row["homes"] for row in rows.order_by().values("owner_key").annotate(homes=Count("urn"))}


def usually_next(home: InspectedHome) -> dict[str, list[rates.Rate]]:
    """What homes like this one did next: all homes at its grade, and those of its sector and of its size."""
    theirs = graded_by_home().get(home.urn)
    if not theirs:
        return {}
    newest = theirs[-1]
    era = rates.era_of(newest.on)
    same_grade = [step for step in steps() if step.before == newest.grade and rates.step_era(step) == era]
    wanted = {"all": "all homes", "sector": home.sector or "not said", "size": rates.size_band(home.places)}
    return {
        by: [rate for rate in rates.transitions(same_grade, by) if rate.group == group] for by, group in wanted.items()
    }


def classes() -> dict[str, list[str]]:
    """The homes of each class (``histories.classes``)."""
    found: dict[str, list[str]] = {name: [] for name in histories.CLASSES}
    for urn, theirs in graded_by_home().items():
        for name in histories.classes(theirs):
            found[name].append(urn)
    return found
