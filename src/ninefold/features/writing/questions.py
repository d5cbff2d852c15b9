"""Questions before signing: "Are you sure?" of what may well be right, and is far more often a slip.

A brake looks at what is to be signed and gives the questions that it has. Each is answered by a tick, which names what was
asked about: an answer changed afterwards is asked about afresh. Another brake joins by standing in BRAKES.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from ninefold.base import clock
from ninefold.base.english import age
from ninefold.forms.typed import Typed
from ninefold.lawbook.model import RecordType, Stage
from ninefold.people.access import Viewer
from ninefold.people.queries import namesakes

SURE = "_sure"
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
class AboutToSign:
    """What a brake looks at: who signs what, with which answers, and whom it corrects."""

    viewer: Viewer
    type: RecordType
    stage: Stage
    answers: dict[str, Any]
    own: Collection[str] = ()


def same_child(signing: AboutToSign) -> list[Question]:
    """Of a child of this name and birthday whom the provider knows already: a second one divides their records."""
    name, born = str(signing.answers.get("name", "")), signing.answers.get("born_on")
    if signing.type.effect != "child-known" or not (name and born):
        return []
    if not namesakes(signing.viewer, name, date.fromisoformat(born), signing.own):
        return []
    return [
        Question(
            f"same:{born}:{name.casefold()}",
            f"A child called {name}, born on {_day(born)}, is known already. A second one would have records of their own, "
            "and nobody would see both.",
            "Yes, this is another child",
        )
    ]


def age_of_a_child(signing: AboutToSign) -> list[Question]:
    """Of a birthday that makes somebody older than anybody whom a children's home writes about, or not born yet."""
    born = signing.answers.get("born_on")
    if signing.type.effect != "child-known" or not born:
        return []
    years = age(date.fromisoformat(born), clock.local(signing.viewer.now).date())
    if 0 <= years <= OLDEST:
        return []
    said = f"{years} years old" if years > 0 else "not born yet"
    return [Question(f"age:{born}", f"Born on {_day(born)}, they would be {said}.", "Yes, the birthday is right")]


BRAKES: tuple[Callable[[AboutToSign], list[Question]], ...] = (same_child, age_of_a_child)


def unanswered(typed: Typed, signing: AboutToSign) -> list[Question]:
    """What is asked, and nobody has ticked yet."""
    sure = typed.all(SURE)
    return [one for brake in BRAKES for one in brake(signing) if one.mark not in sure]


def _day(told: str) -> str:
    day = date.fromisoformat(told)
    return f"{day.day} {day:%B %Y}"
