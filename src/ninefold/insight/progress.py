"""How a number goes over time: every series of the library that somebody has points of, from where they started."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ninefold import lawbook
from ninefold.base import clock
from ninefold.lawbook.books import Series
from ninefold.lawbook.of_library import of_library
from ninefold.ledger import queries as ledger
from ninefold.people.access import Viewer

ENOUGH = 2  # points that make a line
MANY = 12  # points from which one day says little


@dataclass(frozen=True, slots=True)
class Point:
    """A number at a moment, and the record that says it. ``day`` says that only the day is known."""

    at: datetime
    value: float
    record: str
    day: bool

    @property
    def on(self) -> date:
        """Its day in London."""
        return clock.local(self.at).date()

    @property
    def said(self) -> str:
        """The number as people write it."""
        return f"{self.value:.6g}"


@dataclass(frozen=True, slots=True)
class Course:
    """A series with somebody's points in it, the oldest first. There is at least one."""

    series: Series
    points: list[Point]

    @property
    def start(self) -> Point:
        """Where it began."""
        return self.points[0]

    @property
    def latest(self) -> Point:
        """Where it stands."""
        return self.points[-1]

    @property
    def span(self) -> str:
        """From where to where it goes, for those who do not see its line."""
        return f"{len(self.points)} points from {self.start.said} to {self.latest.said}"

    @property
    def drawn(self) -> bool:
        """Whether there are enough points for a line."""
        return len(self.points) >= ENOUGH

    @property
    def change(self) -> str:
        """How far it is from where it began, in words that need no picture and no colour.

        Of many points the first and the last quarter are compared: one day says little.
        """
        if not self.drawn:
            return ""
        quarter = len(self.points) // 4 if len(self.points) >= MANY else 0
        first, last = (_mean(self.points[:quarter]), _mean(self.points[-quarter:])) if quarter else self._ends
        by = round(last - first, 1) if quarter else last - first
        way = "up" if by > 0 else "down"
        good = {"none": "", way: ", which is good news"}.get(self.series.better, ", which is harder") if by else ""
        if quarter:
            return f"lately {last:.1f} on average, {first:.1f} at first{good}"
        return f"{way} by {abs(by):.6g} since the start{good}" if by else "as at the start"

    @property
    def area(self) -> str:
        """The shelf of the library whose records state it."""
        areas = _areas()
        return next((areas[fact] for fact in self.series.facts if fact in areas), "")

    @property
    def years(self) -> list[int]:
        """The years that have points, the latest first."""
        return sorted({point.on.year for point in self.points}, reverse=True)

    @property
    def _ends(self) -> tuple[float, float]:
        return self.start.value, self.latest.value


def courses(viewer: Viewer, subject: str, about: str, only: str = "") -> list[Course]:
    """Every series about a child, worker or home (or ``only`` the one of this id) that has points. One query."""
    wanted = [one for one in lawbook.current().series.values() if one.about == about and (not only or one.id == only)]
    by_fact: dict[str, list[Point]] = {}
    for name, at, value, record, day in _rows(viewer, subject, [fact for one in wanted for fact in one.facts]):
        if (number := _number(value)) is not None:
            by_fact.setdefault(name, []).append(Point(at, number, record, day))
    found = [(one, _merged(by_fact.get(fact, []) for fact in one.facts)) for one in wanted]
    return sorted((Course(one, points) for one, points in found if points), key=lambda course: course.series.title)


def _rows(viewer: Viewer, subject: str, facts: list[str]) -> Iterable[tuple[str, datetime, str, str, bool]]:
    """What stands of these facts about ``subject`` by now, in records that the viewer may see: name, time, value,
    record, whether only the day is known. As plain values: ten years have thousands of points."""
    rows = ledger.stated(viewer).filter(name__in=facts, subject=subject, at__lte=viewer.now)
    return rows.order_by("at", "pk").values_list("name", "at", "value", "record_id", "day").iterator(chunk_size=5000)


@of_library
def _areas() -> dict[str, str]:
    """For every fact that the records can state, the shelf of the first of them."""
    found: dict[str, str] = {}
    for kind in lawbook.current().records.values():
        for stage in kind.stages:
            for fact in (*(rule.fact for rule in kind.rules[stage.id]), *(asked.fact for asked in stage.fields)):
                found.setdefault(fact or "", kind.area)
    return found


def _mean(points: list[Point]) -> float:
    return sum(point.value for point in points) / len(points)


def _merged(parts: Iterable[list[Point]]) -> list[Point]:
    return sorted((point for part in parts for point in part), key=lambda point: (point.at, point.record))


def _number(text: str) -> float | None:
    """What a fact's value is worth as a number; nothing when it is none."""
    try:
        return float(text)
    except ValueError:
        return None
