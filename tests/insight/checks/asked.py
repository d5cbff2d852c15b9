"""A home made of facts, by hand, for asking one check about it. Jay and Kit live here; Dana, Sam and Helen work here."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from ninefold.base import clock
from ninefold.insight.checks.look import FactView, Found, Look, Note, OpenDuty, RoleSpan, Stay
from ninefold.insight.checks.run import CHECKS
from ninefold.insight.findings import Finding

NOW = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # a Saturday, one o'clock in London
LONG_AGO = NOW - timedelta(days=300)
_numbers = count(1)

HERE = Look(
    home="home",
    now=NOW,
    called="Larch House",
    places=4,
    ages=(8, 17),
    names={
        "jay": "Jay",
        "kit": "Kit",
        "dana": "Dana Price",
        "sam": "Sam Okoro",
        "helen": "Helen Marsh",
        "home": "Larch House",
    },
    born={"jay": date(2013, 5, 9), "kit": date(2010, 11, 30)},
    stays=[Stay("jay", LONG_AGO), Stay("kit", LONG_AGO)],
    held=[
        RoleSpan("dana", "support-worker", LONG_AGO),
        RoleSpan("sam", "agency-worker", LONG_AGO),
        RoleSpan("helen", "registered-manager", LONG_AGO),
    ],
    keys=[RoleSpan("dana", "jay", LONG_AGO), RoleSpan("dana", "kit", LONG_AGO)],
    strengths={"jay": 3, "kit": 3},
    voiced={"jay": NOW, "kit": NOW},
    plans={"risks": "Risk assessment"},
)


def at(days_ago: int, hour: str = "12:00") -> datetime:
    """So many days ago, at an hour in London."""
    day = clock.local(NOW).date() - timedelta(days=days_ago)
    return clock.from_local(datetime.combine(day, time.fromisoformat(hour)))


def said(
    who: str = "jay",
    when: datetime = NOW,
    value: str = "",
    record: str = "",
    by: str = "dana",
    late: timedelta = timedelta(minutes=5),
    answers: tuple[str, ...] = (),
    row: str = "",
    **data: str,
) -> FactView:
    """A fact. Each stands in a record of its own unless it is said which."""
    number = next(_numbers)
    return FactView(
        name="fact",
        subject=who,
        record=record or f"R{number}",
        entry=f"E{number}",
        at=when,
        known_at=when + late,
        value=value,
        row=row,
        author=by,
        data=data,
        answers=answers,
    )


def shift(who: str, begins: datetime, hours: float = 8, agency: str = "no", record: str = "") -> FactView:
    """Somebody's shift as the roster says it was worked."""
    return said(who, begins, "no", record, until=clock.text(begins + timedelta(hours=hours)), agency=agency)


def note(child: str, text: str, days_ago: int = 1, record: str = "", by: str = "dana") -> Note:
    """Something written about a child."""
    return Note(record or f"R{next(_numbers)}", child, at(days_ago, "20:00"), by, text)


def owed(duty: str, who: str = "jay", days_over: int = 1, by_others: bool = False) -> OpenDuty:
    """Something that should have been done so many days ago."""
    title = f"Do the {duty}"
    due = NOW - timedelta(days=days_over)
    return OpenDuty(duty, title, who, f"R{next(_numbers)}", due - timedelta(days=5), due, f"{duty}/{who}", by_others)


@dataclass(frozen=True)
class Asked:
    """A home, and the facts that a check is given."""

    look: Look
    facts: dict[str, Sequence[FactView]] = field(default_factory=dict)

    def found(self, id: str) -> list[Finding]:
        """What the check says."""
        made = CHECKS[id](self.look, **self.facts)
        return [one.finding(id) if isinstance(one, Found) else one for one in made]


def ask(look: Look = HERE, **facts: Sequence[FactView]) -> Asked:
    """A question to one check."""
    return Asked(look, facts)


def like(**changed: Any) -> Look:
    """The home, other in some things."""
    return replace(HERE, **changed)


@dataclass(frozen=True)
class Case:
    """What a check is asked: where it speaks, what it then says, and where it is quiet."""

    speaks: Asked
    says: str
    quiet: tuple[Asked, ...]
