"""The home's own particulars: name, number, provider, places, the area's authority, who leads it, who made this and when."""

from typing import NamedTuple

from django.db.models import Q

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import listed, long_day
from ninefold.people.models import Home, Role
from ninefold.reports.blocks import Block, Heading, KeyValues, line
from ninefold.reports.frame import Frame
from ninefold.reports.scope import Scope

SUBJECTS = ("home", "child")
PARAMETERS = {"heading": "words?", "leaders": "lines?", "edition": "words?"}


class Particulars(NamedTuple):
    """The home, who has each of some roles, and who made the report."""

    heading: str
    home: Home
    leaders: dict[str, list[str]]
    by: str
    edition: str


def read(
    scope: Scope, *, heading: str = "The home", leaders: list[str] | None = None, edition: str = ""
) -> Particulars:
    """``leaders`` are the roles whose holders are named; ``edition`` says which edition of a form this follows."""
    end = min(scope.period.end, scope.viewer.now)
    held = Role.objects.filter(home=scope.viewer.home, from_at__lt=end, name__in=leaders or [])
    named: dict[str, list[str]] = {role: [] for role in leaders or []}
    for role in held.filter(Q(to_at=None) | Q(to_at__gte=end)).order_by("from_at"):
        named[role.name].append(role.worker_id)
    return Particulars(heading, scope.viewer.home, named, scope.viewer.name, edition)


def draw(data: Particulars, frame: Frame) -> list[Block]:
    """Names with what they are; a role that nobody has is a gap."""
    home, roles = data.home, lawbook.current().words.roles
    rows = [
        ("Home", line(home.name)),
        ("Unique reference number", line(home.urn)),
        ("Registered provider", line(home.provider.name)),
        ("Registered since", line(long_day(home.registered_on))),
        ("Places and ages", line(f"{home.places} places, {home.age_from} to {home.age_to} years")),
        ("Authority of the area", line(home.host_authority)),
        ("Completed by", line(data.by)),
        ("Completed on", line(long_day(clock.local(frame.made_at).date()))),
        ("Period", line(f"{long_day(frame.period.first)} to {long_day(frame.period.last)}")),
    ]
    if data.edition:
        rows.append(("Edition of the questions", line(data.edition)))
    missing: list[Block] = []
    for role, workers in data.leaders.items():
        title = roles.get(role, role)
        if workers:
            rows.append((title, line(listed([frame.names.of(worker) for worker in workers]))))
        else:
            rows.append((title, line("nobody")))
            missing.append(frame.gap(f"nobody has the role '{title}' here at the end of this {frame.period.noun}."))
    return [Heading(data.heading), KeyValues(tuple(rows)), *missing]
