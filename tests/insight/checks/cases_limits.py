"""What the law limits: nights of short breaks and hours in a locked place; where each check speaks, and where it is quiet."""

from datetime import datetime, timedelta

from ninefold.insight.checks.look import FactView
from tests.insight.checks.asked import NOW, Asked, Case, ask, at, like, said


def _named(name: str, when: datetime, record: str, value: str = "", **data: str) -> FactView:
    return said("jay", when, value, record, **data)._replace(name=name)


def _break(came: int, went: int, record: str = "B", counted: str = "") -> list[FactView]:
    """A short break that began and ended so many days ago."""
    return [
        _named("short-break.began", at(came, "00:00"), record),
        _named("short-break.ended", at(went, "00:00"), record, counted),
    ]


def _stays(*facts: FactView) -> Asked:
    return ask(like(limited=list(facts)), stays=list(facts))


def _placed(hours_ago: int, *more: FactView) -> Asked:
    placed = _named("secure.placed", NOW - timedelta(hours=hours_ago), "S")
    return ask(like(limited=[placed, *more]), placed=[placed])


CASES = {
    "short-break-over": Case(
        _stays(*_break(30, 10)),
        "Jay's short break from Thu 24 Sep to Wed 14 Oct is 20 nights; one is 17 at most.",
        (
            _stays(*_break(27, 10)),
            _stays(*_break(30, 20, "A"), *_break(12, 2, "B")),
        ),
    ),
    "locked-hours": Case(
        _placed(60),
        "The 72 hours of Jay in a locked place are full on Sun 25 Oct at 01:00 (the first time), and no court's order is "
        "written down.",
        (_placed(60, _named("secure.left", NOW - timedelta(hours=10), "S")),),
    ),
}
