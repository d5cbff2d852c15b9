"""What is done when a child is missing, in the order in which it helps most, and which steps are still to do. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ninefold.insight.numbers import Ring

# In order. A home's own protocol may ask for more; every step can be taken again.
ORDER = (
    "house", "phone", "police", "on-call", "family", "social-worker", "places", "friends", "school", "pack",
)  # fmt: skip
BY_TELEPHONE = frozenset({"phone", "police", "on-call", "family", "social-worker", "friends", "school"})
NOW = {
    "house": "Search the house and garden",
    "phone": "Ring and message {name}",
    "police": "Tell the police",
    "on-call": "Tell the manager on call",
    "family": "Ring the family",
    "social-worker": "Tell the social worker or the duty team",
    "places": "Look in the usual places",
    "friends": "Ring friends",
    "school": "Ask school or college",
    "pack": "Give the police the sheet and the photo",
}
AGAIN = timedelta(hours=1)  # the police are rung again every hour with what is new: our custom
AT_ONCE = timedelta(hours=1)  # within the hour of knowing, without delay: our custom


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, or a call that nobody answered."""

    step: str
    label: str
    at: datetime
    by: str
    reached: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """A step that is still to be taken: what, whom to ring for it, by when, and when it was tried."""

    step: str
    label: str
    rings: list[Ring] = field(default_factory=list)
    by: datetime | None = None
    tried_at: datetime | None = None

    @property
    def calls(self) -> bool:
        """Whether it is a telephone call, so that whoever rings is asked whether somebody answered."""
        return self.step in BY_TELEPHONE


def todo(
    name: str,
    done: Collection[Done],
    rings: dict[str, list[Ring]],
    noticed: datetime,
    now: datetime,
) -> list[Todo]:
    """The steps that nobody has taken yet, and the police again when it is time."""
    taken: dict[str, datetime] = {}
    tried: dict[str, datetime] = {}
    for one in sorted(done, key=lambda step: step.at):
        (taken if one.reached else tried)[one.step] = one.at
    left = [
        Todo(step, NOW[step].format(name=name), rings.get(step, []), _by(step, noticed), tried.get(step))
        for step in ORDER
        if step not in taken
    ]
    if "police" in taken and now >= (again := taken["police"] + AGAIN):
        left.append(Todo("police", "Ring the police again, with what is new", rings.get("police", []), again))
    return left


def _by(step: str, noticed: datetime) -> datetime | None:
    return noticed + AT_ONCE if step == "police" else None
