"""Who is on call now, from the newest on-call rota, and what was asked and answered lately."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ninefold.base import clock
from ninefold.insight.numbers import dialled
from ninefold.ledger import books
from ninefold.ledger import queries as ledger
from ninefold.ledger.kept import until_signed
from ninefold.ledger.models import Record
from ninefold.ledger.queries import Line
from ninefold.people.access import Viewer

ROTA, ADVICE = "on-call-rota", "on-call-advice"
# A rota names days. Whoever has a day has the night after it, until the home is awake again.
CHANGES = timedelta(hours=8)
LATELY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answers:
    """Somebody who answers: who, the number as it is written, and for the rota's own people the reference."""

    name: str
    number: str
    who: dict[str, str] | None = None
    until: date | None = None

    @property
    def href(self) -> str:
        """The number as a telephone dials it."""
        return "tel:" + dialled(self.number)


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who is on call now, whom to ring if they do not answer, what they should know, and the rota that says so."""

    now: Answers | None
    then: list[Answers]
    note: str
    record: str


def on_call(viewer: Viewer) -> OnCall | None:
    """Who answers now; None where no rota is written."""
    newest = _newest_rota(viewer)
    if newest is None:
        return None
    answers = books.standing(viewer, [newest])[newest.pk][0].content
    then = [Answers(row["who"], row["number"]) for row in answers.get("then", [])]
    return OnCall(_now(viewer, answers), then, answers.get("note", ""), newest.pk)


@until_signed
def _newest_rota(viewer: Viewer) -> Record | None:
    return next(iter(books.book(viewer, [ROTA])), None)


def _now(viewer: Viewer, answers: dict[str, Any]) -> Answers | None:
    """The turn that today lies in; before the morning, still yesterday's."""
    day = clock.local(viewer.now - CHANGES).date().isoformat()
    for turn in answers.get("turns", []):
        if turn["from_day"] <= day <= turn["until_day"]:
            person = turn["person"]
            return Answers(person["name"], turn["number"], person, date.fromisoformat(turn["until_day"]))
    return None


def lately(viewer: Viewer) -> list[Line]:
    """What was asked of on call and answered in the last day, the latest first."""
    kept = ledger.records(viewer).filter(type=ADVICE, happened_at__gt=viewer.now - LATELY)
    return ledger.lines(viewer, kept.order_by("-happened_at", "-pk")[:5])
