"""Who has which status in a home, folded from the facts that stand. What the statuses are is the library's word."""

from collections.abc import Collection, Iterable
from datetime import datetime

from ninefold import lawbook
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.holds import Held
from ninefold.lawbook.model import Stage
from ninefold.lawbook.statuses import Fold, facts_read
from ninefold.ledger import sisters
from ninefold.ledger.factrows import from_row
from ninefold.ledger.models import FactRow
from ninefold.people.models import Home


def facts(
    home: Home, subjects: Iterable[str], statuses: Iterable[str], came: Iterable[Fact] | None = None
) -> list[Fact]:
    """The facts on which ``statuses`` of ``subjects`` rest, as they stand, oldest first; what came along with a child
    from a sister home among them (``came``, if that was asked for already). Two queries, and one more when something did."""
    subjects, statuses = list(subjects), list(statuses)
    names = facts_read(lawbook.current().statuses, statuses)
    kept = FactRow.objects.filter(home=home, name__in=names, subject__in=subjects, ended_at=None)
    standing = [from_row(row) for row in kept]
    standing += came_along(home, subjects, statuses) if came is None else came
    return sorted(standing, key=lambda fact: (fact.at, fact.known_at, fact.entry, fact.row))


def came_along(home: Home, subjects: Iterable[str], statuses: Iterable[str]) -> list[Fact]:
    """The facts on which ``statuses`` of ``subjects`` rest that came along with a child from a sister home."""
    names, subjects = facts_read(lawbook.current().statuses, statuses), list(subjects)
    along = sisters.moving(names)
    if not along or all(who == home.pk for who in subjects):
        return []
    return [fact for fact in sisters.carried(home, along, (), subjects=subjects) if fact.ended_at is None]


def fold(told: Iterable[Fact]) -> Fold:
    """``told``, facts that stand in the order of time, ready to be asked who has which status."""
    about: dict[tuple[str, str], list[Fact]] = {}
    for fact in told:
        about.setdefault((fact.name, fact.subject), []).append(fact)
    return Fold(lawbook.current().statuses, about)


def held(home: Home, children: Collection[str], stage: Stage, at: datetime) -> Held:
    """The statuses that ``stage`` asks after, which one of ``children``, and the home, have at ``at``.

    Nothing is said of children who are not chosen yet, nor by a stage that asks everybody the same: no query then.
    """
    asked = [field.applies for field in stage.fields if field.applies]
    wanted = {
        "child": {name for one in asked for name in one.child},
        "home": {name for one in asked for name in one.home},
    }
    subjects = {"child": list(children), "home": [home.pk]}
    told = {kind: names for kind, names in wanted.items() if names and subjects[kind]}
    if not told:
        return {}
    known = fold(
        facts(home, [who for kind in told for who in subjects[kind]], [n for names in told.values() for n in names])
    )
    return {
        kind: [
            name for name in sorted(names) if any(s.holds(at) for who in subjects[kind] for s in known.spans(name, who))
        ]
        for kind, names in told.items()
    }
