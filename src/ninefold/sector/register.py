"""Who was on the register on a day, who joined it and who left it, and what that rests on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ninefold.sector import years
from ninefold.sector.models import Registration, SourceSheet
from ninefold.sector.natures import AS_AT, MOVES, REGISTERS, WAITING


@dataclass(frozen=True, slots=True)
class Basis:
    """What the answer for a day rests on: the registers of that very day, and whether together they are whole.

    ``derived`` says that no register of the day is here, or only one of inspected homes: who else was on it follows
    from registers of other days, lists of joiners and leavers, days of registration and inspections.
    """

    day: date
    files: tuple[str, ...]
    whole: bool
    derived: bool

    @property
    def sentence(self) -> str:
        """The same in a sentence."""
        if self.whole:
            return f"Ofsted's whole register of {self.day:%-d %B %Y}."
        if self.files:
            return (
                f"Ofsted's list of {self.day:%-d %B %Y} names inspected homes only; homes that waited for their first "
                "inspection follow from other files."
            )
        return (
            f"No register of {self.day:%-d %B %Y} is here. It follows from registers of other days, joiners and leavers, "
            "days of registration and inspections."
        )


def on(day: date) -> list[str]:
    """The numbers of the children's homes on the register on ``day``, all kinds of home, by national files alone."""
    within = Registration.objects.filter(national=True, since__lte=day).filter(Q(until=None) | Q(until__gt=day))
    return list(within.order_by("provider").values_list("provider_id", flat=True).distinct())


def basis(day: date) -> Basis:
    """What the answer for ``day`` rests on."""
    of_day = list(_registers().filter(day=day).select_related("file"))
    kinds = {source.kind for source in of_day}
    whole = any(source.whole for source in of_day) or {AS_AT, WAITING} <= kinds
    named = tuple(sorted({source.file.name for source in of_day}))
    return Basis(day, named, whole, derived=not whole)


def _registers() -> QuerySet[SourceSheet]:
    return SourceSheet.objects.filter(kind__in=REGISTERS, national=True)


def newest() -> date | None:
    """The day of the newest register that is here."""
    day: date | None = _registers().order_by("-day").values_list("day", flat=True).first()
    return day


def days() -> list[date]:
    """The days of which a register is here, oldest first."""
    return sorted(set(_registers().values_list("day", flat=True)))


def kinds_here() -> dict[str, list[date]]:
    """The kinds of national file that are here, each with the days they speak of."""
    found: dict[str, set[date]] = {}
    for kind, day in SourceSheet.objects.filter(national=True).values_list("kind", "day"):
        found.setdefault(kind, set()).add(day)
    return {kind: sorted(many) for kind, many in found.items()}


@dataclass(frozen=True, slots=True)
class YearOfRegister:
    """Who joined and who left the register in an inspection year, and whether Ofsted's own list of it is here."""

    year: int
    joined: list[str]
    left: list[str]
    listed: bool


def changes(within: QuerySet[Registration] | None = None) -> list[YearOfRegister]:
    """Joiners and leavers by inspection year. A home that joined and left within a year is in both, as in Ofsted's lists."""
    rows = Registration.objects.filter(national=True) if within is None else within
    joined: dict[int, set[str]] = {}
    left: dict[int, set[str]] = {}
    for urn, since, until in rows.values_list("provider_id", "since", "until"):
        joined.setdefault(years.year_of(since), set()).add(urn)
        if until:
            left.setdefault(years.year_of(until), set()).add(urn)
    listed = {years.year_of(day) for day in SourceSheet.objects.filter(kind=MOVES).values_list("day", flat=True)}
    return [
        YearOfRegister(year, sorted(joined.get(year, ())), sorted(left.get(year, ())), year in listed)
        for year in sorted({*joined, *left})
    ]


def moved(year: int) -> YearOfRegister:
    """Who joined and who left in one inspection year."""
    found = next((change for change in changes() if change.year == year), None)
    return found or YearOfRegister(year, [], [], listed=False)
