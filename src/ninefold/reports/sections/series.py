"""Numbers followed over time, as the library's series have them: a line for each child, and a table of first and last."""

from datetime import date
from typing import NamedTuple

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import listed
from ninefold.reports import charts, records
from ninefold.reports.blocks import Block, Chart, Heading, Para, Table, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import short_day
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"series": "series", "heading": "words?"}
FEWEST = 3  # points before a line says anything
Points = list[tuple[str, str, float]]  # ISO day, subject, value


class Followed(NamedTuple):
    """By series, its points in order."""

    heading: str
    points: dict[str, Points]


def read(scope: Scope, *, series: list[str], heading: str = "Over time") -> Followed:
    """The numbers that the series' facts carry in the period."""
    kinds = lawbook.current().series
    return Followed(heading, {name: _points(scope, kinds[name].facts) for name in series})


def _points(scope: Scope, names: tuple[str, ...]) -> Points:
    points: Points = []
    for name in names:
        for at, subject, value in records.facts(scope, name).values_list("at", "subject", "value"):
            if scope.subject and subject != scope.subject:
                continue
            try:
                points.append((clock.local(at).date().isoformat(), subject, float(value)))
            except ValueError:
                continue
    return sorted(points)


def draw(data: Followed, frame: Frame) -> list[Block]:
    """Each series: a chart when there is enough to see, and where it began and is now."""
    blocks: list[Block] = [Heading(data.heading)]
    for name, points in data.points.items():
        blocks += _series(name, points, frame)
    return blocks


def _series(name: str, points: Points, frame: Frame) -> list[Block]:
    kind = frame.library.series[name]
    head = Heading(kind.title, 3)
    if not points:
        return [head, Para(line(f"Nothing was measured in this {frame.period.noun}."), quiet=True)]
    called = {subject: frame.names.of(subject) or frame.home_name for _, subject, _ in points}
    rows = []
    for subject, title in called.items():
        own = [(day, value) for day, who, value in points if who == subject]
        rows.append((line(title), line(str(len(own))), line(_at(own[0], frame)), line(_at(own[-1], frame))))
    table = Table(kind.title, ("Who", "Times", "First", "Last"), tuple(rows), (4, 2, 4, 4))
    if len(points) < FEWEST:
        return [head, table]
    values = [value for *_, value in points]
    spec = charts.lines("Day", "Value", "Who", least=int(min(0, *values)), most=int(max(values)) + 1)
    alt = f"Lines: {kind.title} of {listed(list(called.values()))} in {frame.period.title}, from {min(values):g} to {max(values):g}."
    drawn = tuple((day, value, called[subject]) for day, subject, value in points)
    return [head, Chart(kind.title, alt, spec, ("Day", "Value", "Who"), drawn), table]


def _at(point: tuple[str, float], frame: Frame) -> str:
    return f"{point[1]:g} ({short_day(date.fromisoformat(point[0]), frame.period.year)})"
