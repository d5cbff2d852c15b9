"""Choices above a list, read from the address; what is not known counts as not chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ninefold.sector import histories, queries_kept, rates
from ninefold.sector import years as years_of
from ninefold.sector.lists import Shortlist
from ninefold.sector.words import GRADES

Option = tuple[str, str]
ANY: Option = ("", "any")
SIZES: dict[str, tuple[str, int | None, int | None]] = {
    "1-2": ("1 or 2 places", 1, 2),
    "3-4": ("3 or 4 places", 3, 4),
    "5-6": ("5 or 6 places", 5, 6),
    "7-9": ("7 to 9 places", 7, 9),
    "10-": ("10 places or more", 10, None),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice above a list."""

    name: str
    label: str
    options: Sequence[Option]
    chosen: str


def choice(given: Mapping[str, str], name: str, label: str, options: Sequence[Option]) -> Choice:
    """The choice called ``name`` as it was made in ``given``; the first option when it was not."""
    asked = given.get(name, "")
    return Choice(name, label, options, asked if asked in {value for value, _ in options} else options[0][0])


def where_and_what(given: Mapping[str, str]) -> list[Choice]:
    """The choices that many lists share: region, authority, sector and size."""
    named = (("region", "Region"), ("authority", "Local authority"), ("sector", "Sector"))
    sizes = [ANY, *((key, title) for key, (title, *_) in SIZES.items())]
    return [*(_named(given, column, label) for column, label in named), choice(given, "size", "Size", sizes)]


def _named(given: Mapping[str, str], column: str, label: str) -> Choice:
    names = [name for name, *_ in queries_kept.places_named()[column]]
    return choice(given, column, label, [ANY, *((name, name) for name in names)])


def of_history(given: Mapping[str, str]) -> list[Choice]:
    """The choices by what a home's inspections gave."""
    classes = [ANY, *((name, name) for name in histories.CLASSES)]
    grades = [ANY, *((str(grade), name) for grade, name in GRADES.items())]
    years = [ANY, *((str(count), f"{count} or more") for count in range(1, 8))]
    return [
        choice(given, "grade", "Newest grade", grades),
        choice(given, "unbroken", "Years at this grade", years),
        choice(given, "history", "Its history", classes),
    ]


def since(given: Mapping[str, str]) -> Choice:
    """Good or better at every full inspection since a year: within one framework, and never over a change of it."""
    known = [year for year in queries_kept.here()["years"] if rates.era_of(years_of.last_day(year)) == rates.NEWEST_ERA]
    options = [ANY, *((str(year), f"April {year}") for year in reversed(known))]
    return choice(given, "since", "Good or better since", options)


def wanted(choices: Sequence[Choice], given: Mapping[str, str], *, open_only: bool = True) -> Shortlist:
    """The shortlist that the choices ask for."""
    chosen = {one.name: one.chosen for one in choices}
    _, least, most = SIZES.get(chosen.get("size", ""), ("", None, None))
    return Shortlist(
        authority=chosen.get("authority", ""),
        region=chosen.get("region", ""),
        sector=chosen.get("sector", ""),
        owner=given.get("owner", ""),
        provision=chosen.get("provision", ""),
        places_from=least,
        places_to=most,
        grades=(int(chosen["grade"]),) if chosen.get("grade") else (),
        in_class=chosen.get("history", ""),
        unbroken_years=int(chosen.get("unbroken") or 0),
        text=given.get("q", "").strip()[:80],
        good_since=int(chosen.get("since") or 0),
        near=given.get("near", "").strip()[:80],
        open_only=open_only,
    )
