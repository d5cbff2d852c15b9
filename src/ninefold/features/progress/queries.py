"""The progress pages of every room: all series of a child, a worker or the home in small, and one of them at large.

A small picture is a few numbers that the template draws. The large one is drawn as charts are everywhere, and each of
its points opens the record that says it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.safestring import SafeString, mark_safe

from ninefold import lawbook
from ninefold.base import clock, english
from ninefold.insight.progress import Course, Point, courses
from ninefold.people.access import Viewer
from ninefold.reports import charts
from ninefold.reports.blocks import Chart
from ninefold.web import rooms

WIDTH, HEIGHT, EDGE = 160, 44, 6
LINE = 240  # points that a line is drawn through one by one; of more it takes every second, third and so on
MARKED = 60  # points of a long series that are marked and open; all of them stand in the table


@dataclass(frozen=True, slots=True)
class Small:
    """A series in small: its line as coordinates, where it starts and ends, and the page that has it at large."""

    course: Course
    href: str
    line: str
    start: tuple[float, float]
    end: tuple[float, float]


def overview(viewer: Viewer, subject: str, about: str, large: Callable[[str], str]) -> dict[str, Any]:
    """What the page of all series needs: those that make a line in small, and those with a first point only.

    ``large`` gives the address of the page that has a series at large.
    """
    found = courses(viewer, subject, about)
    shelves: dict[str, list[Small]] = {}
    for one in found:
        if one.drawn:
            shelves.setdefault(one.area, []).append(_small(one, large(one.series.id)))
    titles = lawbook.current().words.areas
    return {
        "shelves": [(titles[area], shelves[area]) for area in titles if area in shelves],
        "begun": [one for one in found if not one.drawn],
    }


def at_large(viewer: Viewer, subject: str, about: str, series: str, year: str = "") -> dict[str, Any]:
    """What the page of one series needs: all of it as a picture, one year as a table where there is much of it.

    Raises Http404 when there is nothing of it.
    """
    course = next(iter(courses(viewer, subject, about, only=series)), None)
    if course is None:
        raise Http404
    years = course.years if len(course.points) > LINE else []
    shown = int(year) if year.isdigit() and int(year) in years else next(iter(years), 0)
    return {
        "course": course,
        "picture": _picture(viewer, course) if course.drawn else "",
        "every": _step(course.points),
        "years": years,
        "year": shown,
        "points": [point for point in reversed(course.points) if not years or point.on.year == shown],
    }


def _step(points: list[Point]) -> int:
    """Of a long series every so manieth point makes the line."""
    return 1 + len(points) // LINE


def _line(points: list[Point]) -> list[Point]:
    """The points that make the line, the first and those that are marked among them."""
    long = len(points) > LINE
    return [*points[: -MARKED : _step(points)], *points[-MARKED:]] if long else points


def _small(course: Course, href: str) -> Small:
    """The line of a series in a small box: time from left to right, the number from below."""
    points = _line(course.points)
    times = [point.at.timestamp() for point in points]
    values = [point.value for point in points]
    places = [
        (_along(t, times, EDGE, WIDTH - EDGE), _along(v, values, HEIGHT - EDGE, EDGE))
        for t, v in zip(times, values, strict=True)
    ]
    return Small(course, href, " ".join(f"{x},{y}" for x, y in places), places[0], places[-1])


def _along(one: float, all_: list[float], low: float, high: float) -> float:
    """Where ``one`` lies between the least and the most of ``all_``, on a way from ``low`` to ``high``."""
    least, most = min(all_), max(all_)
    share = (one - least) / (most - least) if most > least else 0.5
    return round(low + share * (high - low), 1)


def _picture(viewer: Viewer, course: Course) -> SafeString:
    """The large drawing. It is our own, made of numbers and days; the drawing process escapes what it writes."""
    return mark_safe(charts.linked(_chart(viewer, course)))  # noqa: S308 - drawn by this machine, no one's words in it


def _chart(viewer: Viewer, course: Course) -> Chart:
    unit = course.series.unit
    marked = {id(point) for point in (course.start, *course.points[-MARKED:])}
    rows = tuple(
        _row(viewer, point, unit, start=point is course.start, marked=id(point) in marked)
        for point in _line(course.points)
    )
    alt = f"{course.series.title}, {len(course.points)} points: from {course.start.said} to {course.latest.said}."
    return Chart(course.series.title, alt, charts.course(), ("on", "number", "said", "opens", "place"), rows)


def _row(viewer: Viewer, point: Point, unit: str, *, start: bool, marked: bool) -> tuple[str | float, ...]:
    """A point as the chart holds it."""
    said = f"{english.long_day(point.on)}: {point.said} {unit}".strip()
    place = "start" if start else "point" if marked else "line"
    return clock.text(point.at), point.value, said, rooms.address(viewer, "record", point.record), place
