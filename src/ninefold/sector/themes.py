"""What reports asked homes to do, gathered by regulation: over homes, owners, areas and years.

Only reports that were brought in are counted, which is never all of them, so there are counts here and no rates.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ninefold.sector import years
from ninefold.sector.models import InspectedHome, InspectionReport


@dataclass(frozen=True, slots=True)
class ThemedRequirement:
    """A requirement with the home it was made of."""

    urn: str
    on: date
    regulation: str
    paragraphs: str
    text: str
    due: date | None
    owner: str
    authority: str
    label: str
    report: int

    @property
    def year(self) -> int:
        """The inspection year of its report."""
        return years.year_of(self.on)


@dataclass(frozen=True, slots=True)
class Theme:
    """A regulation: how often it was named, in how many homes, and by owner, area and year."""

    regulation: str
    times: int
    homes: int
    owners: list[tuple[str, int]]
    areas: list[tuple[str, int]]
    by_year: dict[int, int]


def reports(urns: Iterable[str] | None = None) -> list[InspectionReport]:
    """The reports that are here, of each inspection one, the newest first."""
    rows = InspectionReport.objects.order_by("urn", "-on", "file__sha256")
    rows = rows if urns is None else rows.filter(urn__in=list(urns))
    newest: dict[tuple[str, date], InspectionReport] = {}
    for row in rows:
        newest.setdefault((row.urn, row.on), row)
    return list(newest.values())


def requirements(urns: Iterable[str] | None = None) -> list[ThemedRequirement]:
    """Every requirement of the reports that are here."""
    here = reports(urns)
    named = InspectedHome.objects.filter(urn__in={row.urn for row in here}) if here else ()
    homes = {home.urn: home for home in named}
    return [_asked(row, one, homes.get(row.urn)) for row in here for one in row.facts.get("requirements", ())]


def _asked(row: InspectionReport, one: dict[str, Any], home: InspectedHome | None) -> ThemedRequirement:
    due = date.fromisoformat(one["due"]) if one.get("due") else None
    owner, authority, label = (home.owner, home.authority, home.label) if home else ("", "", row.urn)
    return ThemedRequirement(
        row.urn,
        row.on,
        one["regulation"] or "not read",
        one["paragraphs"],
        one["text"],
        due,
        owner,
        authority,
        label,
        row.pk,
    )


def themes(asked: Iterable[ThemedRequirement]) -> list[Theme]:
    """The regulations by how often they were named."""
    by: dict[str, list[ThemedRequirement]] = defaultdict(list)
    for one in asked:
        by[one.regulation].append(one)
    found = [
        Theme(
            regulation,
            len(many),
            len({one.urn for one in many}),
            Counter(one.owner or "not said" for one in many).most_common(5),
            Counter(one.authority or "not said" for one in many).most_common(5),
            dict(sorted(Counter(one.year for one in many).items())),
        )
        for regulation, many in by.items()
    ]
    return sorted(found, key=lambda theme: (-theme.times, theme.regulation))


@dataclass(frozen=True, slots=True)
class ThemeBeside:
    """A regulation, and how many homes were asked about it: this one, its owner's others, its neighbours."""

    regulation: str
    own: int
    group: int
    neighbours: int


def beside(
    every: Iterable[ThemedRequirement], urn: str, group: Iterable[str], neighbours: Iterable[str]
) -> list[ThemeBeside]:
    """What reports ask of a home, and of how many of the others they ask the same: own first, then what is asked most."""
    theirs, near = set(group) - {urn}, set(neighbours) - {urn}
    asked: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for one in every:
        asked[one.regulation].add(one.urn)
        times[one.regulation] += one.urn == urn
    rows = [
        ThemeBeside(regulation, times[regulation], len(homes & theirs), len(homes & near))
        for regulation, homes in asked.items()
    ]
    return sorted(rows, key=lambda row: (-row.own, -(row.group + row.neighbours), row.regulation))
