"""Homes beside each other: as rows, over the years, joining and leaving, and a watch list.

Plain rows for tables, pages and exports. Each question reads the homes once and takes their histories from
``queries.graded_by_home``; what pages ask again and again is kept by ``queries_kept``.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from ninefold.sector import fold, histories, queries
from ninefold.sector.inspections import merged
from ninefold.sector.models import Event, Import, InspectedHome, LastLook, StoredStatement, Watch, label_of
from ninefold.sector.queries import Graded
from ninefold.sector.words import GRADES, folded, owner_key

MOST = 500
OFSTED = "https://reports.ofsted.gov.uk/provider/2/"  # followed by the number; children's homes are kind 2 there


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A home in a table: what it is, its newest grade, and the small run of its grades over the years."""

    urn: str
    name: str
    provision: str
    authority: str
    region: str
    sector: str
    owner: str
    places: int | None
    status: str
    grade: int | None
    inspected_on: date | None
    unbroken_years: int
    classes: tuple[str, ...]
    grades: tuple[tuple[date, int], ...]
    town: str = ""
    postcode: str = ""
    registered_on: date | None = None
    is_open: bool = True
    gone_by: date | None = None
    name_on: date | None = None
    short_breaks: bool | None = None
    owner_key: str = ""
    haystack: str = ""

    @property
    def label(self) -> str:
        """What a list calls it, never a bare number while anything better is known."""
        return label_of(self.name, self.owner, self.town or self.authority, self.urn)

    @property
    def short(self) -> str:
        """The same where number and place stand beside it anyway."""
        return self.name or self.owner or self.label

    @property
    def page(self) -> str:
        """Its page at Ofsted, where its reports and its state today stand."""
        return OFSTED + self.urn

    def as_plain(self) -> dict[str, Any]:
        """For a spreadsheet: one value a column, grades in words, nothing that a spreadsheet would reckon out."""
        row = asdict(self) | {
            "grade": GRADES.get(self.grade or 0, ""),
            "classes": ", ".join(self.classes),
            "grades": "; ".join(f"{on:%d/%m/%Y} {GRADES[grade]}" for on, grade in self.grades),
            "on_register": "yes" if self.is_open else "no",
            "page": self.page,
        }
        return {name: harmless(value) for name, value in row.items() if not isinstance(value, bool)}


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula begins with an apostrophe instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What a shortlist asks for; what is left empty is not asked."""

    authority: str = ""
    region: str = ""
    sector: str = ""
    owner: str = ""
    provision: str = ""
    places_from: int | None = None
    places_to: int | None = None
    grades: tuple[int, ...] = ()
    in_class: str = ""
    unbroken_years: int = 0
    open_only: bool = True
    text: str = ""
    good_since: int = 0
    near: str = ""


def open_homes() -> QuerySet[InspectedHome]:
    """Children's homes on the register, as far as national files tell."""
    return InspectedHome.objects.filter(is_home=True, is_open=True, national=True)


def rows(homes: QuerySet[InspectedHome], most: int | None = MOST) -> list[HomeRow]:
    """Homes as rows, by authority and owner, with their grades over the years."""
    known = queries.covered_years()
    graded = queries.graded_by_home()
    chosen = homes.order_by("authority", "owner", "urn")[:most]
    return [_row(home, graded.get(home.urn, ()), known) for home in chosen]


def _row(home: InspectedHome, graded: Sequence[Graded], known: list[int]) -> HomeRow:
    newest = graded[-1] if graded else None
    return HomeRow(
        urn=home.urn,
        name=home.name,
        provision=home.provision,
        authority=home.authority,
        region=home.region,
        sector=home.sector,
        owner=home.owner,
        places=home.places,
        status=home.status,
        grade=newest.grade if newest else None,
        inspected_on=newest.on if newest else None,
        unbroken_years=histories.unbroken_years(graded, known),
        classes=histories.classes(graded),
        grades=tuple((one.on, one.grade) for one in graded),
        town=home.town,
        postcode=home.postcode,
        registered_on=home.registered_on,
        is_open=home.is_open and home.is_home,
        gone_by=home.gone_by,
        name_on=home.name_on,
        short_breaks=home.short_breaks,
        owner_key=home.owner_key,
        haystack=f" {folded(' '.join((home.urn, home.name, home.owner, home.town, home.authority)))} ",
    )


@dataclass(frozen=True, slots=True)
class YearRow:
    """A group of homes in one inspection year: how many of each grade, and the places behind them."""

    year: int
    homes: int
    by_grade: dict[int, int]
    places_by_grade: dict[int, int]


def over_the_years(within: Q) -> list[YearRow]:
    """Change over time: each home once a year, by its newest full inspection of that year.

    ``within`` is asked of the events, so a home counts where and whose it was on that day.
    """
    fields = ("year", "provider_id", "grade", "places")
    newest: dict[tuple[int, str], tuple[int, int]] = {}
    for year, urn, grade, places in queries.graded().filter(within).order_by("on", "number").values_list(*fields):
        newest[year, urn] = (grade or 0, places or 0)
    homes: dict[int, Counter[int]] = defaultdict(Counter)
    beds: dict[int, Counter[int]] = defaultdict(Counter)
    for (year, _), (grade, places) in newest.items():
        homes[year][grade] += 1
        beds[year][grade] += places
    return [
        YearRow(year, homes[year].total(), *({g: many[year][g] for g in GRADES} for many in (homes, beds)))
        for year in sorted(homes)
    ]


def names(column: str) -> list[tuple[str, int, int]]:
    """The authorities, regions, sectors or owners there are, with their open homes and places."""
    if column not in ("authority", "region", "sector", "owner", "provision"):
        raise ValueError(f"Homes are not listed by {column}.")
    found = open_homes().exclude(**{column: ""}).order_by(column).values_list(column)
    return [
        (name, homes, places or 0) for name, homes, places in found.annotate(homes=Count("urn"), beds=Sum("places"))
    ]


@dataclass(frozen=True, slots=True)
class Watched:
    """A home that somebody follows: the note, the row, and what the newest import brought."""

    watch: Watch
    row: HomeRow
    news: list[Event]


def watch_list(watcher: str) -> list[Watched]:
    """The homes that ``watcher`` follows, with the inspections that came with the newest import."""
    watches = {watch.provider_id: watch for watch in Watch.objects.filter(watcher=watcher)}
    newest = Import.objects.filter(new__gt=0).order_by("-id").first()
    news = first_told_by(newest, list(watches)) if newest else {}
    homes = rows(InspectedHome.objects.filter(urn__in=watches))
    return [Watched(watches[row.urn], row, news.get(row.urn, [])) for row in homes]


def first_told_by(file: Import, urns: Sequence[str]) -> dict[str, list[Event]]:
    """The inspections of these providers that this file told of and no file before it."""
    mentioned = set(
        StoredStatement.objects.filter(source__file=file, urn__in=urns).exclude(kind="").values_list("urn", flat=True)
    )
    fresh = {
        (urn, one.on, one.kind, one.number)
        for urn, said in fold.words_of(mentioned).items()
        for one in merged(said)
        if one.first_file == file.pk
    }
    news: dict[str, list[Event]] = {}
    for event in Event.objects.filter(provider__in=mentioned).select_related("provider").order_by("provider", "on"):
        if (event.provider_id, event.on, event.kind, event.number) in fresh:
            news.setdefault(event.provider_id, []).append(event)
    return news


@dataclass(frozen=True, slots=True)
class OwnerName:
    """A name that files gave as the owner of some homes: of how many, and the first and the last day of which they speak."""

    name: str
    homes: int
    since: date
    until: date


def owner_names(homes: QuerySet[InspectedHome]) -> list[OwnerName]:
    """Every name that stood as the owner of these homes, the newest first: names that changed, and whom they were bought of."""
    statements = StoredStatement.objects.filter(urn__in=homes.values("urn"), source__national=True).exclude(owner="")
    rows = statements.order_by().values_list("owner", "urn", "day").distinct()
    spelt: dict[str, tuple[str, set[str], list[date]]] = {}
    for name, urn, day in sorted(rows, key=lambda row: row[2]):
        _, theirs, days = spelt.get(owner_key(name), ("", set(), []))
        spelt[owner_key(name)] = (name, theirs | {urn}, [*days, day])
    known = [OwnerName(name, len(theirs), days[0], days[-1]) for name, theirs, days in spelt.values()]
    return sorted(known, key=lambda one: (one.until, one.homes, one.name), reverse=True)


def looked(account: str, subject: str) -> datetime | None:
    """When somebody last saw what was new about an area, a home or an owner; None when never."""
    seen: datetime | None = (
        LastLook.objects.filter(account=account, subject=subject[:220]).values_list("at", flat=True).first()
    )
    return seen


def news(urns: Sequence[str], since: datetime | None) -> list[Event]:
    """The inspections of these homes that came with files since somebody looked, or with the newest one; newest first."""
    files = Import.objects.filter(new__gt=0).order_by("-id")
    came = list(files.filter(at__gt=since)) if since else list(files[:1])
    found = [event for file in came for events in first_told_by(file, urns).values() for event in events]
    return sorted(found, key=lambda event: (event.on, event.provider_id), reverse=True)
