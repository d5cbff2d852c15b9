"""What the provider's other homes wrote of a child who came from there, as far as clocks and statuses need it.

A birthday, the periods in care and the reviews that were held go with a child who moves to a sister home; what tells of
the stay itself (who moved in and out, who was locked in) is each home's own. Nothing is copied: it is read where it was
signed, so that a correction there is a correction here. It keeps its dates and its value and loses its words; it hangs
on the record of the child's arrival here, so that who may not read of that does not learn of it, and nothing of the
other home opens. What a restricted kind of record states never comes along.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from ninefold import lawbook
from ninefold.base import clock
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.of_library import of_library
from ninefold.lawbook.statuses import BORN, facts_read
from ninefold.ledger.factrows import from_row
from ninefold.ledger.models import FactRow
from ninefold.people.models import Home, Person, Placement

CAME = "child.moved-in"  # who only comes for short breaks is looked after elsewhere still, and nothing is carried
HERE_ONLY = ("living-here", "locked")  # statuses that tell of a stay in one home
FACT_COLUMNS = tuple(str(field.column) for field in FactRow._meta.concrete_fields if field.column != "id")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")


@of_library
def of_stays() -> frozenset[str]:
    """The facts that tell of a stay in one home, and go nowhere."""
    return facts_read(lawbook.current().statuses, HERE_ONLY) - {BORN}


@of_library
def kept_back() -> frozenset[str]:
    """The facts that some restricted kind of record states."""
    records = lawbook.current().records.values()
    return frozenset(
        rule.fact
        for kind in records
        if kind.sensitivity == "restricted"
        for rules in kind.rules.values()
        for rule in rules
    )


def moving(names: Iterable[str]) -> frozenset[str]:
    """Those of ``names``, facts about a child, that go with the child from home to home."""
    return frozenset(names) - of_stays() - kept_back()


def carried(
    home: Home,
    details: Collection[str],
    done: Collection[str],
    *,
    subjects: Collection[str] | None = None,
    at: datetime | None = None,
) -> list[Fact]:
    """What sister homes state of children who came to ``home`` (``subjects``, or all), as ``home`` knew it at ``at``.

    ``details`` are carried whenever they were true, ``done`` only if it was by the day on which the child last came.
    Both must be ``moving``. Nothing is known before the arrival itself is. Without ``at`` everything is.
    """
    along = FactRow.objects.filter(_sisters(home), name__in=[*details, *done])
    along = along.filter(subject__in=subjects if subjects is not None else _arrived(home))
    if at is not None:
        along = along.filter(known_at__lte=at)
    by_child: dict[str, list[Fact]] = defaultdict(list)
    for row in along:
        by_child[row.subject].append(from_row(row))
    if not by_child:
        return []
    own = FactRow.objects.filter(home=home, name__in=[CAME, BORN], subject__in=by_child)
    here: dict[str, list[Fact]] = defaultdict(list)
    for row in own:
        if (at is None or row.known_at <= at) and _stands(row.ended_at, at):
            here[row.subject].append(from_row(row))
    return [fact for who, facts in by_child.items() for fact in _of_child(facts, here[who], frozenset(done), at)]


def homes_of(home: Home, subjects: Collection[str]) -> dict[str, list[Home]]:
    """To which sister homes each of ``subjects`` ever came, by anything that was written there."""
    stays = FactRow.objects.filter(_sisters(home), name=CAME, subject__in=subjects).select_related("home")
    homes: dict[str, dict[str, Home]] = defaultdict(dict)
    for row in stays:
        homes[row.subject][row.home_id] = row.home
    return {who: list(there.values()) for who, there in homes.items()}


def shared(home: Home) -> set[str]:
    """Those who came to ``home`` and to a sister home too."""
    stays = FactRow.objects.filter(_sisters(home), name=CAME, subject__in=_arrived(home))
    return set(stays.values_list("subject", flat=True))


def of_children(home: Home, names: Collection[str]) -> list[dict[str, Any]]:
    """The rows that sister homes keep of the children of ``home``: that they came there, and of what goes with a child."""
    children = set(Placement.objects.filter(home=home).values_list("child_id", flat=True))
    there = FactRow.objects.filter(_sisters(home), name=CAME, subject__in=children).values("home")
    wanted = FactRow.objects.filter(home__in=there, name__in={CAME, *names}, subject__in=children)
    return list(wanted.order_by("id").values(*FACT_COLUMNS))


def lock(subjects: Iterable[str]) -> None:
    """Where two homes can write at once, let the second wait, so that it reckons with what the first wrote as well."""
    if connection.vendor == "postgresql":
        list(Person.objects.select_for_update().filter(pk__in=sorted(subjects)).order_by("pk").values_list("pk"))


def _sisters(home: Home) -> Q:
    return Q(home__in=Home.objects.filter(provider=home.provider_id).exclude(pk=home.pk).values("pk"))


def _arrived(home: Home) -> list[str]:
    came = FactRow.objects.filter(home=home, name=CAME).order_by()
    return list(came.values_list("subject", flat=True).distinct())


def _of_child(facts: list[Fact], here: list[Fact], done: frozenset[str], at: datetime | None) -> Iterable[Fact]:
    """The facts of one child, given what this home states itself: when they came, and perhaps the birthday."""
    came = sorted((fact for fact in here if fact.name != BORN), key=lambda fact: (fact.at, fact.entry))
    if not came:
        return
    first = min(fact.known_at for fact in came)
    last_day = _day(came[-1])
    live = [fact for fact in facts if _stands(fact.ended_at, at)]
    born = max((fact for fact in live if fact.name == BORN), key=lambda fact: (fact.known_at, fact.entry), default=None)
    known_here = any(fact.name == BORN for fact in here)
    standing = {fact.name for fact in live}
    since = _first_known(facts)
    for fact in facts:
        over = fact.ended_at is not None and fact.ended_at <= first and fact.name not in standing
        if fact.name == BORN and (known_here or (born is not None and fact is not born)):
            continue  # this home's own word on a birthday counts here, and of several elsewhere the last
        if over or (fact.name in done and _day(fact) > last_day):
            continue
        yield replace(
            fact, record=came[-1].record, known_at=since[id(fact)], author="", answers=(), matter="", carried=True,
            elsewhere=True, data={name: day for name, day in fact.data.items() if _DAY.fullmatch(day)},
        )  # fmt: skip


def _stands(ended_at: datetime | None, at: datetime | None) -> bool:
    """Whether what ended at ``ended_at`` was still believed at ``at``; without it, whether it is."""
    return ended_at is None or (at is not None and ended_at > at)


def _first_known(facts: Iterable[Fact]) -> dict[int, datetime]:
    """When each was first written: a correction that comes late makes nothing late, in the next home either."""
    corrected = {_place(fact, fact.ended_at): fact for fact in facts if fact.ended_at and not fact.withdrawn}
    known: dict[int, datetime] = {}
    for fact in facts:
        first = fact
        while (earlier := corrected.get(_place(first, first.known_at))) and earlier.known_at < first.known_at:
            first = earlier
        known[id(fact)] = first.known_at
    return known


def _place(fact: Fact, at: datetime) -> tuple[str, str, str, datetime]:
    return fact.name, fact.record, fact.row, at


def _day(fact: Fact) -> date:
    return clock.local(fact.at).date()
