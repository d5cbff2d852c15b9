"""What is asked of somebody today: few lines, the gravest and nearest first, each an event with its steps.

A matter is one line, however many duties it holds. Several of one custom are one line that says how many more. Old
customs are folded into one: decided once, they are gone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ninefold.base.once import known, once
from ninefold.duties import queries, ranking
from ninefold.duties.models import ObligationRow
from ninefold.features.due import lines, order, ways
from ninefold.features.due.lines import Item
from ninefold.features.due.order import Standing
from ninefold.features.due.ways import Way
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Record
from ninefold.people.access import Viewer, visible
from ninefold.web.leaders import leads

MOST = 9  # lines that ask for something, on a first page
MOST_STEPS = 7


@dataclass(frozen=True, slots=True)
class AskedStep:
    """One step of a matter: done, next, or to come; with the moment that goes with it."""

    state: Literal["done", "next", "later"]
    label: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """What stands as one line, in order: the first is what its button leads to. ``matter`` is the event's record."""

    standings: tuple[Standing, ...]
    matter: str = ""

    @property
    def first(self) -> Standing:
        """What is to be done first: where a life may hang on it, whoever it is for; else what is for who looks."""
        if self.standings[0].claim.harm == "life":
            return self.standings[0]
        return next((one for one in self.standings if one.mine), self.standings[0])


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A group as a page shows it. ``way`` is where its button leads, if it is for who looks, or cannot wait for whom it is
    for. ``more`` are further obligations of the same duty, ``story`` is the event's record."""

    item: Item
    way: Way | None
    mine: bool
    more: int = 0
    steps: tuple[AskedStep, ...] = ()
    folded: int = 0
    story: ledger.Line | None = None

    @property
    def done(self) -> int:
        """How many steps are behind it."""
        return self.folded + sum(step.state == "done" for step in self.steps)

    @property
    def after(self) -> AskedStep | None:
        """The step that comes when this one is done."""
        return next((step for step in self.steps if step.state != "done" and step.label != self.item.duty.title), None)

    @property
    def ahead(self) -> int:
        """How many steps are still to come, the next among them."""
        return sum(step.state != "done" for step in self.steps)


@dataclass(frozen=True, slots=True)
class AskedToday:
    """All that waits, as somebody should see it: what asks today, what is theirs later, what is with others, what is old.

    ``every`` is all of it, in order. Old customs are a leader's to decide. To anybody else they are with others, save what was given to them by name.
    """

    today: list[AskedGroup]
    later: list[Standing]
    others: list[Standing]
    old: list[Standing]
    every: list[Standing]

    @property
    def count(self) -> int:
        """How many lines ask for something today: what the badge says."""
        return len(self.today) + (1 if self.old else 0)


@once
def asked(viewer: Viewer) -> AskedToday:
    """What ``viewer`` is asked for, of all that is owed: read once for a page and its door."""
    return asked_of(viewer, queries.due(viewer))


def asked_of(viewer: Viewer, rows: Iterable[ObligationRow]) -> AskedToday:
    """What ``viewer`` is asked for, of ``rows``."""
    waiting = order.in_order(viewer, rows)
    leader, now = leads(viewer), viewer.now
    old = [one for one in waiting if ranking.is_old(one.claim, now)]
    to_decide = [one for one in old if leader and one.row.subject != viewer.person]  # nobody decides about themselves
    aside = {one.row.pk for one in old if leader or one.claim.whose != "own"}
    fresh = [one for one in waiting if one.row.pk not in aside]
    today = [
        one for one in fresh if ranking.asks_today(one.claim, now) and (one.mine or (leader and _chased(one, now)))
    ]
    taken = {one.row.pk for one in today}
    return AskedToday(
        today=_grouped(viewer, today),
        later=[one for one in fresh if one.mine and one.row.pk not in taken],
        others=[one for one in fresh if not one.mine and one.row.pk not in taken]
        + [one for one in old if one.row.pk in aside and one not in to_decide],
        old=to_decide,
        every=waiting,
    )


def count(viewer: Viewer) -> int:
    """How many lines ask the viewer for something today: what the badge says, as the first page shows it."""
    read = known(asked, viewer)
    soon = read or asked_of(viewer, queries.due(viewer).filter(due_at__lte=viewer.now + ranking.SOON))
    return soon.count


def _chased(one: Standing, now: datetime) -> bool:
    """Whether a leader is asked for what others have to do: when it is over, and more than a habit of the house."""
    grave = one.claim.weight != "custom" or one.claim.harm in ("life", "child")
    return grave and one.claim.over(now)


@until_signed
def _matters(viewer: Viewer, records: Collection[str]) -> dict[str, str]:
    """The matter of each of ``records``, which opened what is asked of the viewer."""
    return dict(Record.objects.filter(pk__in=records, home=viewer.home).values_list("pk", "matter"))


def _grouped(viewer: Viewer, standings: list[Standing]) -> list[AskedGroup]:
    """One group for each matter and each repeated duty, where the most urgent of it stands."""
    matters = _matters(viewer, {one.row.record_id for one in standings if one.duty.starts})
    places: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        places[matters.get(one.row.record_id, "") if one.duty.starts else _alike(one)].append(one)
    groups: dict[str, list[Standing]] = {}
    for place, some in places.items():
        duties = {one.duty.id for one in some}
        alike = len(duties) == 1 and _may_be_told_together(some[0].claim)
        groups.setdefault(_alike(some[0]) if alike else place, []).extend(some)
    place_of = {one.row.pk: n for n, one in enumerate(standings)}
    made = [AskedGroup(tuple(some), place if place in matters.values() else "") for place, some in groups.items()]
    return sorted(made, key=lambda group: min(place_of[one.row.pk] for one in group.standings))


def _may_be_told_together(one: ranking.Claim) -> bool:
    """Whether several of a duty are one line: not where a life, or the law about a child, asks for each by itself."""
    return one.harm in ("law", "house") or (one.harm == "child" and one.weight == "custom")


def _alike(one: Standing) -> str:
    return f"duty {one.duty.id}"


def shown(viewer: Viewer, groups: list[AskedGroup], most: int = MOST) -> list[AskedLine]:
    """The first ``most`` of ``groups`` as lines, with their steps and where their buttons lead."""
    chosen = groups[:most]
    items = lines.items(viewer, [group.first.row for group in chosen])
    answers = ways.of(viewer, items)
    steps, stories = _steps(viewer, [group.matter for group in chosen if group.matter])
    return [
        AskedLine(
            item=item,
            way=_way(group.first, answers[item.obligation.key]),
            mine=group.first.mine,
            more=sum(one.duty.id == group.first.duty.id for one in group.standings) - 1,
            steps=_cut(steps.get(group.matter, [])),
            folded=_folded(steps.get(group.matter, [])),
            story=stories.get(group.matter),
        )
        for group, item in zip(chosen, items, strict=True)
    ]


def _way(first: Standing, ways_on: list[Way]) -> Way | None:
    if not first.mine and first.claim.harm != "life":
        return None
    return next((way for way in ways_on if not way.also), None)


def _steps(viewer: Viewer, matters: list[str]) -> tuple[dict[str, list[AskedStep]], dict[str, ledger.Line]]:
    """The steps of each matter, as far as the viewer may see it, and the record at its head."""
    if not matters:
        return {}, {}
    owed, first = _of_matters(viewer, tuple(matters))
    heads = {line.record.pk: line for line in ledger.lines(viewer, first)}
    return {matter: _in_steps(rows, heads.get(matter)) for matter, rows in owed.items()}, heads


@until_signed
def _of_matters(viewer: Viewer, matters: tuple[str, ...]) -> tuple[dict[str, list[ObligationRow]], list[Record]]:
    """What was ever owed of each matter, and the records at their heads, as far as the viewer may see them."""
    records = list(visible(viewer, Record.objects.filter(matter__in=matters, home=viewer.home, withdrawn=False)))
    matter_of = {one.pk: one.matter for one in records}
    owed: dict[str, list[ObligationRow]] = defaultdict(list)
    for row in queries.opened(viewer).filter(record_id__in=matter_of, void_at=None):
        if lines.duty(row.duty).starts:
            owed[matter_of[row.record_id]].append(row)
    return dict(owed), [one for one in records if one.pk in matters]


def _in_steps(rows: list[ObligationRow], head: ledger.Line | None) -> list[AskedStep]:
    """What was written down and done, what is next and what is to come; each duty once."""
    begun = [AskedStep("done", head.type.short, head.record.happened_at)] if head else []
    done = sorted((row for row in rows if row.met_at), key=lambda row: (row.met_at, row.key))
    behind = {row.duty: AskedStep("done", lines.duty(row.duty).title, row.met_at) for row in done}
    ahead: dict[str, ObligationRow] = {}
    for row in sorted((row for row in rows if not row.met_at), key=lambda row: (row.due_at, row.key)):
        ahead.setdefault(row.duty, row)
    to_come = [
        AskedStep("later" if n else "next", lines.duty(id).title, row.due_at)
        for n, (id, row) in enumerate(ahead.items())
    ]
    return [*begun, *(step for id, step in behind.items() if id not in ahead), *to_come]


def _folded(steps: list[AskedStep]) -> int:
    """How many of the first done ones are folded into one mark, so that about seven stand there."""
    done = sum(step.state == "done" for step in steps)
    return min(len(steps) - MOST_STEPS + 1, done) if len(steps) > MOST_STEPS else 0


def _cut(steps: list[AskedStep]) -> tuple[AskedStep, ...]:
    return tuple(steps[_folded(steps) :])
