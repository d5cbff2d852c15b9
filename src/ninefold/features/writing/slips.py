"""Questions before signing about what may well be right, and is far more often a slip."""

from datetime import date

from ninefold.base import clock
from ninefold.base.english import age
from ninefold.features.writing.questions import AboutToSign, Question
from ninefold.people.queries import namesakes

OLDEST = 25  # years: the age to which anybody leaving care is still supported, and so the oldest whom records speak of


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
    old = f"{years} years old" if years > 0 else "not born yet"
    return [Question(f"age:{born}", f"Born on {_day(born)}, they would be {old}.", "Yes, the birthday is right")]


def _day(answer: str) -> str:
    day = date.fromisoformat(answer)
    return f"{day.day} {day:%B %Y}"
