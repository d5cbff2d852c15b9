"""What nobody can have seen: a child in their room while they were missing."""

from ninefold.base import clock
from ninefold.features.writing.questions import AboutToSign, Question
from ninefold.insight.whereabouts import gone_at
from ninefold.ledger.content import Refused

KIND, ANSWER, OUT = "night-check", "asleep", "out"
SEEN = (
    "{name} was missing at {time}, so nobody can have seen them in their room. Please look at the time, or write first "
    "that they are back."
)


def in_their_room(signing: AboutToSign) -> list[Question]:
    """Refuse a look into the room of a child who was missing then, by whatever form it is written."""
    answers = signing.answers.get(ANSWER) if signing.type.id == KIND else None
    seen = [child for child in signing.children if answers and answers.get(child.pk, OUT) != OUT]
    gone = gone_at(signing.viewer, [child.pk for child in seen], signing.happened_at) if seen else set()
    missing = [child.name for child in seen if child.pk in gone]
    if missing:
        time = f"{clock.local(signing.happened_at):%H:%M}"
        raise Refused({ANSWER: " ".join(SEEN.format(name=name, time=time) for name in missing)})
    return []
