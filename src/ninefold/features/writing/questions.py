"""Questions before signing: "Are you sure?" of what may well be right, and is far more often a slip.

A brake looks at what is to be signed and gives the questions that it has. Each is answered by a tick, which names what was
asked about: an answer changed afterwards is asked about afresh. Another brake joins by standing in BRAKES.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ninefold.base import clock
from ninefold.base.english import age, counted
from ninefold.forms.typed import Typed
from ninefold.lawbook.model import SETTING_UP, RecordType, Stage
from ninefold.people.access import Viewer
from ninefold.people.models import Child
from ninefold.people.queries import came_first, namesakes

SURE = "_sure"
ASKS_AFTER = 60  # days, where a type does not say: so long after, a date is more often a slip than right
GROWN_UP = 18
OLDEST = 25  # years: the age to which anybody leaving care is still supported, and so the oldest whom records speak of


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what a tick says, and the ``mark`` by which the tick is known again."""

    mark: str
    asks: str
    tick: str


class Asked(Exception):
    """Something is asked before this is signed, and nobody has said that it is so."""

    def __init__(self, questions: list[Question]) -> None:
        super().__init__(f"{len(questions)} questions before signing")
        self.questions = questions


@dataclass(frozen=True, slots=True)
class Signing:
    """What a brake looks at: who signs what, with which answers, about which children, when it was, and whom it corrects."""

    viewer: Viewer
    type: RecordType
    stage: Stage
    answers: dict[str, Any]
    own: Collection[str] = ()
    happened_at: datetime | None = None
    children: Sequence[Child] = ()


def same_child(signing: Signing) -> list[Question]:
    """Of a child of this name who is known already: a second one divides their records.

    Of a child whom only a sister home knows nobody is told here, unless the birthday is the same too.
    """
    name, born = str(signing.answers.get("name", "")), signing.answers.get("born_on")
    if signing.type.effect != "child-known" or not name:
        return []
    known = namesakes(signing.viewer, name, signing.own)
    same = [day for day, _ in known if born and day == date.fromisoformat(born)]
    here = [day for day, theirs in known if theirs]
    if not (same or here):
        return []
    day = same[0] if same else here[0]
    told = f", born on {_day(day.isoformat())}," if day else ""
    other = "" if same or not born else f" This one was born on {_day(born)}. Is it the same child, and a birthday is wrong?"
    return [
        Question(
            f"same:{born or ''}:{name.casefold()}",
            f"A child called {name}{told} is known already.{other} A second one would have records of their own, and nobody "
            "would see both.",
            "Yes, this is another child",
        )
    ]


def age_of_a_child(signing: Signing) -> list[Question]:
    """Of a birthday that makes somebody older than anybody whom a children's home writes about, or not born yet."""
    born = signing.answers.get("born_on")
    if signing.type.effect != "child-known" or not born:
        return []
    years = age(date.fromisoformat(born), clock.local(signing.viewer.now).date())
    if 0 <= years <= OLDEST:
        return []
    said = f"{years} years old" if years > 0 else "not born yet"
    return [Question(f"age:{born}", f"Born on {_day(born)}, they would be {said}.", "Yes, the birthday is right")]


def age_at_arrival(signing: Signing) -> list[Question]:
    """Of a child who was eighteen already when they came: one of the two days may be wrong."""
    if signing.type.effect != "moved-in" or signing.happened_at is None:
        return []
    on = clock.local(signing.happened_at).date()
    return [
        Question(
            f"grown:{one.pk}:{on}",
            f"{one.name} would have been {age(one.born_on, on)} on {_day(on.isoformat())}, and no child any more.",
            "Yes, both days are right",
        )
        for one in signing.children
        if one.born_on and age(one.born_on, on) >= GROWN_UP
    ]


def long_ago(signing: Signing) -> list[Question]:
    """Of something that is written down so long after it was that the year is more often a slip than right."""
    most = ASKS_AFTER if signing.type.asks_after is None else signing.type.asks_after
    at, exempt = signing.happened_at, signing.type.area == SETTING_UP or signing.type.effect
    if at is None or not most or exempt or signing.viewer.now - at <= timedelta(days=most):
        return []
    on = clock.local(at).date().isoformat()
    return [Question(f"ago:{on}", f"This is dated {_day(on)}, {_ago(signing.viewer.now - at)} ago.", "Yes, the date is right")]


def before_coming(signing: Signing) -> list[Question]:
    """Of what is said to have been before the child came here, when this home cannot have seen it."""
    at, exempt = signing.happened_at, signing.type.area == SETTING_UP or signing.type.effect or signing.type.plan
    if at is None or exempt or not signing.children or signing.stage.asked.get("moment"):
        return []
    came = came_first(signing.viewer, [one.pk for one in signing.children])
    day = clock.local(at).date()
    return [
        Question(
            f"came:{one.pk}:{day}",
            f"{one.name} came here on {_day(clock.local(came[one.pk]).date().isoformat())}, and this is dated before that.",
            "Yes, it was before they came",
        )
        for one in signing.children
        if one.pk in came and day < clock.local(came[one.pk]).date()
    ]


def past_days(signing: Signing) -> list[Question]:
    """Of a day by which something is to be done, or looked at again, and which lay in the past when it was agreed."""
    if signing.happened_at is None:
        return []
    on = clock.local(signing.happened_at).date().isoformat()
    due = {name for rule in signing.type.rules[signing.stage.id] for key, name in rule.data.items() if key == "due"}
    asked: list[Question] = []
    for field in signing.stage.fields:
        rows = signing.answers.get(field.id) if field.columns else [signing.answers]
        for one in field.columns or (field,):
            if one.kind != "date" or one.lies in ("past", "any") or not (one.lies == "future" or one.id in due):
                continue
            for row in rows or []:
                day = str(row.get(one.id) or "")
                if day and day < on:
                    asks = f"{one.label.rstrip('?:.')}: {_day(day)} is past."
                    asked.append(Question(f"past:{one.id}:{day}", asks, "Yes, that day is right"))
    return list({one.mark: one for one in asked}.values())


BRAKES: tuple[Callable[[Signing], list[Question]], ...] = (
    same_child, age_of_a_child, age_at_arrival, long_ago, before_coming, past_days,
)  # fmt: skip


def unanswered(typed: Typed, signing: Signing) -> list[Question]:
    """What is asked, and nobody has ticked yet."""
    sure = typed.all(SURE)
    return [one for brake in BRAKES for one in brake(signing) if one.mark not in sure]


def _day(told: str) -> str:
    day = date.fromisoformat(told)
    return f"{day.day} {day:%B %Y}"


def _ago(span: timedelta) -> str:
    months = span.days // 30
    return counted(span.days, "day") if months < 4 else counted(months, "month") if months < 24 else counted(span.days // 365, "year")
