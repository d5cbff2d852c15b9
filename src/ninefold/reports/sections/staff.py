"""Who worked here, supervision held, and how far the qualifications are that the law asks for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Q

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import long_day
from ninefold.people.models import Role
from ninefold.reports import records
from ninefold.reports.blocks import Block, Figure, Heading, Para, Table, Tag, Text, line
from ninefold.reports.frame import Frame
from ninefold.reports.names import length
from ninefold.reports.scope import Scope

SUBJECTS = ("home",)
PARAMETERS = {"supervision": "fact"}
WIDTHS = (4, 4, 3, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who worked here in the period."""

    id: str
    role: str
    since: date
    supervisions: int
    last_supervised: date | None
    care_role_since: date | None
    level3_on: date | None
    managed_since: date | None
    level5_on: date | None


class Team(NamedTuple):
    """Who worked here, how often supervision was held, and the fact that says so."""

    people: list[Colleague]
    supervisions: Figure
    fact: str


def read(scope: Scope, *, supervision: str) -> Team:
    """Who had a role in the period, by rank; ``supervision`` is the fact that supervision was held."""
    latest = _roles(scope)
    held = _held(scope, supervision, latest)
    people = [_colleague(role, *held.get(id, (0, None))) for id, role in latest.items()]
    return Team(sorted(people, key=_rank), scope.figure("fact", supervision), supervision)


def _roles(scope: Scope) -> dict[str, Role]:
    """Each worker's newest role of the period."""
    roles = Role.objects.filter(home=scope.viewer.home, from_at__lt=scope.period.end)
    here = roles.filter(Q(to_at=None) | Q(to_at__gte=scope.period.start))
    return {role.worker_id: role for role in here.select_related("worker").order_by("from_at")}


def _held(scope: Scope, fact: str, workers: Collection[str]) -> dict[str, tuple[int, date | None]]:
    """How often each worker had supervision in the period, and when last up to its end."""
    ever = records.standing_facts(scope.viewer, fact).filter(subject__in=workers, at__lt=scope.period.end)
    last = dict(ever.values_list("subject").annotate(Max("at")).order_by())
    counted = records.facts(scope, fact).values_list("subject")
    times = dict(counted.annotate(Count("record_id", distinct=True)).order_by())
    return {worker: (times.get(worker, 0), clock.local(at).date()) for worker, at in last.items()}


def _colleague(role: Role, supervisions: int, last: date | None) -> Colleague:
    worker = role.worker
    return Colleague(
        id=worker.pk,
        role=role.name,
        since=worker.started_on or clock.local(role.from_at).date(),
        supervisions=supervisions,
        last_supervised=last,
        care_role_since=worker.care_role_since,
        level3_on=worker.level3_on,
        managed_since=worker.managed_since,
        level5_on=worker.level5_on,
    )


def _rank(colleague: Colleague) -> tuple[int, date, str]:
    ranks = list(lawbook.current().words.roles)
    rank = ranks.index(colleague.role) if colleague.role in ranks else len(ranks)
    return rank, colleague.since, colleague.id


def draw(data: Team, frame: Frame) -> list[Block]:
    """How often supervision was held, and a row for each worker."""
    noun = frame.period.noun
    if not data.people:
        return [Heading("Staff"), Para(line(f"Nobody had a role here in this {noun}."))]
    number = data.supervisions
    rows = tuple(_row(colleague, data.fact, frame) for colleague in data.people)
    columns = ("Name", "Role", "Since", f"Supervision in the {noun}", "Last supervision", "Diploma")
    return [
        Heading("Staff"),
        Para(line("Supervision was held ", number, " time" if number.number == 1 else " times", ".")),
        Table("Who worked here", columns, rows, WIDTHS),
    ]


def _row(colleague: Colleague, fact: str, frame: Frame) -> tuple[Text, ...]:
    return (
        line(frame.names.of(colleague.id)),
        line(frame.library.words.roles.get(colleague.role, colleague.role)),
        line(long_day(colleague.since)),
        line(frame.figure(colleague.supervisions, "fact", fact, colleague.id)),
        line(_last(colleague.last_supervised, frame)),
        _diploma(colleague, frame.period.last),
    )


def _last(on: date | None, frame: Frame) -> str:
    if not on:
        return "none kept here"
    if on >= frame.period.first:
        return long_day(on)
    return f"{long_day(on)} ({length(frame.period.last - on)} before the {frame.period.noun}'s end)"


def _diploma(colleague: Colleague, until: date) -> Text:
    """The diploma that somebody's role asks for: reached, or since when they have been on the way."""
    if colleague.managed_since:
        return _reached("Level 5", colleague.level5_on, "manager", colleague.managed_since, until)
    if colleague.care_role_since:
        return _reached("Level 3", colleague.level3_on, "care role", colleague.care_role_since, until)
    return line("none asked for")


def _reached(name: str, on: date | None, role: str, since: date, until: date) -> Text:
    if on and on <= until:
        return line(f"{name}, {long_day(on)}")
    return line(Tag(f"{name} not yet", "soon"), f", {role} since {long_day(since)}")
